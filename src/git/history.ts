import { type BlobId, blobId } from '../model/ids.ts';
import { defaultLimit, type ReadObject, type ReadOptions, readObjectBatches } from './objects.ts';
import { gitChunks, type Place } from './process.ts';
import { lines } from './records.ts';

/** What is read of a history: every object the repository has, or what some commits reach and others do not. */
export type Extent = { readonly kind: 'all' } | Reach;

export interface Reach {
  readonly kind: 'reachable';
  /** Ids of commits, tags, trees or blobs: tips of refs. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface HistoryOptions extends ReadOptions {
  /** Blobs that need not be read, because their facts are known. */
  readonly known?: (id: BlobId) => boolean;
  /** Told of each object that a remote promised and that is not here; only where `reachable` is read (else see `findGaps`). */
  readonly onMissing?: (id: string) => void;
}

/**
 * Every blob of a history, each once, in an order that is cheap to read. `all` walks no tree and is several times as fast;
 * it includes objects that no ref reaches, which are told apart when they are attributed.
 */
export async function* readHistory(place: Place, extent: Extent, options: HistoryOptions = {}): AsyncGenerator<readonly ReadObject[]> {
  const limit = options.limit ?? defaultLimit;
  const known = options.known ?? (() => false);
  const tooLarge: ReadObject[] = [];
  async function* names(): AsyncGenerator<readonly string[]> {
    if (extent.kind === 'reachable') {
      for await (const batch of listReachable(place, extent, options.onMissing)) yield batch.filter((id) => !known(id));
      return;
    }
    for await (const batch of listAll(place)) {
      const wanted: string[] = [];
      for (const { id, size } of batch) {
        if (known(id)) continue;
        if (size > limit) tooLarge.push({ kind: 'tooLarge', id, size });
        else wanted.push(id);
      }
      yield wanted;
    }
  }
  for await (const batch of readObjectBatches(place, names(), options)) {
    yield batch;
    if (tooLarge.length > 0) yield tooLarge.splice(0);
  }
  if (tooLarge.length > 0) yield tooLarge;
}

export interface ListedBlob {
  readonly id: BlobId;
  /** In bytes. */
  readonly size: number;
}

/** Every blob the repository has, in the order of its packs. In a partial clone: those that are here. */
export async function* listAll(place: Place): AsyncGenerator<readonly ListedBlob[]> {
  const format = '%(objecttype) %(objectsize) %(objectname)';
  for await (const text of wholeLines(place, ['cat-file', '--batch-all-objects', '--unordered', '--buffer', `--batch-check=${format}`])) {
    const blobs: ListedBlob[] = [];
    // Most objects are commits and trees: only the lines of blobs are looked at.
    for (let at = startOfBlob(text, 0); at !== -1; ) {
      const space = text.indexOf(' ', at + 5);
      const end = text.indexOf('\n', space);
      blobs.push({ id: text.slice(space + 1, end) as BlobId, size: Number(text.slice(at + 5, space)) });
      at = startOfBlob(text, end + 1);
    }
    if (blobs.length > 0) yield blobs;
  }
}

/** Where the first line of a blob starts, at or after the start of a line; -1 when there is none. */
function startOfBlob(text: string, line: number): number {
  if (text.startsWith('blob ', line)) return line;
  const found = text.indexOf('\nblob ', line);
  return found === -1 ? -1 : found + 1;
}

/** The blobs that some commits reach and others do not, in the order of the walk. */
export async function* listReachable(
  place: Place,
  reach: Reach,
  onMissing: (id: string) => void = () => {},
): AsyncGenerator<readonly BlobId[]> {
  const options = ['--objects', '--no-object-names', '--missing=print', '--filter=object:type=blob', '--filter-provided-objects'];
  const tips = [...reach.include, ...reach.exclude.map((id) => `^${id}`)].map((line) => `${line}\n`);
  if (reach.include.length === 0) return;
  for await (const batch of lines(gitChunks(place, ['rev-list', ...options, '--stdin'], tips))) {
    const blobs: BlobId[] = [];
    for (const line of batch) {
      const text = line.toString('latin1');
      if (text.startsWith('?')) onMissing(text.slice(1));
      else blobs.push(blobId(text));
    }
    if (blobs.length > 0) yield blobs;
  }
}

/** The output of git cut at line ends, as text of as many lines as have come. */
async function* wholeLines(place: Place, args: readonly string[]): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of gitChunks(place, args)) {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield text.slice(0, end);
  }
}

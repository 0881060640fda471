import type { BlobId } from '../model/ids.ts';
import { defaultLimit, type ReadObject, type ReadOptions, readObjectBatches } from './objects.ts';
import { gitChunks, type Place } from './process.ts';

/**
 * Every blob the repository has and that is not `known`, each once, in an order that is cheap to read: no tree is walked. Objects that
 * no ref reaches are among them; they are told apart when their places are looked for.
 */
export async function* readAll(
  place: Place,
  known: (id: BlobId) => boolean,
  options: ReadOptions = {},
): AsyncGenerator<readonly ReadObject[]> {
  const limit = options.limit ?? defaultLimit;
  const tooLarge: ReadObject[] = [];
  async function* names(): AsyncGenerator<readonly string[]> {
    for await (const batch of listAll(place)) {
      const wanted: string[] = [];
      for (const { id, size } of batch) {
        if (known(id)) continue;
        if (size > limit) tooLarge.push({ kind: 'tooLarge', id, size, start: new Uint8Array() });
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

interface ListedBlob {
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

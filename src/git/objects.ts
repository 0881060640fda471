import type { BlobId } from '../model/ids.ts';
import { type Answering, CatFile, type Header, startBytes } from './cat-file.ts';
import { type Foreseen, foresee, nameKey } from './foreseen.ts';
import { OneByOne } from './one-by-one.ts';
import type { Place } from './process.ts';

/** What git has under a name. `missing`: nothing, or nothing readable. `tooLarge`: a blob over the limit, of which only the `start` is read. */
export type ReadObject =
  | { readonly kind: 'blob'; readonly id: BlobId; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLarge'; readonly id: BlobId; readonly size: number; readonly start: Uint8Array }
  | { readonly kind: 'other'; readonly id: string; readonly type: 'tree' | 'commit' | 'tag' }
  | { readonly kind: 'missing'; readonly id: string };

export interface ReadOptions {
  /** Largest blob that is read, in bytes; 16 MiB unless told. */
  readonly limit?: number;
  /** Objects known to be absent: never asked for. Spares a partial clone one dead git for each (see `CatFile`). */
  readonly absent?: ReadonlySet<string>;
}

export const defaultLimit = 16 << 20;

/** Names of objects, one by one or many at a time. */
type Names = Iterable<string | readonly string[]> | AsyncIterable<string | readonly string[]>;

/** `readObjectBatches`, one object at a time. */
export async function* readObjects(place: Place, names: Names, options: ReadOptions = {}): AsyncGenerator<ReadObject> {
  for await (const batch of readObjectBatches(place, names, options)) yield* batch;
}

/**
 * Reads many objects at the rate of the pipe: one `git cat-file --batch --buffer`. They come in the order asked for (absent
 * ones apart), as many at a time as have come: at most 4 MiB and one more. Neither names nor answers pile up when the other
 * side is slow. Names must not depend on answers: git holds answers back until it has a buffer full.
 * `bytes` may be a view into a larger chunk: copy what is kept for long.
 */
export async function* readObjectBatches(place: Place, names: Names, options: ReadOptions = {}): AsyncGenerator<readonly ReadObject[]> {
  const git = new CatFile(
    place,
    ['--batch', '--buffer'],
    reading(() => options.limit ?? defaultLimit),
  );
  let left = false;
  let absent: ReadObject[] = [];
  const asking = (async () => {
    for await (const some of names) {
      if (left) return;
      const all = typeof some === 'string' ? [some] : some;
      const present = options.absent === undefined ? all : all.filter((name) => options.absent?.has(name) !== true);
      if (present.length < all.length) absent.push(...missing(all.filter((name) => options.absent?.has(name) === true)));
      git.ask(present);
      await git.keepUp();
    }
  })();
  // A source that fails ends the reading; its error is thrown below, once what was asked before is answered.
  asking.catch(() => {}).finally(() => git.end());
  try {
    for (let batch = await git.next(); batch.length > 0; batch = await git.next()) {
      yield batch;
      if (absent.length > 0) yield absent.splice(0);
    }
    await asking;
    if (absent.length > 0) yield absent;
  } finally {
    left = true;
    absent = [];
    git.stop();
  }
}

/**
 * Objects one at a time or a few at once, by any name git understands (`HEAD:.sealgate.yaml`), answered at once: one
 * `git cat-file --batch` for all, started at the first question that was not foreseen.
 */
export class ObjectReader {
  /** Largest blob that is read, in bytes. It may change between questions: a policy that sets it is itself read here. */
  limit: number;
  private readonly place: Place;
  private readonly answering: Answering<ReadObject> = reading(() => this.limit);
  private readonly git: OneByOne<ReadObject>;
  private foreseen: Foreseen = new Map();
  private readonly absent: ReadonlySet<string> | undefined;

  constructor(place: Place, options: ReadOptions = {}) {
    this.limit = options.limit ?? defaultLimit;
    this.place = place;
    this.git = new OneByOne(place, this.answering);
    this.absent = options.absent;
  }

  /** Reads what will be asked for, in one go and before anything else is done: a few names, of small files as a rule. */
  foresee(names: readonly (string | Buffer)[]): void {
    this.foreseen = foresee(this.place, names);
  }

  /** A name that holds a line end is answered as missing: git cannot be asked for it this way. */
  find(name: string | Buffer): Promise<ReadObject> {
    if (name.includes('\n') || (typeof name === 'string' && this.absent?.has(name) === true))
      return Promise.resolve({ kind: 'missing', id: name.toString() });
    const known = this.foreseen.get(nameKey(name));
    if (known === null) return Promise.resolve(this.answering.missing(name));
    if (known !== undefined) {
      const isWanted = this.answering.contents(known.header) === 'wanted';
      return Promise.resolve(this.answering.found(known.header, isWanted ? known.bytes : null, known.bytes.subarray(0, startBytes)));
    }
    return this.git.ask(name);
  }

  /** In the order asked for; a few are fetched ahead. For thousands take `readObjects`. */
  async *read(ids: Iterable<string> | AsyncIterable<string>): AsyncGenerator<ReadObject> {
    const ahead: Promise<ReadObject>[] = [];
    for await (const id of ids) {
      const object = this.find(id);
      object.catch(() => {});
      ahead.push(object);
      if (ahead.length < mostAhead) continue;
      const first = ahead.shift();
      if (first !== undefined) yield await first;
    }
    for (const object of ahead) yield await object;
  }

  close(): void {
    this.git.close();
  }
}

/** With the largest blobs, this many times 16 MiB are held. */
const mostAhead = 16;

function reading(limit: () => number): Answering<ReadObject> {
  return {
    contents: ({ type, size }: Header) => (type === 'blob' && size <= limit() ? 'wanted' : 'unwanted'),
    found({ id, type, size }, bytes, start) {
      if (bytes !== null) return { kind: 'blob', id: id as BlobId, bytes };
      return type === 'blob' ? { kind: 'tooLarge', id: id as BlobId, size, start } : { kind: 'other', id, type };
    },
    missing: (name) => ({ kind: 'missing', id: name.toString() }),
  };
}

const missing = (names: readonly string[]): ReadObject[] => names.map((id) => ({ kind: 'missing', id }));

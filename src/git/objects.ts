import { type BlobId, blobId } from '../model/ids.ts';
import { type Answering, CatFile, type Header } from './cat-file.ts';
import type { Place } from './process.ts';

/** What git has under a name. `missing`: nothing, or nothing readable. `tooLarge`: a blob over the limit, let go by unread. */
export type ReadObject =
  | { readonly kind: 'blob'; readonly id: BlobId; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLarge'; readonly id: BlobId; readonly size: number }
  | { readonly kind: 'other'; readonly id: string; readonly type: 'tree' | 'commit' | 'tag' }
  | { readonly kind: 'missing'; readonly id: string };

export interface ReadOptions {
  /** Largest blob that is read, in bytes; 16 MiB unless told. */
  readonly limit?: number;
  /** Objects known to be absent: never asked for. Spares a partial clone one dead git for each (see `CatFile`). */
  readonly absent?: ReadonlySet<string>;
}

export const defaultLimit = 16 << 20;

/**
 * Reads many objects, in the order asked for, at the rate of the pipe: one `git cat-file --batch --buffer`. Neither names
 * nor answers pile up when the other side is slow. Names must not depend on answers: git holds answers back until it has a
 * buffer full. `bytes` may be a view into a larger chunk: copy what is kept for long.
 */
export async function* readObjects(
  place: Place,
  names: Iterable<string> | AsyncIterable<string>,
  options: ReadOptions = {},
): AsyncGenerator<ReadObject> {
  const git = new CatFile(place, ['--batch', '--buffer'], contents(options.limit ?? defaultLimit));
  let left = false;
  const absent: ReadObject[] = [];
  const asking = (async () => {
    for await (const name of names) {
      if (left) return;
      if (options.absent?.has(name) === true) absent.push({ kind: 'missing', id: name });
      else git.ask(name);
      await git.keepUp();
    }
  })();
  // A source that fails ends the reading; its error is thrown below, once what was asked before is answered.
  asking.catch(() => {}).finally(() => git.end());
  try {
    for (let object = await git.next(); object !== null; object = await git.next()) {
      yield object;
      while (absent.length > 0) yield absent.pop() as ReadObject;
    }
    await asking;
    yield* absent;
  } finally {
    left = true;
    git.stop();
  }
}

/**
 * Objects one at a time or a few at once, by any name git understands (`HEAD:.sealgate.yaml`), answered at once: one
 * `git cat-file --batch` for all, started when the reader is made.
 */
export class ObjectReader {
  private readonly git: CatFile<ReadObject>;
  private readonly absent: ReadonlySet<string> | undefined;
  private readonly waiting: { resolve(object: ReadObject): void; reject(error: unknown): void }[] = [];

  constructor(place: Place, options: ReadOptions = {}) {
    this.git = new CatFile(place, ['--batch'], contents(options.limit ?? defaultLimit));
    this.absent = options.absent;
  }

  /** A name that holds a line end is answered as missing: git cannot be asked for it this way. */
  find(name: string | Buffer): Promise<ReadObject> {
    if (name.includes('\n') || (typeof name === 'string' && this.absent?.has(name) === true))
      return Promise.resolve({ kind: 'missing', id: name.toString() });
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.git.ask(name);
      if (this.waiting.length === 1) void this.answer();
    });
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
    this.git.stop();
  }

  private async answer(): Promise<void> {
    for (let asker = this.waiting[0]; asker !== undefined; asker = this.waiting[0]) {
      try {
        const object = await this.git.next();
        if (object !== null) asker.resolve(object);
      } catch (error) {
        for (const each of this.waiting.splice(0)) each.reject(error);
        return;
      }
      this.waiting.shift();
    }
  }
}

/** With the largest blobs, this many times 16 MiB are held. */
const mostAhead = 16;

function contents(limit: number): Answering<ReadObject> {
  return {
    missing: (name) => ({ kind: 'missing', id: name.toString() }),
    async found({ id, type, size }: Header, queue) {
      if (type !== 'blob' || size > limit) {
        if (!(await queue.skip(size + 1))) return null;
        return type === 'blob' ? { kind: 'tooLarge', id: blobId(id), size } : { kind: 'other', id, type };
      }
      const bytes = await queue.take(size);
      if (bytes === null || !(await queue.skip(1))) return null;
      return { kind: 'blob', id: blobId(id), bytes };
    },
  };
}

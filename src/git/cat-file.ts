import { Failure } from '../model/failure.ts';
import { ByteQueue } from './byte-queue.ts';
import { drained, type GitProcess, type Place, startGit } from './process.ts';

/** The first line of an answer. */
export interface Header {
  readonly id: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly size: number;
}

/** Enough of a file to tell whether it is text: as much as git itself looks at. */
export const startBytes = 8000;

/** How answers are turned into what the asker wants. */
export interface Answering<T> {
  /** What follows the header: wanted contents, contents to let go by, or nothing, as with `--batch-check`. */
  contents(header: Header): 'wanted' | 'unwanted' | 'none';
  /** `bytes` is null unless wanted; of unwanted contents `start` has the first `startBytes`. */
  found(header: Header, bytes: Buffer | null, start: Uint8Array): T;
  missing(name: string | Buffer): T;
}

/**
 * A running `git cat-file --batch` or `--batch-check`: names go in, answers come out in the same order. In a partial clone
 * git 2.39 dies at a promised object that is not there: then that one is missing, and a new process answers the others.
 */
export class CatFile<T> {
  private readonly place: Place;
  private readonly args: readonly string[];
  private readonly answering: Answering<T>;
  private git: GitProcess;
  private queue: ByteQueue;
  private pending: (string | Buffer)[] = [];
  private head = 0;
  private header: Header | null = null;
  private unskipped = 0;
  private start: Uint8Array | null = null;
  private ended = false;
  private wake: (() => void) | null = null;

  constructor(place: Place, args: readonly string[], answering: Answering<T>) {
    this.place = place;
    this.args = ['cat-file', ...args];
    this.answering = answering;
    this.git = startGit(place, this.args);
    this.queue = new ByteQueue(this.git.stdout);
  }

  /** A name is any that git understands: an object id, `HEAD:path`. It ends at a line end, so it must not hold one. */
  ask(names: readonly (string | Buffer)[]): void {
    if (names.length === 0) return;
    for (const name of names) {
      if (name.includes('\n')) throw new RangeError('a name with a line end cannot be asked for');
      this.pending.push(name);
    }
    this.write(names);
    this.wake?.();
  }

  /** Waits until git has taken most of what was asked. */
  keepUp(): Promise<void> {
    return drained(this.git.stdin);
  }

  /** No more questions; git writes out what it still holds back. */
  end(): void {
    this.ended = true;
    this.git.stdin.end();
    this.wake?.();
  }

  /** The answers that have come, oldest first, at least one; waits for a question and for bytes. [] after `end` when all are answered. */
  async next(): Promise<readonly T[]> {
    while (this.head === this.pending.length) {
      if (this.ended) {
        await this.git.done;
        return [];
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    for (;;) {
      const answers = this.answersAtHand();
      if (answers.length > 0) return answers;
      if (!(await this.queue.more())) return [await this.revive()];
    }
  }

  stop(): void {
    this.git.stop();
  }

  private answersAtHand(): T[] {
    const answers: T[] = [];
    while (this.head < this.pending.length) {
      const answer = this.answerAtHand();
      if (answer === null) break;
      answers.push(answer.value);
      this.head += 1;
    }
    if (this.head > 4096) {
      this.pending = this.pending.slice(this.head);
      this.head = 0;
    }
    return answers;
  }

  private answerAtHand(): { readonly value: T } | null {
    if (this.header === null) {
      const line = this.queue.line()?.toString('latin1');
      if (line === undefined) return null;
      this.header = headerOf(line);
      if (this.header === null) return { value: this.answering.missing(this.pending[this.head] ?? '') };
      this.unskipped = this.header.size + 1;
    }
    const { header } = this;
    const contents = this.answering.contents(header);
    let bytes: Buffer | null = null;
    if (contents === 'wanted') {
      bytes = this.queue.take(header.size + 1);
      if (bytes === null) return null;
    } else if (contents === 'unwanted') {
      this.start ??= this.queue.peek(Math.min(header.size, startBytes));
      if (this.start === null) return null;
      this.unskipped -= this.queue.skip(this.unskipped);
      if (this.unskipped > 0) return null;
    }
    const start = this.start ?? none;
    this.header = null;
    this.start = null;
    return { value: this.answering.found(header, bytes?.subarray(0, header.size) ?? null, start) };
  }

  private async revive(): Promise<T> {
    try {
      await this.git.done;
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.code !== 'object-unreadable') throw failure;
      const lost = this.pending[this.head] ?? '';
      this.head += 1;
      this.header = null;
      this.start = null;
      this.git = startGit(this.place, this.args);
      this.queue = new ByteQueue(this.git.stdout);
      this.write(this.pending.slice(this.head));
      if (this.ended) this.git.stdin.end();
      return this.answering.missing(lost);
    }
    throw new Failure('incomplete', 'git-stopped', 'git cat-file ended before it had answered');
  }

  private write(names: readonly (string | Buffer)[]): void {
    if (names.length === 0) return;
    // Names that are asked for one by one, but at once, are one message.
    this.git.stdin.cork();
    const { stdin } = this.git;
    process.nextTick(() => stdin.uncork());
    if (names.every((name) => typeof name === 'string')) this.git.stdin.write(`${names.join('\n')}\n`);
    else this.git.stdin.write(Buffer.concat(names.flatMap((name) => [typeof name === 'string' ? Buffer.from(name) : name, lineEnd])));
  }
}

/** null: git has nothing under the name. */
export function headerOf(line: string): Header | null {
  const parts = headerLine.exec(line);
  return parts === null ? null : { id: parts[1] ?? '', type: parts[2] as Header['type'], size: Number(parts[3]) };
}

const none = new Uint8Array();
const lineEnd = Buffer.from('\n');
// The answer to a name that is not there ends in a word (missing, ambiguous, submodule), so no name can pass for a header.
const headerLine = /^([0-9a-f]{40}|[0-9a-f]{64}) (blob|tree|commit|tag) (\d+)$/;

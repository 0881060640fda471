import { Failure } from '../model/failure.ts';
import { ByteQueue } from './byte-queue.ts';
import { drained, type GitProcess, type Place, startGit } from './process.ts';

/** The first line of an answer. */
export interface Header {
  readonly id: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly size: number;
}

/** How answers are turned into what the asker wants. `found` takes exactly what follows the header; null: the stream ended. */
export interface Answering<T> {
  found(header: Header, bytes: ByteQueue): Promise<T | null>;
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
  ask(name: string | Buffer): void {
    if (name.includes('\n')) throw new RangeError('a name with a line end cannot be asked for');
    this.pending.push(name);
    this.write(name);
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

  /** The answer to the oldest open question, waiting for one to be asked; null after `end` when all are answered. */
  async next(): Promise<T | null> {
    while (this.head === this.pending.length) {
      if (this.ended) {
        await this.git.done;
        return null;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    const name = this.pending[this.head] ?? '';
    const answer = (await this.answer(name)) ?? (await this.revive(name));
    this.head += 1;
    if (this.head > 1024) {
      this.pending = this.pending.slice(this.head);
      this.head = 0;
    }
    return answer;
  }

  stop(): void {
    this.git.stop();
  }

  private write(name: string | Buffer): void {
    this.git.stdin.write(typeof name === 'string' ? `${name}\n` : Buffer.concat([name, lineEnd]));
  }

  private async answer(name: string | Buffer): Promise<T | null> {
    const line = (await this.queue.line())?.toString('latin1');
    if (line === undefined) return null;
    const parts = headerLine.exec(line);
    if (parts === null) return this.answering.missing(name);
    return this.answering.found({ id: parts[1] ?? '', type: parts[2] as Header['type'], size: Number(parts[3]) }, this.queue);
  }

  private async revive(name: string | Buffer): Promise<T> {
    try {
      await this.git.done;
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.code !== 'object-unreadable') throw failure;
      this.git = startGit(this.place, this.args);
      this.queue = new ByteQueue(this.git.stdout);
      for (const open of this.pending.slice(this.head + 1)) this.write(open);
      if (this.ended) this.git.stdin.end();
      return this.answering.missing(name);
    }
    throw new Failure('incomplete', 'git-stopped', 'git cat-file ended before it had answered');
  }
}

const lineEnd = Buffer.from('\n');
// The answer to a name that is not there ends in a word (missing, ambiguous, submodule), so no name can pass for a header.
const headerLine = /^([0-9a-f]{40}|[0-9a-f]{64}) (blob|tree|commit|tag) (\d+)$/;

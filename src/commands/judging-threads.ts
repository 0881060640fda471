import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import type { RuleSet } from '../rules/engine.ts';
import { failed } from '../scan/contained.ts';
import type { Unjudged } from '../scan/job.ts';
import { type Judged, unjudged } from '../scan/judged.ts';
import { type Packed, unpack } from '../scan/packed.ts';
import type { Watch } from '../scan/watch.ts';
import { profileOf } from '../text/profile.ts';

/** The built command line has the thread's program beside it; run from its sources there is none, and the scan does without threads. */
const built = typeof __dirname === 'string' ? join(__dirname, 'judging-thread.cjs') : null;
/** Starting threads takes longer than judging fewer blobs. */
const worthThreads = 1000;
const worthMemory = 10_000;

/** Threads for that many blobs, or null where they are not worth it. */
export function threadsFor(blobs: number, rules: RuleSet, watch: Watch | null): JudgingThreads | null {
  if (built === null || blobs < worthThreads || availableParallelism() < 2 || !existsSync(built)) return null;
  // Else V8 lets each thread's heap grow to four times what is in use before it collects: that is quicker, while there are few.
  if (blobs >= worthMemory) setFlagsFromString('--heap-growing-percent=30');
  return new JudgingThreads(rules, built, { watch });
}

/** Judges blobs on every core. `close` ends the threads. What `watch` throws ends what is under way, even within a blob. */
export class JudgingThreads {
  private readonly rules: RuleSet;
  private readonly program: string | URL;
  private readonly all = new Set<Thread>();
  private readonly idle: Thread[] = [];
  private readonly waiting: ((thread: Thread) => void)[] = [];
  private readonly timeUp: Promise<never> | null;
  private readonly clock: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** `program`: the file of `judging-thread.ts`, or what a build made of it. */
  constructor(
    rules: RuleSet,
    program: string | URL,
    { count = availableParallelism(), watch = null }: { readonly count?: number; readonly watch?: Watch | null } = {},
  ) {
    this.rules = rules;
    this.program = program;
    if (watch === null) this.timeUp = null;
    else {
      const { promise, reject } = withRejection();
      this.timeUp = promise;
      this.clock = setInterval(() => {
        try {
          watch(0);
        } catch (error) {
          clearInterval(this.clock);
          reject(error);
        }
      }, lookEvery);
    }
    for (let number = 0; number < count; number += 1) this.release(this.start());
  }

  /** A blob that ends its thread (it needs more memory than there is) is told as one that cannot be judged; the others are. */
  readonly judge = async (blobs: readonly Unjudged[]): Promise<readonly Judged[]> => {
    const thread = await this.free();
    try {
      const judged = await (this.timeUp === null ? thread.run(blobs) : Promise.race([thread.run(blobs), this.timeUp]));
      this.release(thread);
      return judged.map((one, at) => unpack(one, profileOf(pathAt(blobs, at)), this.rules));
    } catch (error) {
      // A scan that failed is closed with blobs under way: no thread may be started that nobody would end.
      if (this.isClosed || error instanceof Failure) throw error;
      this.all.delete(thread);
      this.release(this.start());
      const [only] = blobs;
      if (only !== undefined && blobs.length === 1) return [unjudged(only.path, only.bytes, failed(error))];
      return (await Promise.all(blobs.map((blob) => this.judge([blob])))).flat();
    }
  };

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.clock);
    const threads = [...this.all];
    this.all.clear();
    await Promise.all(threads.map((thread) => thread.close()));
  }

  private start(): Thread {
    const thread = new Thread(this.program, this.rules);
    this.all.add(thread);
    return thread;
  }

  private free(): Promise<Thread> {
    const thread = this.idle.pop();
    return thread === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(thread);
  }

  private release(thread: Thread): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(thread);
    else next(thread);
  }
}

/** Milliseconds. */
const lookEvery = 20;

/** A promise that does nothing but fail, some time; nobody need be waiting for it then. */
function withRejection(): { readonly promise: Promise<never>; reject(error: unknown): void } {
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  promise.catch(() => {});
  return { promise, reject: (error) => reject(error) };
}

/**
 * In MB: several times what the largest blob needs. V8 lets a heap that may grow further than this hold four times what is in
 * use before it collects.
 */
const heap = 2048;

class Thread {
  private readonly worker: Worker;

  constructor(program: string | URL, { rules }: RuleSet) {
    this.worker = new Worker(program, { workerData: rules, resourceLimits: { maxOldGenerationSizeMb: heap } });
    // It is not asked anything yet: whoever asks next is told.
    this.worker.on('error', () => {});
  }

  run(blobs: readonly Unjudged[]): Promise<readonly Packed[]> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        this.worker.off('message', answered).off('error', broken).off('exit', gone);
        end();
      };
      const answered = (packed: readonly Packed[]): void => settle(() => resolve(packed));
      const broken = (error: unknown): void => settle(() => reject(error));
      const gone = (): void => settle(() => reject(new Error('the thread ended')));
      this.worker.on('message', answered).on('error', broken).on('exit', gone);
      // Copies, and none of `slice`, which Buffer makes a view: the bytes may stand in a chunk that holds many.
      const copies = blobs.map(({ path, bytes }) => ({ path, bytes: new Uint8Array(bytes) }));
      this.worker.postMessage(
        copies,
        copies.map(({ bytes }) => bytes.buffer),
      );
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

const pathAt = (blobs: readonly Unjudged[], at: number): Unjudged['path'] => {
  const blob = blobs[at];
  if (blob === undefined) throw new Error('more answers than questions');
  return blob.path;
};

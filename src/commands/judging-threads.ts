import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { Failure } from '../model/failure.ts';
import type { RuleSet } from '../rules/engine.ts';
import { failed } from '../scan/contained.ts';
import type { Unjudged } from '../scan/job.ts';
import { type Judged, judgeBlob, unjudged } from '../scan/judged.ts';
import { type Packed, pack, unpack } from '../scan/packed.ts';
import type { Watch } from '../scan/watch.ts';
import { profileOf } from '../text/profile.ts';

/** The built command line has the thread's program beside it; run from its sources there is none, and the scan does without threads. */
const built = typeof __dirname === 'string' ? join(__dirname, 'judging-thread.cjs') : null;
const worthMemory = 10_000;

/** Threads for that many blobs, or null where none can be started. */
export function threadsFor(blobs: number, rules: RuleSet, watch: Watch | null): JudgingThreads | null {
  if (built === null || availableParallelism() < 2 || !existsSync(built)) return null;
  // Else V8 lets each thread's heap grow to four times what is in use before it collects: that is quicker, while there are few.
  if (blobs >= worthMemory) setFlagsFromString('--heap-growing-percent=30');
  return new JudgingThreads(rules, built, { watch });
}

/**
 * Judges blobs on every core: in threads, and here while these have enough to do. `close` ends the threads. What `watch` throws
 * ends what is under way, even within a blob.
 */
export class JudgingThreads {
  private readonly rules: RuleSet;
  private readonly program: string | URL;
  private readonly threads = new Set<Thread>();
  private readonly watch: Watch | undefined;
  private readonly timeUp: Promise<never> | null;
  private readonly clock: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** `program`: the file of `judging-thread.ts`, or what a build made of it. `count`: of threads beside this one. */
  constructor(
    rules: RuleSet,
    program: string | URL,
    { count = availableParallelism() - 1, watch = null }: { readonly count?: number; readonly watch?: Watch | null } = {},
  ) {
    this.rules = rules;
    this.program = program;
    if (watch === null) this.timeUp = null;
    else {
      const { promise, reject } = withRejection();
      this.watch = watch;
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
    for (let number = 0; number < count; number += 1) this.start();
  }

  /** Answers in the order asked. */
  readonly judge = async (blobs: readonly Unjudged[]): Promise<readonly Judged[]> => {
    const isHere = blobs.every(({ bytes }) => bytes.length <= largestHere) && (this.leastBusy()?.waiting ?? ahead) >= ahead;
    return isHere ? blobs.map((blob) => this.here(blob)) : this.inThread(blobs);
  };

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.clock);
    const threads = [...this.threads];
    this.threads.clear();
    await Promise.all(threads.map((thread) => thread.close()));
  }

  /** As a copy: what was cut from a text keeps the whole of it in memory. */
  private here({ path, bytes }: Unjudged): Judged {
    const judged = judgeBlob(path, bytes, this.rules, this.watch);
    return unpack(structuredClone(pack(judged, this.rules)), profileOf(path), this.rules);
  }

  /** A blob that ends its thread (it needs more memory than there is) is told as one that cannot be judged; the others are. */
  private async inThread(blobs: readonly Unjudged[]): Promise<readonly Judged[]> {
    const thread = this.leastBusy() ?? this.start();
    try {
      const judged = await (this.timeUp === null ? thread.run(blobs) : Promise.race([thread.run(blobs), this.timeUp]));
      return judged.map((one, at) => unpack(one, profileOf(pathAt(blobs, at)), this.rules));
    } catch (error) {
      // A scan that failed is closed with blobs under way: no thread may be started that nobody would end.
      if (this.isClosed || error instanceof Failure) throw error;
      if (this.threads.delete(thread)) this.start();
      if (error instanceof NotBegun) return this.inThread(blobs);
      const [only] = blobs;
      if (only !== undefined && blobs.length === 1) return [unjudged(only.path, only.bytes, failed(error))];
      return (await Promise.all(blobs.map((blob) => this.inThread([blob])))).flat();
    }
  }

  private start(): Thread {
    const thread = new Thread(this.program, this.rules);
    this.threads.add(thread);
    return thread;
  }

  private leastBusy(): Thread | null {
    let found: Thread | null = null;
    for (const thread of this.threads) if (found === null || thread.waiting < found.waiting) found = thread;
    return found;
  }
}

/** What a thread is given before it asks for it, so that it has enough to do while a batch is judged here. */
const ahead = 12;
/** In bytes: a larger blob may need more memory than there is, and shall end a thread then, and nothing else. */
const largestHere = 1 << 20;
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
const young = 24;

/** Its thread ended while it waited. */
class NotBegun extends Error {}

interface Asked {
  resolve(packed: readonly Packed[]): void;
  reject(error: unknown): void;
}

class Thread {
  private readonly worker: Worker;
  private readonly asked: Asked[] = [];

  constructor(program: string | URL, { rules }: RuleSet) {
    this.worker = new Worker(program, {
      workerData: rules,
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: young },
    });
    this.worker.on('message', (packed: readonly Packed[]) => this.asked.shift()?.resolve(packed));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new Error('the thread ended')));
  }

  /** Batches that are not answered yet. */
  get waiting(): number {
    return this.asked.length;
  }

  run(blobs: readonly Unjudged[]): Promise<readonly Packed[]> {
    return new Promise((resolve, reject) => {
      this.asked.push({ resolve, reject });
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

  private end(error: unknown): void {
    for (const [at, { reject }] of this.asked.splice(0).entries()) reject(at === 0 ? error : new NotBegun());
  }
}

const pathAt = (blobs: readonly Unjudged[], at: number): Unjudged['path'] => {
  const blob = blobs[at];
  if (blob === undefined) throw new Error('more answers than questions');
  return blob.path;
};

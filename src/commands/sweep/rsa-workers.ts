import type { KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type RawRsa, rawRsaHere } from '../../incident/sealed-trials.ts';

/** Raw RSA on every core. Threads start when there is enough to do; `close` ends them. */
export class RsaWorkers {
  private readonly threads: Thread[] = [];

  readonly run: RawRsa = async (key, blocks) => {
    if (blocks.length < worthAThread) return rawRsaHere(key, blocks);
    while (this.threads.length < availableParallelism()) this.threads.push(new Thread());
    const results: (Uint8Array | null)[] = new Array(blocks.length).fill(null);
    let next = 0;
    const work = async (thread: Thread): Promise<void> => {
      for (let from = next; from < blocks.length; from = next) {
        next += batch;
        const done = await thread.run(key, blocks.slice(from, from + batch));
        for (const [at, result] of done.entries()) results[from + at] = result;
      }
    };
    await Promise.all(this.threads.map(work));
    return results;
  };

  async close(): Promise<void> {
    await Promise.all(this.threads.splice(0).map((thread) => thread.close()));
  }
}

const worthAThread = 32;
const batch = 16;

/** Text, not a file: a bundle has no second file to start a thread from. It does the arithmetic and nothing else. */
const program = `
const { parentPort } = require('node:worker_threads');
const { constants, privateDecrypt } = require('node:crypto');
parentPort.on('message', ({ key, blocks }) => {
  parentPort.postMessage(blocks.map((block) => {
    try { return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block); } catch { return null; }
  }));
});`;

class Thread {
  private readonly worker = new Worker(program, { eval: true, execArgv: [] });

  run(key: KeyObject, blocks: readonly Uint8Array[]): Promise<readonly (Uint8Array | null)[]> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        this.worker.off('message', answered).off('error', failed);
        end();
      };
      const answered = (results: readonly (Uint8Array | null)[]): void => settle(() => resolve(results));
      const failed = (error: Error): void => settle(() => reject(error));
      this.worker.on('message', answered).on('error', failed);
      this.worker.postMessage({ key, blocks });
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

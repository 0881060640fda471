import type { BlobId, RepoPath } from '../model/ids.ts';
import { profileOf } from '../text/profile.ts';
import type { FactsByBlob } from './facts-by-blob.ts';
import type { Scan, Unjudged } from './job.ts';
import type { Judged } from './judged.ts';
import { isValueless } from './known.ts';

/** Blobs that are asked for together: enough that asking costs little, few enough that no thread is left without. */
const batchBytes = 64 << 10;
/** Batches under way: more would hold bytes that nobody looks at yet. */
const mostBatches = 32;

/** Judges blobs as they are read, here or wherever the job has it done, and counts them in the order they came. */
export class Judging {
  private readonly job: Scan;
  private readonly facts: FactsByBlob;
  private readonly isScanned: boolean;
  private readonly underWay: Promise<void>[] = [];
  private asked: Asked[] = [];
  private bytes = 0;

  /** `isScanned`: they count; otherwise they are only compared with. */
  constructor(job: Scan, facts: FactsByBlob, isScanned: boolean) {
    this.job = job;
    this.facts = facts;
    this.isScanned = isScanned;
  }

  /** Counts a blob that is known, at one path of each profile that it has; false where it has to be read. */
  recall(id: BlobId, paths: readonly RepoPath[]): boolean {
    const { known } = this.job;
    if (known === undefined) return false;
    const judged: Judged[] = [];
    for (const path of paths) {
      const facts = known.of(id, profileOf(path));
      if (facts === undefined) return false;
      judged.push({ facts, matches: [] });
    }
    for (const [index, path] of paths.entries()) {
      const one = judged[index];
      if (one !== undefined) this.facts.keep(path, id, one);
    }
    this.count(paths, judged);
    return true;
  }

  async take(id: BlobId, bytes: Uint8Array, paths: readonly RepoPath[]): Promise<void> {
    const { judge } = this.job;
    if (judge === undefined) {
      const judged = paths.map((path) => this.facts.add(path, id, bytes));
      for (const one of judged) this.learn(id, one);
      this.count(paths, judged);
      return;
    }
    this.asked.push({ id, paths, blobs: paths.map((path) => ({ path, bytes })) });
    this.bytes += bytes.length * paths.length;
    if (this.bytes >= batchBytes) await this.ask(judge);
  }

  async end(): Promise<void> {
    if (this.job.judge !== undefined && this.asked.length > 0) await this.ask(this.job.judge);
    await this.underWay.at(-1);
  }

  private async ask(judge: NonNullable<Scan['judge']>): Promise<void> {
    const asked = this.asked;
    const answer = judge(asked.flatMap(({ blobs }) => blobs));
    const before = this.underWay.at(-1);
    this.asked = [];
    this.bytes = 0;
    const settled = Promise.all([answer, before]).then(([judged]) => this.settle(asked, judged));
    settled.catch(() => {});
    this.underWay.push(settled);
    if (this.underWay.length >= mostBatches) await this.underWay.shift();
  }

  private settle(asked: readonly Asked[], answers: readonly Judged[]): void {
    let next = 0;
    for (const { id, paths } of asked) {
      const judged = answers.slice(next, next + paths.length);
      next += paths.length;
      for (const [index, path] of paths.entries()) this.keep(path, id, judged[index]);
      this.count(paths, judged);
    }
  }

  private keep(path: RepoPath, id: BlobId, judged: Judged | undefined): void {
    if (judged === undefined) return;
    this.learn(id, this.facts.keep(path, id, judged));
  }

  private learn(id: BlobId, judged: Judged): void {
    if (isValueless(judged)) this.job.known?.learn(id, judged.facts);
  }

  /** A blob counts once; what of it could not be read is told for each kind of path. */
  private count(paths: readonly RepoPath[], judged: readonly Judged[]): void {
    if (!this.isScanned) return;
    for (const [at, path] of paths.entries()) {
      const facts = judged[at]?.facts;
      if (facts === undefined) continue;
      if (at === 0) this.job.tally.read(path, facts);
      else this.job.tally.trouble(path, facts);
    }
  }
}

interface Asked {
  readonly id: BlobId;
  readonly paths: readonly RepoPath[];
  readonly blobs: readonly Unjudged[];
}

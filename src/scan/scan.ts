import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import { judgeChange } from './change.ts';
import { FactsByBlob } from './facts-by-blob.ts';
import type { Scan } from './job.ts';
import { judgeSnapshots } from './snapshots.ts';

export type { Scan } from './job.ts';

export interface Scanned {
  readonly matches: readonly Match[];
  /** What the rules say of the versions before: a baseline and an expired waiver ask whether a value stood there already. */
  readonly before: readonly Match[];
  /** Each entry's file, with the version before it. */
  readonly files: readonly { readonly after: SnapshotFile; readonly before: SnapshotFile | null }[];
}

/** Both phases over the entries: facts of each blob alone, then what needs other files or the version before. */
export async function scan(job: Scan): Promise<Scanned> {
  const facts = await factsOfAll(job);
  const matches: Match[] = [];
  const earlier: Match[] = [];
  const files: { after: SnapshotFile; before: SnapshotFile | null }[] = [];
  for (const { path, blob, before: old } of job.entries) {
    const judged = facts.at(path, blob);
    if (judged === undefined) continue;
    const after = { path, blob, facts: judged.facts };
    for (const found of judged.matches) matches.push({ ...found, path, blob });
    const past = old === null ? undefined : facts.at(path, old);
    const before = past === undefined ? null : { path, blob: old, facts: past.facts };
    files.push({ after, before });
    if (past === undefined || before === null) continue;
    for (const found of past.matches) earlier.push({ ...found, path, blob: old });
    for (const fact of judgeChange({ before, after })) {
      for (const found of job.rules.run([fact])) matches.push({ ...found, path, blob });
    }
  }
  for (const { path, blob } of job.gone ?? []) {
    for (const found of facts.at(path, blob)?.matches ?? []) earlier.push({ ...found, path, blob });
  }
  if (job.readAt !== undefined) matches.push(...(await judgeSnapshots(job, facts, job.readAt)));
  return { matches, before: earlier, files };
}

async function factsOfAll(job: Scan): Promise<FactsByBlob> {
  const facts = new FactsByBlob(job.rules);
  const paths = new Map<BlobId, Set<RepoPath>>();
  const scanned = new Set<BlobId>();
  const want = (blob: BlobId, path: RepoPath): void => {
    const known = paths.get(blob);
    if (known === undefined) paths.set(blob, new Set([path]));
    else known.add(path);
  };
  for (const entry of job.entries) {
    want(entry.blob, entry.path);
    scanned.add(entry.blob);
    if (entry.before !== null) want(entry.before, entry.path);
  }
  for (const { path, blob } of job.gone ?? []) want(blob, path);
  let done = 0;
  for await (const read of job.read([...paths.keys()])) {
    done += 1;
    job.progress?.(done, paths.size);
    const at = paths.get(read.id) ?? new Set<RepoPath>();
    const [first] = at;
    if (first === undefined) continue;
    if (read.kind === 'missing') {
      if (scanned.has(read.id)) job.tally.gap('an object is missing from the repository', 'git fetch --refetch', 1);
      continue;
    }
    if (read.kind === 'tooLarge') {
      if (scanned.has(read.id)) job.tally.gap('a file is larger than the limit', `raise limits.blobBytes, or exclude ${first}`, 1);
      continue;
    }
    for (const path of at) facts.add(path, read.id, read.bytes);
    const judged = facts.at(first, read.id);
    if (judged !== undefined && scanned.has(read.id)) job.tally.read(first, judged.facts);
  }
  return facts;
}

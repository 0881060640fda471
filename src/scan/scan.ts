import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import { profileOf } from '../text/profile.ts';
import { judgeAcrossTime } from './across-time.ts';
import { judgeChange } from './change.ts';
import type { Read } from './entry.ts';
import { FactsByBlob, isNeeded, type Judged } from './facts-by-blob.ts';
import { isReadByName, type Sieve } from './fast/sieve.ts';
import type { Scan } from './job.ts';
import { judgeSnapshots } from './snapshots.ts';

export type { Scan } from './job.ts';

const defaultLimit = 16 << 20;

export interface Scanned {
  readonly matches: readonly Match[];
  /** What the rules say of the versions before: a baseline and an expired waiver ask whether a value stood there already. */
  readonly before: readonly Match[];
  /** Each entry's file, with the version before it. */
  readonly files: readonly { readonly after: SnapshotFile; readonly before: SnapshotFile | null }[];
  /** What the change deletes, as it stood. */
  readonly gone: readonly SnapshotFile[];
}

/** Both phases over the entries: facts of each blob alone, then what needs other files or the version before. */
export async function scan(job: Scan): Promise<Scanned> {
  const facts = await factsOfAll(job);
  const matches: Match[] = [];
  const earlier: Match[] = [];
  const files: { after: SnapshotFile; before: SnapshotFile | null }[] = [];
  const gone: SnapshotFile[] = [];
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
    for (const fact of judgeChange({ before, after }, job.tally)) {
      for (const found of job.rules.run([fact])) matches.push({ ...found, path, blob });
    }
  }
  for (const { path, blob } of job.gone ?? []) {
    const past = facts.at(path, blob);
    if (past === undefined) continue;
    gone.push({ path, blob, facts: past.facts });
    for (const found of past.matches) earlier.push({ ...found, path, blob });
  }
  for (const { path, blob, fact } of judgeAcrossTime(job, facts)) {
    for (const found of job.rules.run([fact])) matches.push({ ...found, path, blob });
  }
  if (job.readAt !== undefined) matches.push(...(await judgeSnapshots(job, facts, job.readAt)));
  return { matches, before: earlier, files, gone };
}

/** Where a blob is wanted, and whether it is judged or only compared with. */
interface Wanted {
  readonly paths: Set<RepoPath>;
  isScanned: boolean;
}

async function factsOfAll(job: Scan): Promise<FactsByBlob> {
  const facts = new FactsByBlob(job.rules, job.isHistory !== true);
  const wanted = new Map<BlobId, Wanted>();
  const want = (blob: BlobId, path: RepoPath, isScanned: boolean): void => {
    const known = wanted.get(blob);
    if (known === undefined) wanted.set(blob, { paths: new Set([path]), isScanned });
    else {
      known.paths.add(path);
      known.isScanned ||= isScanned;
    }
  };
  for (const { path, blob, before } of job.entries) {
    want(blob, path, true);
    if (before !== null) want(before, path, false);
  }
  for (const { path, blob } of job.gone ?? []) want(blob, path, false);
  let done = passed(job, wanted, facts);
  const most = done + wanted.size;
  for await (const read of job.read([...wanted.keys()], job.limit ?? defaultLimit)) {
    done += 1;
    job.progress?.(done, most);
    const at = wanted.get(read.id);
    if (at !== undefined) take(read, at, facts, job);
  }
  await readAfterAll(job, facts);
  return facts;
}

/** Takes out what was let by already; how many they are. */
function passed(job: Scan, wanted: Map<BlobId, Wanted>, facts: FactsByBlob): number {
  let count = 0;
  for (const [blob, letBy] of job.letBy ?? []) {
    const at = wanted.get(blob);
    const [first] = at?.paths ?? [];
    if (at === undefined || first === undefined || [...at.paths].some((path) => isReadByName(profileOf(path)))) continue;
    for (const path of at.paths) facts.pass(path, blob, letBy);
    if (at.isScanned) job.tally.read(first, facts.pass(first, blob, letBy).facts);
    wanted.delete(blob);
    count += 1;
  }
  return count;
}

/** A version that leads to nothing may still be told by what stood there before: that it was encrypted, for one. */
async function readAfterAll(job: Scan, facts: FactsByBlob): Promise<void> {
  const paths = new Map<BlobId, RepoPath[]>();
  for (const { path, blob, before } of job.entries) {
    if (before === null || !facts.wasLetBy(path, blob)) continue;
    const past = facts.at(path, before)?.facts;
    if (past !== undefined && isNeeded(past, [])) paths.set(blob, [...(paths.get(blob) ?? []), path]);
  }
  if (paths.size === 0) return;
  for await (const read of job.read([...paths.keys()], job.limit ?? defaultLimit)) {
    if (read.kind !== 'blob') continue;
    for (const path of paths.get(read.id) ?? []) facts.addAfterAll(path, read.id, read.bytes);
  }
}

function take(read: Read, { paths, isScanned }: Wanted, facts: FactsByBlob, { sieve, tally }: Scan): void {
  const [first] = paths;
  if (first === undefined) return;
  switch (read.kind) {
    case 'missing':
      if (isScanned && !read.told)
        tally.gap('an object is missing or damaged', 'git fetch --refetch --no-filter; git fsck tells what is damaged');
      return;
    case 'unreadable':
      if (isScanned) tally.cannotJudge(`a file cannot be read (${read.reason})`, first);
      return;
    case 'tooLarge':
      if (isScanned) tally.gap('a file is larger than the limit', `raise limits.blobBytes, or exclude ${first}`);
      return;
    case 'blob': {
      const judged = new Map([...paths].map((path) => [takeAt(path, read.id, read.bytes, facts, sieve), path]));
      if (!isScanned) return;
      let isCounted = false;
      for (const [{ facts: known }, path] of judged) {
        if (isCounted) tally.trouble(path, known);
        else tally.read(path, known);
        isCounted = true;
      }
    }
  }
}

function takeAt(path: RepoPath, blob: BlobId, bytes: Uint8Array, facts: FactsByBlob, sieve: Sieve | undefined): Judged {
  const known = facts.at(path, blob);
  if (known !== undefined) return known;
  const sifted = sieve?.siftAs(bytes, profileOf(path));
  if (sifted?.kind !== 'nothing') return facts.add(path, blob, bytes);
  return facts.pass(path, blob, { bytes: bytes.length, skipped: sifted.skipped });
}

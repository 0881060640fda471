import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import { binaryStart } from '../text/decode.ts';
import { profileOf } from '../text/profile.ts';
import { judgeAcrossTime } from './across-time.ts';
import { judgeChange } from './change.ts';
import type { Entry, Read } from './entry.ts';
import { FactsByBlob } from './facts-by-blob.ts';
import type { Scan } from './job.ts';
import { Judging } from './judging.ts';
import { untimed } from './laps.ts';
import { judgeSnapshots } from './snapshots.ts';
import type { Tally } from './tally.ts';

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
  await job.onJudged?.();
  const matches: Match[] = [];
  const earlier: Match[] = [];
  const files: { after: SnapshotFile; before: SnapshotFile | null }[] = [];
  const gone: SnapshotFile[] = [];
  for (const { path, blob, before: old } of job.entries) {
    job.watch?.(0);
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

/**
 * The versions before are compared with, so they are read only where a version after says anything: most commits change
 * what is no secret, and then half of the work is not done.
 */
async function factsOfAll(job: Scan): Promise<FactsByBlob> {
  const facts = new FactsByBlob(job.rules, job.isWholeTree, job.watch, job.laps);
  await read(job, facts, job.entries, true);
  if (job.entries.every(({ path, blob }) => facts.isSilent(path, blob))) return facts;
  const before = job.entries.flatMap(({ path, before: blob }) => (blob === null ? [] : [{ path, blob }]));
  const unknown = [...before, ...(job.gone ?? [])].filter(({ path, blob }) => facts.at(path, blob) === undefined);
  await read(job, facts, unknown, false);
  return facts;
}

async function read(job: Scan, facts: FactsByBlob, places: Iterable<Pick<Entry, 'path' | 'blob'>>, isScanned: boolean): Promise<void> {
  const wanted = new Map<BlobId, RepoPath[]>();
  for (const { path, blob } of places) {
    const paths = wanted.get(blob);
    if (paths === undefined) wanted.set(blob, [path]);
    else standsAtToo(paths, path);
  }
  const laps = job.laps ?? untimed;
  const judging = new Judging(job, facts, isScanned);
  let done = 0;
  laps.enter('git');
  const left = [...wanted].filter(([id, paths]) => !judging.recall(id, paths)).map(([id]) => id);
  for await (const one of job.read(left, job.limit ?? defaultLimit)) {
    done += 1;
    job.progress?.(done, left.length);
    const paths = wanted.get(one.id);
    if (paths === undefined) continue;
    if (one.kind === 'blob') await judging.take(one.id, one.bytes, paths);
    else if (isScanned) unread(one, paths, job.tally);
    laps.enter('git');
  }
  await judging.end();
  laps.enter('judge');
}

/** Of the paths of each profile one is enough, the last that is named: a file may stand at a thousand places. */
function standsAtToo(paths: RepoPath[], path: RepoPath): void {
  const { key } = profileOf(path);
  const same = paths.findIndex((one) => profileOf(one).key === key);
  if (same === -1) paths.push(path);
  else paths[same] = path;
}

function unread(read: Exclude<Read, { kind: 'blob' }>, [first]: Iterable<RepoPath>, tally: Tally): void {
  if (first === undefined) return;
  switch (read.kind) {
    case 'missing':
      if (!read.told) tally.gap('an object is missing or damaged', 'git fetch --refetch --no-filter; git fsck tells what is damaged');
      return;
    case 'unreadable':
      tally.cannotJudge(`a file cannot be read (${read.reason})`, first);
      return;
    case 'tooLarge': {
      // A picture or an archive is not looked into, whatever its size.
      const reason = binaryStart(read.start);
      if (reason !== null) tally.skip(reason, first);
      else tally.gap('a file is larger than the limit', `raise limits.blobBytes, or exclude ${first}`);
    }
  }
}

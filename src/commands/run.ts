import type { RuleId } from '../model/ids.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Entry } from '../scan/entry.ts';
import { type Laps, untimed } from '../scan/laps.ts';
import { type Scanned, scan } from '../scan/scan.ts';
import { Tally } from '../scan/tally.ts';
import type { KnownBlobsFile } from './cache/known-blobs.ts';
import { withoutOptimising } from './few-files.ts';
import type { Io } from './io.ts';
import { judgeScan } from './judging.ts';
import type { JudgingThreads } from './judging-threads.ts';
import { baseOf, changeOf, type Gate, organisationPolicy, readGateOfChange } from './policy.ts';
import { progressOn } from './progress.ts';
import type { Source } from './sources/source.ts';
import { uptime } from './uptime.ts';

/** Scans a source and judges it by a gate: what every door does, however its report is shown. `started` is an `uptime()`. */
export async function runScan(source: Source, gate: Gate, io: Io, started: number, laps: Laps = untimed): Promise<Report> {
  const { scanned, tally } = await scanSource(source, gate, io, laps);
  return judgeScan(scanned, source, gate, tally.coverage(source.scope, Math.round(uptime() - started)), io);
}

/** What the rules say of a source, before anything is waived or known. */
export async function scanSource(
  source: Source,
  gate: Gate,
  io: Io,
  laps: Laps = untimed,
): Promise<{ readonly scanned: Scanned; readonly tally: Tally }> {
  const tally = new Tally();
  for (const { reason, path } of source.skipped) tally.skip(reason, path);
  for (const gap of source.gaps) tally.gap(gap.reason, gap.repair, gap.count);
  const entries = source.entries.filter((entry) => {
    if (gate.policy.excluded(entry.path) === null) return true;
    tally.skip('excluded by the configuration', entry.path);
    return false;
  });
  // The process ends with this scan.
  if (io.build !== undefined && !source.isHistory) withoutOptimising(entries.length);
  const progress = progressOn(io);
  const known = laps === untimed ? await knownBlobs(source, gate, io) : null;
  const threads = laps === untimed ? await threadsOf(entries, gate, source) : null;
  const scanned = await scan({
    entries,
    gone: source.gone,
    read: source.read,
    limit: gate.policy.limits.blobBytes.value,
    ...(source.readAt !== null && { readAt: source.readAt }),
    ...(source.listAt !== undefined && { listAt: source.listAt }),
    treesOf: source.treesOf,
    isHistory: source.isHistory,
    isWholeTree: source.isWholeTree && entries.length === source.entries.length,
    rules: gate.set,
    tally,
    ...(source.watch !== undefined && { watch: source.watch }),
    progress: progress.show,
    laps,
    ...(threads !== null && { judge: threads.judge, onJudged: () => threads.close() }),
    ...(known !== null && { known }),
  }).finally(() => threads?.close());
  progress.end();
  known?.save();
  return { scanned, tally };
}

/** What an earlier scan of the same history learned, by the same program and rules. */
async function knownBlobs(source: Source, { set }: Gate, { build, env }: Io): Promise<KnownBlobsFile | null> {
  if (source.repository === undefined || build === undefined) return null;
  const { openKnownBlobs } = await import('./cache/open.ts');
  return openKnownBlobs(source.repository, build, set.rules, env);
}

/** Starting threads takes longer than judging fewer blobs; a hook, which has few, does not even load what would start them. */
const worthThreads = 5000;

async function threadsOf(entries: readonly Entry[], { set }: Gate, { watch }: Source): Promise<JudgingThreads | null> {
  if (entries.length < worthThreads) return null;
  const blobs = new Set(entries.map(({ blob }) => blob)).size;
  if (blobs < worthThreads) return null;
  const { threadsFor } = await import('./judging-threads.ts');
  return threadsFor(blobs, set, watch ?? null);
}

/** The gate of a source's base, with the organisation's policy that `--policy` or SEALGATE_POLICY names. */
export async function gateOf(source: Source, named: string | null, io: Io): Promise<Gate> {
  const organisation = await organisationPolicy(named ?? io.env['SEALGATE_POLICY'] ?? null, source.byName, io);
  return readGateOfChange(baseOf(source), source.isChange ? changeOf(source) : null, organisation, io);
}

export const rulesOf = (gate: Gate): ReadonlyMap<RuleId, Rule> => new Map(gate.rules.map((rule) => [rule.id, rule]));

import type { CompromisedKey, CompromiseReport, Exposure, Rotation, RotationStep, SweptRepository } from '../model/compromise.ts';
import type { ExitCode, Gap } from '../model/report.ts';
import { counted } from '../text/counted.ts';
import type { Inventory } from './inventory.ts';
import type { Investigation } from './investigate.ts';
import type { LeakedKey } from './keys/leaked.ts';
import { type ClusterObject, liveObjects } from './live.ts';
import { keyMaterial } from './material.ts';
import { rotations } from './rotation.ts';
import { revokeSteps } from './rotation-steps.ts';
import { timeline } from './timeline.ts';

export interface ReportContext {
  readonly version: string;
  readonly incident: { readonly id: string | null; readonly operator: string | null; readonly compromisedSince: string | null };
  /** ISO 8601. */
  readonly created: string;
  readonly milliseconds: number;
  /** Not everything was read: it goes on, or was stopped. */
  readonly partial: 'running' | 'stopped' | null;
  readonly listExcluded: boolean;
  readonly trustDates: boolean;
  readonly cluster: readonly ClusterObject[] | null;
  /** Repositories that were asked for and could not be read at all. */
  readonly failed: readonly Inventory[];
}

/** The report of a sweep: the same for the same inventories, in whatever order they came. */
export function compromiseReport(
  inventories: readonly Inventory[],
  keys: readonly LeakedKey[],
  found: Investigation,
  context: ReportContext,
): CompromiseReport {
  const all = [...inventories, ...context.failed].sort((a, b) => (a.repository.name < b.repository.name ? -1 : 1));
  const { exposures, damaged, excluded, plaintext, together, byDatesOnly } = found;
  const described = keys.map(({ key }) => key).sort((a, b) => (a.id < b.id ? -1 : 1));
  const material = keyMaterial(all, keys);
  const times = timeline(described, exposures, material, context.incident.compromisedSince);
  const rotate = rotations({
    exposures,
    sightings: found.sightings,
    values: found.values,
    inventories: all,
    since: times.earliestCompromise,
  });
  const gaps = allGaps(all, byDatesOnly > 0 && exposures.length === 0 && !context.trustDates);
  const { verdict, exitCode } = judged(exposures.length, gaps.length > 0 || context.partial !== null);
  const live = context.cluster === null ? null : liveObjects(context.cluster, exposures, found.sightings, found.values);
  const repositories = all.map((inventory) => swept(inventory, exposures));
  return {
    version: 1,
    verdict,
    exitCode,
    partial: context.partial !== null,
    headline: headline(exposures, repositories, rotate, gaps, context.partial),
    tool: { name: 'sealgate', version: context.version },
    incident: { ...context.incident, created: context.created, milliseconds: context.milliseconds },
    keys: described,
    revoke: described.map((key): { keyId: string; how: readonly RotationStep[] } => ({ keyId: key.id, how: revokeSteps(key) })),
    repositories,
    exposures,
    damaged,
    keyMaterial: material,
    plaintext,
    rotate,
    excluded: {
      count: excluded.length,
      reasons: countReasons(excluded.flatMap(({ reasons }) => reasons)),
      byDatesOnly,
      rows: context.listExcluded ? excluded : null,
    },
    together,
    live: live === null ? null : { objects: live, notInRepositories: live.filter(({ inRepositories }) => !inRepositories).length },
    timeline: times,
    coverage: {
      repositories: all.length,
      commits: all.reduce((sum, { commits }) => sum + commits, 0),
      blobs: all.reduce((sum, { blobs }) => sum + blobs, 0),
      refs: all.reduce((sum, { refs }) => sum + refs, 0),
      ciphertexts: found.ciphertexts,
      gaps,
      counted: countedOf(all),
    },
    limits: limits(described, context, exposures),
  };
}

/** 1 before 3: what is exposed is exposed, however much was not read. */
function judged(exposures: number, incomplete: boolean): { readonly verdict: CompromiseReport['verdict']; readonly exitCode: ExitCode } {
  if (exposures > 0) return { verdict: 'exposed', exitCode: 1 };
  return incomplete ? { verdict: 'incomplete', exitCode: 3 } : { verdict: 'clean', exitCode: 0 };
}

function allGaps(inventories: readonly Inventory[], byDates: boolean): Gap[] {
  const gaps: Gap[] = inventories.flatMap(({ repository, status, reason, gaps: own }) =>
    status === 'failed'
      ? [
          {
            reason: `${repository.name} could not be read: ${reason ?? 'no reason is known'}`,
            count: 1,
            repair: 'repair it, and sweep it again',
          },
        ]
      : own.map((gap) => ({ ...gap, reason: `${repository.name}: ${gap.reason}` })),
  );
  const unread = inventories.reduce((sum, { holdings }) => sum + [...holdings.values()].filter((holding) => holding.unread).length, 0);
  if (unread > 0)
    gaps.push({
      reason: 'files with values of SOPS do not parse, so their metadata could not be read',
      count: unread,
      repair: 'repair a copy of them and sweep it with --path',
    });
  if (byDates) {
    const reason = 'some ciphertexts are excluded by the dates of commits alone, and dates can be set by whoever commits';
    gaps.push({ reason, count: 1, repair: 'give the private key, or --trust-dates' });
  }
  return gaps;
}

function countedOf(inventories: readonly Inventory[]): CompromiseReport['coverage']['counted'] {
  const counts = new Map<string, number>();
  for (const { counted } of inventories)
    for (const { reason, count: number } of counted) counts.set(reason, (counts.get(reason) ?? 0) + number);
  return [...counts].map(([reason, number]) => ({ reason, count: number }));
}

function swept(
  { repository, status, reason, refs, commits, blobs, missing, submodules, stands, holdings }: Inventory,
  exposures: readonly Exposure[],
): SweptRepository {
  const mine = exposures.filter(({ repo }) => repo === repository.name);
  const paths = new Set(mine.map(({ path }) => path));
  const people = new Set(
    stands.filter(({ path, blob }) => paths.has(path) && holdings.has(blob)).flatMap(({ first }) => first?.author ?? []),
  );
  return { ...repository, status, reason, refs, commits, blobs, missing, exposures: mine.length, submodules, people: [...people].sort() };
}

function countReasons(reasons: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function headline(
  exposures: readonly Exposure[],
  repositories: readonly SweptRepository[],
  rotate: readonly Rotation[],
  gaps: readonly Gap[],
  partial: ReportContext['partial'],
): string {
  const complete =
    partial === 'running'
      ? 'partial: the sweep is still running'
      : partial === 'stopped'
        ? 'partial: the sweep was stopped'
        : gaps.length === 0
          ? 'complete'
          : `incomplete: ${counted(gaps.length, 'gap')} in coverage`;
  const read = repositories.filter(({ status }) => status !== 'failed').length;
  const all = counted(repositories.length, 'repository');
  if (exposures.length === 0)
    return `Nothing exposed in ${read === repositories.length ? all : `what could be read, ${read} of ${all}`} (${complete})`;
  const proven = exposures.filter(({ evidence }) => evidence === 'proven').length;
  const urgent = rotate.filter(({ severity }) => severity !== 'low').length;
  const where = new Set(exposures.map(({ repo }) => repo)).size;
  const current = exposures.filter((row) => row.current).length;
  return `EXPOSED: ${counted(exposures.length, 'place')} in ${where} of ${all}, ${proven} proven, ${current} at the tips of default branches; ${counted(rotate.length, 'credential')} to rotate, ${urgent} of them of medium severity or graver (${complete})`;
}

function limits(keys: readonly CompromisedKey[], { cluster, trustDates }: ReportContext, exposures: readonly Exposure[]): string[] {
  const said = [
    'Only what was swept was seen: forks, copies on machines, caches and backups of these repositories hold the same values.',
    'Commit dates are set by whoever commits.',
    'A value that is exposed stays exposed: re-encrypting, deleting or rewriting history takes nothing back from whoever has a copy.',
  ];
  if (keys.some((key) => !key.private))
    said.push('Of keys whose private half was not given, decryption could not be tried: labels in metadata are not authenticated.');
  if (keys.some((key) => key.kind === 'sealed-secrets' && !key.private))
    said.push('A value of Sealed Secrets names no key: with the certificate alone it can be excluded or possible, not proven.');
  if (keys.some(({ kind }) => kind.endsWith('kms') || kind === 'azure-kv' || kind === 'vault-transit'))
    said.push('Aliases of key services are not resolved: a key named by its id does not match an entry that names its alias.');
  if (exposures.some(({ liveValue }) => liveValue === null))
    said.push(
      'Where the value at a tip is under a key that was not given, whether it is the exposed one is unknown; --compare-key opens it for comparing.',
    );
  if (cluster === null) said.push('Without --live nothing proves that every repository a cluster is fed from was swept.');
  if (trustDates) said.push('Commit dates were trusted (--trust-dates).');
  return said;
}

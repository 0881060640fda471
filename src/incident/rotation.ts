import type { Exposure, Rotation, RotationSeverity } from '../model/compromise.ts';
import type { Concealed } from '../model/concealed.ts';
import { type CredentialClass, credentialClass } from './credential.ts';
import { type Credential, credentials, isExposed, strength } from './credentials.ts';
import type { SealedHolding, Spot } from './holdings.ts';
import type { Inventory } from './inventory.ts';
import { codeowners, type Owners } from './owners.ts';
import { rotationHints } from './rotation-hints.ts';
import { credentialSteps, type Standing } from './rotation-steps.ts';
import type { Sighting } from './sightings.ts';
import type { Values } from './values.ts';

interface RotationContext {
  readonly exposures: readonly Exposure[];
  readonly sightings: readonly Sighting[];
  readonly values: Values;
  readonly inventories: readonly Inventory[];
  /** Earliest possible compromise, ISO 8601; null: unknown. */
  readonly since: string | null;
}

/** Every credential to change, most urgent first. */
export function rotations(context: RotationContext): Rotation[] {
  const owners = new Map(context.inventories.map(({ repository, codeowners: text }) => [repository.name, codeowners(text)] as const));
  const drafts = credentials(context.exposures, context.sightings, context.values).map((credential) => draft(credential, context, owners));
  drafts.sort((a, b) => compare(a, b));
  return drafts.map(({ row }, at) => ({ ...row, rank: at + 1 }));
}

interface Draft {
  readonly row: Rotation;
  readonly weight: number;
}

const severities: readonly RotationSeverity[] = ['critical', 'high', 'medium', 'low'];

function compare(a: Draft, b: Draft): number {
  const bySeverity = severities.indexOf(a.row.severity) - severities.indexOf(b.row.severity);
  const byEvidence = strength[b.row.evidence] - strength[a.row.evidence];
  const byCurrent = Number(b.row.current) - Number(a.row.current);
  return bySeverity || byEvidence || byCurrent || b.weight - a.weight || (sortName(a.row) < sortName(b.row) ? -1 : 1);
}

const sortName = ({ places }: Rotation): string =>
  places.map(({ repo, path, resource, key }) => [repo, path, resource?.namespace, resource?.name, key].join('\0')).join('\n');

function draft(credential: Credential, context: RotationContext, owners: ReadonlyMap<string, Owners>): Draft {
  const { exposures, sightings, places } = credential;
  const main = mainExposure(exposures);
  const repositories = context.inventories
    .map(({ repository }) => repository)
    .filter(({ name }) => places.some(({ repo }) => repo === name));
  const kind = classOf(exposures, sightings);
  const value = valueState(exposures);
  const current = places.some((place) => place.current);
  const visibility = mostVisible(repositories.map((repository) => repository.visibility));
  const severity = severityOf(kind.weight, main, value, current, visibility);
  const row: Rotation = {
    rank: 0,
    resource: main.resource,
    key: main.key,
    class: kind.name,
    severity,
    evidence: main.evidence,
    why: why(credential, value, current, visibility),
    how: credentialSteps(kind.name, standing(sightings), elsewhere(places)),
    owners: [...new Set(places.flatMap(({ repo, path }) => owners.get(repo)?.(path) ?? []))].sort(),
    authors: lastAuthors(sightings),
    consumers: consumers(credential, context.inventories),
    places,
    visibility,
    value,
    hints: rotationHints(sightings),
    reviewLogs: window(exposures, value, context.since),
    current,
  };
  return { row, weight: kind.weight };
}

/** The exposure a person would name the credential by: sure, standing, latest. */
function mainExposure(exposures: readonly Exposure[]): Exposure {
  const [first, ...others] = exposures;
  if (first === undefined) throw new TypeError('a credential has an exposure');
  return others.reduce((best, other) => {
    const difference = strength[other.evidence] - strength[best.evidence] || Number(other.current) - Number(best.current);
    const later = Date.parse(other.lastCommit?.date ?? '') > Date.parse(best.lastCommit?.date ?? '');
    return difference > 0 || (difference === 0 && later) ? other : best;
  }, first);
}

function classOf(exposures: readonly Exposure[], sightings: readonly Sighting[]): CredentialClass {
  const open: Concealed | null =
    sightings.find((sighting) => isExposed(sighting) && sighting.verdict?.content != null)?.verdict?.content ?? null;
  const classes = exposures.map(({ key, resource, path }) => credentialClass(key, resource?.name ?? null, path, open));
  return classes.reduce((best, other) => (other.weight > best.weight ? other : best), classes[0] ?? { name: 'credential', weight: 2 });
}

function valueState(exposures: readonly Exposure[]): Rotation['value'] {
  if (exposures.some(({ liveValue }) => liveValue === true)) return 'same';
  return exposures.every(({ liveValue }) => liveValue === false) ? 'changed' : 'unknown';
}

function mostVisible(all: readonly (string | null)[]): string | null {
  return ['public', 'internal', 'private'].find((word) => all.includes(word)) ?? all.find((word) => word !== null) ?? null;
}

function severityOf(
  weight: number,
  main: Exposure,
  value: Rotation['value'],
  current: boolean,
  visibility: string | null,
): RotationSeverity {
  if (weight <= 1) return 'low';
  let level = weight >= 4 ? 0 : weight === 3 ? 1 : 2;
  if (value === 'same' && visibility === 'public') level -= 1;
  if (value === 'changed') level += 2;
  else if (value === 'unknown' && !current) level += 1;
  // What is not proven sorts lower, and is never left out.
  if (main.evidence === 'possible') level += 1;
  return severities[Math.max(0, Math.min(level, severities.length - 1))] ?? 'low';
}

function why({ exposures, places }: Credential, value: Rotation['value'], current: boolean, visibility: string | null): string {
  const levels = [...new Set(exposures.map(({ evidence }) => evidence))].sort((a, b) => strength[b] - strength[a]);
  const state = {
    same: 'the exposed value is still in use',
    changed: 'the value at the tips is another one: make sure the old one is not accepted any more',
    unknown: current
      ? 'whether the value at the tip is the exposed one cannot be told'
      : `it stands at ${places.some(({ refs }) => refs.length > 0) ? 'the tip of no default branch' : 'no tip'}; whether it is still accepted nobody can tell from here`,
  }[value];
  const where = places.length === 1 ? 'one place' : `${places.length} places`;
  return `${levels.join(' and ')} at ${where}; ${state}${visibility === 'public' ? '; a repository is public' : ''}`;
}

/** Places at tips where the value would have to be replaced. */
function standing(sightings: readonly Sighting[]): Standing[] {
  const found = new Map<string, Standing>();
  for (const { inventory, stand, spot, system, verdict } of sightings) {
    if (!stand.current) continue;
    const [repo, path] = [inventory.repository.name, stand.path];
    const { namespace = null, name = null } = spot.resource ?? verdict?.sealedFor ?? {};
    const scope = (isSealed(spot) ? spot.declared : null) ?? verdict?.sealedFor?.scope ?? 'strict';
    const place = [repo, path, namespace, name, ...(system === 'sealed-secrets' ? [spot.key] : [])].join('\0');
    found.set(place, { repo, path, system, namespace, name, key: spot.key, scope });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Tips of other branches and of tags where it stands although the default branch has it no more: a cluster may be fed from one. */
const elsewhere = (places: Credential['places']): string[] =>
  places.flatMap(({ repo, path, current, refs }) =>
    current || refs.length === 0 ? [] : [`${refs.slice(0, 3).join(', ')} (${repo}: ${path})`],
  );

const isSealed = (spot: Spot): spot is SealedHolding => 'ciphertext' in spot;

/** Who wrote the last versions, latest first. */
function lastAuthors(sightings: readonly Sighting[]): string[] {
  const marks = sightings.flatMap(({ stand }) => stand.first ?? []).sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
  return [...new Set(marks.map(({ author }) => author))].slice(0, 3);
}

/** Workloads of the same repositories that use the Secret. */
function consumers({ places }: Credential, inventories: readonly Inventory[]): string[] {
  const found = new Set<string>();
  for (const { repository, uses } of inventories) {
    for (const { repo, resource } of places) {
      if (repo !== repository.name || resource?.name == null) continue;
      for (const { secret, namespace, workload } of uses) {
        if (secret !== resource.name || (namespace !== null && resource.namespace !== null && namespace !== resource.namespace)) continue;
        found.add(namespace === null ? workload : `${namespace}/${workload}`);
      }
    }
  }
  return [...found].sort().slice(0, 100);
}

/** From when it could be read by the wrong people; until it was changed, where that is known. */
function window(exposures: readonly Exposure[], value: Rotation['value'], since: string | null): Rotation['reviewLogs'] {
  const starts = exposures.flatMap(({ firstCommit }) => firstCommit?.date ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  const first = starts[0] ?? null;
  const from = since !== null && (first === null || Date.parse(since) > Date.parse(first)) ? since : first;
  const ends = exposures.flatMap(({ lastCommit }) => lastCommit?.date ?? []).sort((a, b) => Date.parse(b) - Date.parse(a));
  return { from, to: value === 'changed' ? (ends[0] ?? null) : null };
}

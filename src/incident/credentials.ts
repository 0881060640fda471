import type { EvidenceLevel, Exposure, Tenure, ValuePlace } from '../model/compromise.ts';
import type { SealedHolding, SopsLeaf } from './holdings.ts';
import type { Sighting } from './sightings.ts';
import { Union } from './union.ts';
import type { Values } from './values.ts';

/** One credential: all versions and places that belong together. */
export interface Credential {
  readonly exposures: readonly Exposure[];
  /** Every sighting at its places, and wherever its value is known to stand besides. */
  readonly sightings: readonly Sighting[];
  readonly places: readonly (ValuePlace & Pick<Tenure, 'current' | 'refs'>)[];
}

/**
 * Puts exposed values together: what stands at one place in the course of time, equal values and equal ciphertexts at different places. An
 * everyday value (`admin`, `5432`) joins only what has its name in common too, or half a fleet would be one credential.
 */
export function credentials(exposures: readonly Exposure[], sightings: readonly Sighting[], values: Values): Credential[] {
  const union = new Union();
  const exposedPlaces = new Set(exposures.map((row) => placeName(row.repo, row.path, row.resource, row.key)));
  for (const sighting of sightings) {
    if (!isExposed(sighting)) continue;
    const place = nameOf(sighting);
    for (const token of tokens(sighting, values)) union.join(`place ${place}`, token);
  }
  const grouped = new Map<string, { exposures: Exposure[]; sightings: Sighting[] }>();
  for (const row of exposures) {
    const root = union.find(`place ${placeName(row.repo, row.path, row.resource, row.key)}`);
    const group = grouped.get(root) ?? { exposures: [], sightings: [] };
    group.exposures.push(row);
    grouped.set(root, group);
  }
  for (const sighting of sightings) {
    const roots = new Set<string>();
    if (exposedPlaces.has(nameOf(sighting))) roots.add(union.find(`place ${nameOf(sighting)}`));
    // The same value in clear, or under a key that did not leak.
    if (sighting.value !== null) for (const token of tokens(sighting, values)) roots.add(union.find(token));
    for (const root of roots) grouped.get(root)?.sightings.push(sighting);
  }
  return [...grouped.values()].map((group) => ({ ...group, places: placesOf(group.sightings, group.exposures) }));
}

export const isExposed = ({ verdict }: Sighting): boolean =>
  verdict !== null && verdict.level !== 'excluded' && verdict.level !== 'damaged';

/** `damaged` and `excluded` are no exposures. */
export const strength: Readonly<Record<EvidenceLevel, number>> = { proven: 3, listed: 2, likely: 1, possible: 0 };

function* tokens({ value, spot, system }: Sighting, values: Values): Generator<string> {
  if (value !== null) yield values.isEveryday(value) ? `value ${value} ${spot.resource?.name ?? ''} ${spot.key}` : `value ${value}`;
  else if (system === 'sealed-secrets') yield `sealed ${(spot as SealedHolding).ciphertext}`;
  else if (system === 'sops' && (spot as SopsLeaf).enc !== null) yield `enc ${(spot as SopsLeaf).enc}`;
}

function nameOf({ inventory, stand, spot }: Sighting): string {
  return placeName(inventory.repository.name, stand.path, spot.resource, spot.key);
}

function placeName(repo: string, path: string, resource: ValuePlace['resource'], key: string): string {
  return [repo, path, resource?.namespace, resource?.name, key].join('\0');
}

/** Where it is exposed, and where the same value stands besides. */
function placesOf(sightings: readonly Sighting[], exposures: readonly Exposure[]): Credential['places'] {
  const numbers = new Set(sightings.filter(isExposed).flatMap(({ value }) => value ?? []));
  const places = new Map<string, Credential['places'][number]>();
  for (const { repo, path, resource, key, current, refs } of exposures) {
    const name = placeName(repo, path, resource, key);
    const known = places.get(name);
    places.set(name, { repo, path, resource, key, current: current || known?.current === true, refs: union(known?.refs, refs) });
  }
  for (const sighting of sightings) {
    if (sighting.value === null || !numbers.has(sighting.value)) continue;
    const { inventory, stand, spot } = sighting;
    const known = places.get(nameOf(sighting));
    const current = known?.current === true || stand.current;
    places.set(nameOf(sighting), {
      repo: inventory.repository.name,
      path: stand.path,
      resource: known?.resource ?? spot.resource,
      key: spot.key,
      current,
      refs: union(known?.refs, stand.refs),
    });
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

const union = (some: readonly string[] = [], others: readonly string[]): string[] => [...new Set([...some, ...others])].sort();

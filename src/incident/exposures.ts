import type {
  CommitMark,
  Damaged,
  EvidenceLevel,
  ExcludedRow,
  Exposure,
  PlaintextVersion,
  Tenure,
  ValuePlace,
} from '../model/compromise.ts';
import type { Stand } from './inventory.ts';
import type { Sighting } from './sightings.ts';
import type { Values } from './values.ts';

export interface Rows {
  readonly exposures: readonly Exposure[];
  readonly damaged: readonly Damaged[];
  readonly excluded: readonly ExcludedRow[];
  /** Excluded rows of which dates alone are the reason. */
  readonly byDatesOnly: number;
  readonly plaintext: readonly PlaintextVersion[];
  /** Places of more than one key whose threshold only several leaked keys together reach. */
  readonly together: readonly { readonly keyIds: readonly string[]; readonly repo: string; readonly path: string }[];
}

/**
 * One row for each (place, evidence), from all versions of all values. `complete`: everything was read, so a value not found stands nowhere.
 * `running`: plaintexts a cluster is known to run with.
 */
export function rows(all: readonly Sighting[], values: Values, complete: boolean, running: ReadonlySet<number>): Rows {
  const grouped = new Map<string, Sighting[]>();
  for (const sighting of all) {
    const name = rowName(sighting);
    const group = grouped.get(name);
    if (group === undefined) grouped.set(name, [sighting]);
    else group.push(sighting);
  }
  const live = new LiveValues(all, values, complete, running);
  const exposures: Exposure[] = [];
  const damaged: Damaged[] = [];
  const excluded: ExcludedRow[] = [];
  const plaintext: PlaintextVersion[] = [];
  let byDatesOnly = 0;
  const sealedPlaces = encryptedPlaces(all);
  for (const group of [...grouped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sightings]) => sightings)) {
    const [first] = group;
    if (first === undefined) continue;
    const level = first.verdict?.level;
    if (level === undefined) plaintext.push({ ...common(group), same: same(group, sealedPlaces) });
    else if (level === 'damaged') damaged.push({ ...common(group), system: systemOf(first), keyIds: keyIds(group), why: whys(group) });
    else if (level === 'excluded') {
      excluded.push({ ...common(group), system: systemOf(first), reasons: reasons(group) });
      if (group.every(({ verdict }) => verdict?.byDates)) byDatesOnly += 1;
    } else exposures.push(exposure(group, level, live));
  }
  return { exposures, damaged, excluded, byDatesOnly, plaintext, together: together(all) };
}

/** What a row is the same by. */
function rowName({ inventory, stand, spot, system, verdict }: Sighting): string {
  const { resource, key } = spot;
  return [
    inventory.repository.name,
    stand.path,
    resource?.namespace,
    resource?.name,
    key,
    verdict?.level ?? 'plain',
    system,
    resource?.kind,
  ].join('\0');
}

function exposure(group: readonly Sighting[], level: EvidenceLevel, live: LiveValues): Exposure {
  const latest = newest(group);
  const numbers = level === 'proven' ? [...new Set(group.flatMap(({ value }) => value ?? []))] : [];
  const sealedFor = group.map(({ verdict }) => verdict?.sealedFor ?? null).find((one) => one !== null) ?? null;
  return {
    ...common(group),
    system: systemOf(latest),
    keyIds: keyIds(group),
    evidence: level,
    probability: level === 'likely' ? Math.max(...group.map(({ verdict }) => verdict?.probability ?? 0)) : null,
    why: whys(group),
    inherited: group.every(({ verdict }) => verdict?.inherited),
    sealedFor: newest(group).verdict?.sealedFor ?? sealedFor,
    versions: new Set(group.map(({ stand }) => stand.blob)).size,
    distinctValues: level === 'proven' ? numbers.length : null,
    liveValue: level === 'proven' ? live.stands(numbers) : null,
  };
}

/** Does the same plaintext stand at the tip of a default branch, under any key or none? */
class LiveValues {
  private readonly numbers = new Set<number>();
  private readonly lengths = new Set<number>();
  private readonly values: Values;
  /** Something stands at a tip of which not even the length is known. */
  private blind: boolean;

  constructor(all: readonly Sighting[], values: Values, complete: boolean, running: ReadonlySet<number>) {
    this.values = values;
    for (const number of running) this.numbers.add(number);
    this.blind = !complete;
    for (const { stand, value, lengths } of all) {
      if (!stand.current) continue;
      if (value !== null) this.numbers.add(value);
      else if (lengths === null) this.blind = true;
      else for (const length of lengths) this.lengths.add(length);
    }
  }

  /** null: something at a tip that could not be opened may hold it; a value of another length is another value. */
  stands(numbers: readonly number[]): boolean | null {
    if (numbers.some((number) => this.numbers.has(number))) return true;
    if (numbers.length === 0 || this.blind) return null;
    return numbers.some((number) => this.lengths.has(this.values.length(number))) ? null : false;
  }
}

function common(group: readonly Sighting[]): ValuePlace & Tenure & { readonly pointer: string } {
  const { inventory, stand, spot } = newest(group);
  return {
    repo: inventory.repository.name,
    path: stand.path,
    resource: spot.resource,
    key: spot.key,
    pointer: spot.pointer,
    ...tenure(group.map((sighting) => sighting.stand)),
  };
}

/** All stands together. */
export function tenure(stands: readonly Stand[]): Tenure {
  let firstCommit: CommitMark | null = null;
  let lastCommit: CommitMark | null = null;
  const refs = new Set<string>();
  for (const { first, last, refs: names } of stands) {
    if (first !== null && (firstCommit === null || time(first) < time(firstCommit))) firstCommit = first;
    if (last !== null && (lastCommit === null || time(last) > time(lastCommit))) lastCommit = last;
    for (const name of names) refs.add(name);
  }
  return { firstCommit, lastCommit, current: stands.some(({ current }) => current), refs: [...refs].sort() };
}

const time = (mark: CommitMark): number => Date.parse(mark.date);

function newest(group: readonly Sighting[]): Sighting {
  return group.reduce((best, other) => {
    if (best.stand.current !== other.stand.current) return best.stand.current ? best : other;
    const [a, b] = [best.stand.last, other.stand.last];
    return a === null || b === null || time(a) >= time(b) ? best : other;
  });
}

function systemOf({ system }: Sighting): 'sealed-secrets' | 'sops' {
  return system === 'sops' ? 'sops' : 'sealed-secrets';
}

const keyIds = (group: readonly Sighting[]): string[] => [...new Set(group.flatMap(({ verdict }) => verdict?.keyIds ?? []))].sort();
const reasons = (group: readonly Sighting[]): string[] => [...new Set(group.flatMap(({ verdict }) => verdict?.reasons ?? []))].sort();
const whys = (group: readonly Sighting[]): string => [...new Set(group.map(({ verdict }) => verdict?.why ?? ''))].sort().join('; ');

function together(all: readonly Sighting[]): Rows['together'] {
  const found = new Map<string, { keyIds: readonly string[]; repo: string; path: string }>();
  for (const { verdict, inventory, stand } of all) {
    if (verdict?.together !== true) continue;
    const repo = inventory.repository.name;
    found.set(`${repo}\0${stand.path}`, { keyIds: verdict.keyIds, repo, path: stand.path });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Where each value stands encrypted. */
function encryptedPlaces(all: readonly Sighting[]): ReadonlyMap<number, ReadonlyMap<string, ValuePlace>> {
  const places = new Map<number, Map<string, ValuePlace>>();
  for (const { system, value, inventory, stand, spot } of all) {
    if (system === 'plain' || value === null) continue;
    const place = { repo: inventory.repository.name, path: stand.path, resource: spot.resource, key: spot.key };
    const known = places.get(value) ?? new Map<string, ValuePlace>();
    places.set(value, known.set([place.repo, place.path, spot.pointer].join('\0'), place));
  }
  return places;
}

function same(group: readonly Sighting[], places: ReadonlyMap<number, ReadonlyMap<string, ValuePlace>>): ValuePlace[] {
  const found = new Map<string, ValuePlace>();
  for (const { value } of group) for (const [name, place] of places.get(value ?? -1) ?? []) found.set(name, place);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

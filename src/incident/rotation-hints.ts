import { parseEnc } from '../systems/sops/enc.ts';
import { isExposed } from './credentials.ts';
import type { SopsLeaf } from './holdings.ts';
import type { Sighting } from './sightings.ts';

/**
 * What two versions of one place tell of a change of value without the key of the later one: a length that differs means another value;
 * an iv that `sops rotate` kept means the same value under a new data key; a re-sealed object with all lengths equal looks re-encrypted only.
 */
export function rotationHints(sightings: readonly Sighting[]): string[] {
  const places = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    if (sighting.system === 'plain') continue;
    const name = [
      sighting.inventory.repository.name,
      sighting.stand.path,
      sighting.spot.resource?.namespace,
      sighting.spot.resource?.name,
      sighting.spot.key,
    ].join('\0');
    places.set(name, [...(places.get(name) ?? []), sighting]);
  }
  const hints = new Set<string>();
  for (const versions of places.values()) {
    const exposed = latest(versions.filter(isExposed));
    const now = versions.find((version) => version.stand.current && !isExposed(version) && version.value === null);
    if (exposed === undefined || now === undefined) continue;
    const hint = compare(exposed, now);
    if (hint !== null) hints.add(`${now.stand.path}: ${hint}`);
  }
  return [...hints].sort();
}

function compare(exposed: Sighting, now: Sighting): string | null {
  const [before, after] = [exposed.verdict?.length ?? null, now.verdict?.length ?? null];
  if (before !== null && after !== null && before !== after) return 'the value at the tip has another length, so it was changed';
  if (exposed.system === 'sops' && now.system === 'sops' && sameIv(exposed.spot as SopsLeaf, now.spot as SopsLeaf)) {
    return 'the data key was rotated and the value was not: sops keeps the iv of a value that stays the same';
  }
  if (before !== null && before === after)
    return 'the value at the tip is encrypted anew and has the same length: whether it was changed cannot be seen';
  return null;
}

function sameIv(a: SopsLeaf, b: SopsLeaf): boolean {
  const [one, other] = [a.enc === null ? null : parseEnc(a.enc), b.enc === null ? null : parseEnc(b.enc)];
  return one?.kind === 'enc' && other?.kind === 'enc' && one.iv === other.iv && a.path === b.path;
}

function latest(versions: readonly Sighting[]): Sighting | undefined {
  return [...versions].sort((a, b) => Date.parse(b.stand.last?.date ?? '') - Date.parse(a.stand.last?.date ?? ''))[0];
}

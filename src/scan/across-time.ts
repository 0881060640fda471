import type { BlobId, RepoPath } from '../model/ids.ts';
import { WholeFiles } from './across-time-files.ts';
import { judgeCommittedKeys } from './across-time-keys.ts';
import { Life, type Told } from './across-time-life.ts';
import { type ClosedSighting, type Sighting, sightingsOf, type ValueName } from './across-time-sightings.ts';
import { type Timed, words } from './across-time-told.ts';
import { type Version, versionsOf } from './across-time-versions.ts';
import { failed } from './contained.ts';
import type { FactsByBlob } from './facts-by-blob.ts';
import type { Scan } from './job.ts';

/**
 * What all versions of one value prove, without any key and wherever it stood: that it was sealed or encrypted after it had
 * stood in clear, that it is in clear again, that a ciphertext replaced since is back. A value is the same by its object and
 * key; in files that are no objects by path and key path. And that files are encrypted to a key which stood in clear.
 */
export function judgeAcrossTime(job: Pick<Scan, 'entries' | 'gone' | 'treesOf' | 'tally'>, facts: FactsByBlob): Timed[] {
  const [first] = job.entries;
  try {
    const versions = versionsOf(job);
    const hasPast = versions.some(({ commit, order }) => commit !== null || order === 0);
    return [...judgeCommittedKeys(versions, facts), ...(hasPast ? told(versions, facts) : [])];
  } catch (error) {
    if (first !== undefined) job.tally.cannotJudge(`${failed(error)} where versions are compared across commits`, first.path);
    return [];
  }
}

function told(versions: readonly Version[], facts: FactsByBlob): Timed[] {
  const lives = new Lives();
  // The version before is nearly always the one just seen at the path.
  const last = new Map<RepoPath, { readonly blob: BlobId; readonly all: readonly Sighting[] }>();
  const files = new WholeFiles();
  for (const version of versions) {
    const { path, blob } = version;
    const now = sightings(facts, path, blob);
    const judged = facts.at(path, blob);
    if (judged !== undefined) files.see(version, judged.facts, now);
    const known = last.get(path);
    const before = byName(known !== undefined && known.blob === version.before ? known.all : sightings(facts, path, version.before));
    if (now.length > 0) last.set(path, { blob, all: now });
    else last.delete(path);
    if (now.length === 0) continue;
    const kept = unchangedIn(now, before);
    for (const sighting of now) {
      const was = before.get(keyOf(sighting.name)) ?? null;
      const life = lives.of(sighting.name);
      if (sighting.kind === 'clear') life.seeClear(version, sighting, was);
      else life.seeClosed(version, sighting, was, (kept.get(sighting.name.object) ?? 0) > 0);
    }
  }
  const standing = versions.some(({ stands }) => stands);
  const found = lives.all().flatMap((life) => life.told(standing));
  return [...files.told(standing), ...found.filter(({ kind }) => kind !== 'ciphertext-reverted').map(timed), ...reverted(found)];
}

function sightings(facts: FactsByBlob, path: RepoPath, blob: BlobId | null): readonly Sighting[] {
  const judged = blob === null ? undefined : facts.at(path, blob);
  return judged === undefined ? [] : sightingsOf(path, judged.facts);
}

const keyOf = ({ object, key, namespace }: ValueName): string => JSON.stringify([object, key, namespace]);

const byName = (all: readonly Sighting[]): ReadonlyMap<string, Sighting> => new Map(all.map((one) => [keyOf(one.name), one]));

/** How many ciphertexts of each object are those of the version before. */
function unchangedIn(now: readonly Sighting[], before: ReadonlyMap<string, Sighting>): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  for (const sighting of now) {
    const was = before.get(keyOf(sighting.name));
    if (sighting.kind !== 'closed' || was?.kind !== 'closed' || was.ciphertext !== sighting.ciphertext) continue;
    kept.set(sighting.name.object, (kept.get(sighting.name.object) ?? 0) + 1);
  }
  return kept;
}

/** Lives by name. A namespace that one version leaves out is the other's, where both stood in one folder. */
class Lives {
  private readonly byName = new Map<string, Life[]>();

  of(name: ValueName): Life {
    const key = JSON.stringify([name.object, name.key]);
    const known = this.byName.get(key) ?? [];
    const life =
      known.find((one) => name.namespace !== null && one.namespace === name.namespace) ??
      known.find((one) => (one.namespace === null || name.namespace === null) && one.folders.has(name.folder)) ??
      new Life(name);
    life.namespace ??= name.namespace;
    life.folders.add(name.folder);
    if (!known.includes(life)) this.byName.set(key, [...known, life]);
    return life;
  }

  all(): Life[] {
    return [...this.byName.values()].flat();
  }
}

function timed(one: Told): Timed {
  const detail = { how: howOf(one.kind === 'clear-again' ? one.how : one.sighting), by: words(one.by, one.at) };
  return factOf(one, detail);
}

/** Values of one object that came back together are told once. */
function reverted(found: readonly Told[]): Timed[] {
  const together = new Map<string, Extract<Told, { kind: 'ciphertext-reverted' }>[]>();
  for (const one of found) {
    if (one.kind !== 'ciphertext-reverted') continue;
    const key = JSON.stringify([one.at.path, one.at.blob, one.sighting.name.object, one.sighting.fact.place.document]);
    together.set(key, [...(together.get(key) ?? []), one]);
  }
  return [...together.values()].flatMap((all) => {
    const [one] = all.toSorted((a, b) => a.sighting.fact.place.line - b.sighting.fact.place.line);
    if (one === undefined) return [];
    const keys = all.map(({ sighting: { fact } }) => fact.key ?? fact.keyPath);
    const detail = {
      keys: keys.length > 4 ? `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more` : keys.join(', '),
      values: keys.length,
      by: words(one.by, one.at),
      replaced: words(one.replacedBy, one.at),
    };
    return [factOf(one, detail)];
  });
}

function factOf({ kind, at, sighting: { fact } }: Told, detail: Readonly<Record<string, string | number>>): Timed {
  const { place, resource, key, keyPath, example, test } = fact;
  return {
    path: at.path,
    blob: at.blob,
    fact: { subject: 'change', system: 'core', aspect: kind, place, resource, key, keyPath, example, test, detail },
  };
}

const howOf = ({ fact }: ClosedSighting): string => fact.protection;

import type { CommitMark, CompromiseReport, Exposure, KeyMaterial, Rotation, Tenure, ValuePlace } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';

/** `payments/db-credentials password`, or the key alone where no object is named. */
export function credentialName({ resource, key }: Pick<ValuePlace, 'resource' | 'key'>): string {
  if (resource?.name == null) return key;
  return `${resource.namespace === null ? '' : `${resource.namespace}/`}${resource.name} ${key}`;
}

/** What stands at the tip today, compared with what was exposed. */
export const valueWords: Readonly<Record<Rotation['value'], string>> = { same: 'still in use', changed: 'changed', unknown: 'unknown' };

/** `leaked age key`, with the fingerprint where the report names the key nowhere else. */
export function materialName({ kind, leaked, locked, fingerprint }: KeyMaterial): string {
  const name = fingerprint === null || leaked ? '' : ` ${shortId(fingerprint)}`;
  return `${leaked ? 'leaked ' : ''}${kind} key${locked ? ' behind a passphrase' : ''}${name}`;
}

/** Where to begin: the first place at a tip, else the first. */
export function firstPlace({ places }: Rotation): string {
  const place = first(places);
  return place === undefined ? '' : `${place.repo}: ${place.path}`;
}

/** How the first place stands. */
export function firstStands({ places }: Rotation): string {
  const place = first(places);
  return place === undefined ? '' : standsBehind(place);
}

const first = (places: Rotation['places']): Rotation['places'][number] | undefined =>
  places.find(({ current }) => current) ?? places.find(({ refs }) => refs.length > 0) ?? places[0];

/** The day of a date; `-` where there is none. */
export const day = (date: string | null): string => (date === null ? '-' : date.slice(0, 10));

export const commitName = (mark: CommitMark | null): string => (mark === null ? '-' : `${mark.id.slice(0, 12)} (${day(mark.date)})`);

/** Whether it can still be had from a tip: of the default branch, of others, or from history alone. */
export function standsWord({ current, refs }: Pick<Tenure, 'current' | 'refs'>): string {
  if (current) return 'at the tip';
  return refs.length === 0
    ? 'in history'
    : `at the tip of ${refs.slice(0, 3).join(', ')}${refs.length > 3 ? ` and ${refs.length - 3} more` : ''}`;
}

/** ` (in history)` behind a place; nothing behind one at the tip of the default branch, where the reader looks anyway. */
export const standsBehind = (place: Pick<Tenure, 'current' | 'refs'>): string => (place.current ? '' : ` (${standsWord(place)})`);

/** Post-quantum recipients are two thousand characters long. */
export const shortId = (id: string): string => (id.length > 90 ? `${id.slice(0, 60)}…${id.slice(-12)}` : id);

export function liveWord({ liveValue }: Exposure): string {
  return liveValue === null ? 'unknown' : liveValue ? 'yes' : 'no';
}

/** `from 2025-01-15 until it is rotated`. */
export function windowWords({ reviewLogs }: Rotation): string {
  const from = reviewLogs.from === null ? 'from the beginning' : `from ${day(reviewLogs.from)}`;
  return `${from} until ${reviewLogs.to === null ? 'it is rotated' : day(reviewLogs.to)}`;
}

/** ` (1 critical, 14 high)`, without those that are none. */
function bySeverity(rotate: CompromiseReport['rotate']): string {
  const parts = (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) => {
    const count = rotate.filter((row) => row.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** The numbers that follow the first line. */
export function numbers(report: CompromiseReport): readonly (readonly [string, string])[] {
  const { exposures, coverage, rotate, damaged, excluded, keyMaterial, plaintext, live } = report;
  const level = (name: Exposure['evidence']): number => exposures.filter(({ evidence }) => evidence === name).length;
  return [
    [
      'exposed places',
      `${exposures.length} (${level('proven')} proven, ${level('listed')} listed, ${level('likely')} likely, ${level('possible')} possible)`,
    ],
    ['at the tips of default branches', String(exposures.filter(({ current }) => current).length)],
    ['credentials to rotate', `${rotate.length}${bySeverity(rotate)}`],
    ['damaged', String(damaged.length)],
    ['excluded', `${excluded.count}${excluded.byDatesOnly > 0 ? ` (${excluded.byDatesOnly} only if dates are honest)` : ''}`],
    ['private keys in the repositories', String(keyMaterial.length)],
    [
      'values that stood in clear',
      `${plaintext.length} (${plaintext.filter(({ same }) => same.length > 0).length} of them sealed too late)`,
    ],
    ...(live === null ? [] : [['live objects in no swept repository', `${live.notInRepositories} of ${live.objects.length}`] as const]),
    [
      'read',
      [
        counted(coverage.repositories, 'repository'),
        counted(coverage.refs, 'ref'),
        counted(coverage.commits, 'commit'),
        counted(coverage.blobs, 'blob'),
        counted(coverage.ciphertexts, 'ciphertext'),
      ].join(', '),
    ],
  ];
}

/** Which words stand for a reason of exclusion. */
export const reasonWords: Readonly<Record<string, string>> = {
  'modulus-size': 'the encrypted session key has another size than the modulus',
  'above-modulus': 'the encrypted session key is not below the modulus',
  decryption: 'decryption with the private key fails',
  'older-than-key': 'the ciphertext is older than the key (if dates are honest)',
  'not-listed': 'no version that names the recipient shares its data key',
  'no-key-of-this-kind': 'no leaked key is of this kind',
  unreadable: 'the ciphertext cannot be read',
};

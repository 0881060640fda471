import type { CompromisedKey, Exposure, KeyMaterial, Timeline } from '../model/compromise.ts';

/**
 * When it can have begun, and when values lay open. The earliest possible compromise is what the operator says, else the first commit of the
 * leaked key itself, else unknown: a key may leak on the day it is made.
 */
export function timeline(
  keys: readonly CompromisedKey[],
  exposures: readonly Exposure[],
  material: readonly KeyMaterial[],
  compromisedSince: string | null,
): Timeline {
  const leaked = material.filter((row) => row.leaked && row.firstCommit !== null);
  const committed = earliest(leaked.flatMap(({ firstCommit }) => firstCommit?.date ?? []));
  const firstExposure = earliest(exposures.flatMap(({ firstCommit }) => firstCommit?.date ?? []));
  const lastExposure = latest(exposures.flatMap(({ lastCommit }) => lastCommit?.date ?? []));
  const events: { date: string; what: string }[] = [];
  for (const { id, notBefore } of keys) if (notBefore !== null) events.push({ date: notBefore, what: `certificate of ${id} begins` });
  for (const { keyId, repo, path, firstCommit, lastCommit, current } of leaked) {
    if (firstCommit !== null) events.push({ date: firstCommit.date, what: `leaked key ${keyId ?? ''} is committed to ${repo} ${path}` });
    if (lastCommit !== null && !current)
      events.push({ date: lastCommit.date, what: `last commit that holds the leaked key at ${repo} ${path}` });
  }
  if (firstExposure !== null) events.push({ date: firstExposure, what: 'first commit with a value that is exposed' });
  if (lastExposure !== null) events.push({ date: lastExposure, what: 'last commit with a value that is exposed' });
  if (compromisedSince !== null) events.push({ date: compromisedSince, what: 'compromised since, as the operator says' });
  // Of one date they stay in the order they were told in: a key is committed before it is removed.
  const sorted = events.sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
  return { earliestCompromise: compromisedSince ?? committed, firstExposure, lastExposure, events: sorted };
}

function earliest(dates: readonly string[]): string | null {
  return [...dates].sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

function latest(dates: readonly string[]): string | null {
  return [...dates].sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

import type { ObservationFact } from '../model/fact.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Version } from './across-time-versions.ts';

/** A fact about one version of a file, by what other versions hold. */
export interface Timed {
  readonly path: RepoPath;
  readonly blob: BlobId;
  readonly fact: ObservationFact;
}

/** `commit 3f2a9c1e0b of 2026-01-04`, with the path where it is another one. */
export function words({ commit, path, order }: Version, at: Version): string {
  const when =
    commit !== null ? `commit ${commit.commit.slice(0, 10)} of ${commit.date.slice(0, 10)}` : order === 0 ? 'the version before' : null;
  if (when === null) return path;
  return path === at.path ? when : `${when} (${path})`;
}

import type { CommitRef } from '../model/finding.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Entry } from './entry.ts';
import type { Scan } from './job.ts';

/** One version of one file, in the order of time. */
export interface Version {
  readonly path: RepoPath;
  readonly blob: BlobId;
  readonly before: BlobId | null;
  /** null: it stood there before all that is looked at, or is not committed yet. */
  readonly commit: CommitRef | null;
  /** The index, the folder or a tip holds it. */
  readonly stands: boolean;
  /** Equal for versions of one commit, smaller for earlier ones; 0 for what stood there before. */
  readonly order: number;
}

/** All versions, oldest first: those that were there before, then by commit date; where dates are equal, as git lists commits. */
export function versionsOf(job: Pick<Scan, 'entries' | 'gone' | 'treesOf'>): Version[] {
  const tips = tipsOf(job);
  const seen = new Set<string>();
  const outset = new Map<string, Version>();
  const stood = (path: RepoPath, blob: BlobId): void => {
    const key = `${blob} ${path}`;
    if (!seen.has(key)) outset.set(key, { path, blob, before: null, commit: null, stands: false, order: 0 });
  };
  let order = 0;
  let last: string | null = null;
  const versions = inTime(job.entries).map((entry): Version => {
    const { path, blob, before, commit } = entry;
    const id = commit?.commit ?? '';
    if (id !== last) order += 1;
    last = id;
    if (before !== null) stood(path, before);
    seen.add(`${blob} ${path}`);
    return { path, blob, before, commit, stands: job.treesOf(entry).some((tree) => tips.has(tree)), order };
  });
  for (const { path, blob } of job.gone ?? []) stood(path, blob);
  return [...outset.values(), ...versions];
}

/** Trees in which entries of other commits stand. Where there are none, the newest commit has replaced all there was. */
function tipsOf({ entries, treesOf }: Pick<Scan, 'entries' | 'treesOf'>): ReadonlySet<string> {
  const tips = new Set<string>();
  for (const entry of entries) for (const tree of treesOf(entry)) if (tree !== entry.commit?.commit) tips.add(tree);
  const newest = inTime(entries).at(-1)?.commit?.commit;
  return tips.size > 0 || newest === undefined ? tips : new Set([newest]);
}

/** Git lists commits newest first. */
function inTime(entries: readonly Entry[]): Entry[] {
  const time = ({ commit }: Entry): number => (commit === null ? Number.POSITIVE_INFINITY : Date.parse(commit.date));
  return entries
    .map((entry) => ({ entry, time: time(entry) }))
    .reverse()
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ entry }) => entry);
}

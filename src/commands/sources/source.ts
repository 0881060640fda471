import type { Attribution } from '../../gate/findings.ts';
import type { CommitRef } from '../../model/finding.ts';
import type { BlobId, RepoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Entry, ListAt, ReadAt, ReadBlobs } from '../../scan/entry.ts';
import type { Watch } from '../../scan/watch.ts';

/** Where blobs come from in one mode of a scan, and what git knows of them. */
export interface Source {
  /** What is looked at, in words. */
  readonly scope: string;
  readonly entries: readonly Entry[];
  readonly read: ReadBlobs;
  readonly readAt: ReadAt | null;
  /** Of the trees that `readAt` reads; absent where the entries are all there is. */
  readonly listAt?: ListAt;
  /** Called again and again while its blobs are judged: what it throws ends the scan. */
  readonly watch?: Watch;
  /** The trees an entry is judged in beside other files: '' the index or folder, else commits. */
  treesOf(entry: Entry): readonly string[];
  /** Files that the change deletes, as they stood: compared with, never judged. */
  readonly gone: readonly { readonly path: RepoPath; readonly blob: BlobId }[];
  /** Whether a blob that an entry replaces stood at its path before the whole change: a middle commit's work is no base to compare with. */
  stoodBefore(path: RepoPath, blob: BlobId): boolean;
  /** A file of the version whose policy counts: the change under test cannot loosen its gate. null: there is none. */
  policyFile(path: RepoPath): Promise<Uint8Array | null>;
  /** A file by any name git has for it (`main:policy/sealgate.yaml`). */
  byName(name: string): Promise<Uint8Array | null>;
  /** Names of the files below a folder in that version. */
  policyFolder(folder: RepoPath): Promise<readonly RepoPath[]>;
  /** The same file in the version after the change; null where there is no change, or no such file. */
  changedFile(path: RepoPath): Promise<Uint8Array | null>;
  /** Names of the files below a folder in the version after the change. */
  changedFolder(folder: RepoPath): Promise<readonly RepoPath[]>;
  /** The entries are a change on top of a base, so that values can be compared with those before. */
  readonly isChange: boolean;
  /** Inline waivers that the change brings count here and now: on the developer's machine, where the pull request still asks. */
  readonly isLocal: boolean;
  /** The entries are every version that some refs ever had. */
  readonly isHistory: boolean;
  /** The entries are all files of one tree. */
  readonly isWholeTree: boolean;
  /** What is asked of a repository whose blobs may be known from an earlier scan; absent where nothing is kept. */
  readonly repository?: { readonly gitFolder: string; sizes(): Promise<ReadonlyMap<BlobId, number>> };
  /** Everything there is was looked at, so that a waiver which covers nothing is of no use. */
  readonly isComplete: boolean;
  /** Where the policy comes from, in words: `HEAD`, the base commit, the folder. */
  readonly policyFrom: string;
  /** What is not read although nothing is wrong: (reason, path). */
  readonly skipped: readonly { readonly reason: string; readonly path: RepoPath }[];
  readonly gaps: readonly Gap[];
  /** Asked once, and only when there is something to attribute. */
  attribution(found: ReadonlySet<string>): Promise<(path: RepoPath, blob: BlobId | null) => Attribution>;
  close(): void;
}

/** The key of a place in `attribution`. */
export const placeOfBlob = (path: RepoPath, blob: BlobId | null): string => `${blob ?? ''} ${path}`;

/**
 * Attribution from the commits that introduce each (path, blob): `introduced` is the earliest of them by committer date,
 * `lastSeen` the commit of the newest tip that holds it, else the latest of them. `standing` says where it stands now.
 */
export function attributeByEntries(
  entries: readonly Entry[],
  standing: (path: RepoPath, blob: BlobId) => Standing,
): (path: RepoPath, blob: BlobId | null) => Attribution {
  const commits = new Map<string, CommitRef[]>();
  for (const { path, blob, commit } of entries) {
    if (commit === null) continue;
    const key = placeOfBlob(path, blob);
    const known = commits.get(key);
    if (known === undefined) commits.set(key, [commit]);
    else known.push(commit);
  }
  return (path, blob) => {
    const { current, refs, tips } = blob === null ? nowhere : standing(path, blob);
    const found = (commits.get(placeOfBlob(path, blob)) ?? []).toSorted(byDate);
    return {
      introduced: found[0] ?? null,
      lastSeen: tips.toSorted(byDate).at(-1) ?? found.at(-1) ?? null,
      current,
      refs,
      occurrences: Math.max(1, found.length),
    };
  };
}

/** Where a blob stands at its path now. */
interface Standing {
  readonly current: boolean | null;
  readonly refs: readonly string[];
  /** Commits at the tips that hold it. */
  readonly tips: readonly CommitRef[];
}

export const nowhere: Standing = { current: null, refs: [], tips: [] };

const byDate = (a: CommitRef, b: CommitRef): number => Date.parse(a.date) - Date.parse(b.date);

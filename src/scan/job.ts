import type { BlobId, RepoPath } from '../model/ids.ts';
import type { RuleSet } from '../rules/engine.ts';
import type { Entry, ReadAt, ReadBlobs } from './entry.ts';
import type { Tally } from './tally.ts';

/** What to scan and how to read it. */
export interface Scan {
  readonly entries: readonly Entry[];
  /** What stood at paths that are gone: compared with, never judged. */
  readonly gone?: readonly { readonly path: RepoPath; readonly blob: BlobId }[];
  readonly read: ReadBlobs;
  /** Absent: there are no other files (standard input). */
  readonly readAt?: ReadAt;
  /** The tree a Snapshot is taken of, for an entry: '' the index or folder, else a commit; null: none. */
  treeOf(entry: Entry): string | null;
  readonly rules: RuleSet;
  readonly tally: Tally;
  progress?(done: number, total: number): void;
}

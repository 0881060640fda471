import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Entry, ListAt, ReadAt, ReadBlobs } from './entry.ts';
import type { Judged, JudgingRules } from './judged.ts';
import type { KnownBlobs } from './known.ts';
import type { Laps } from './laps.ts';
import type { Tally } from './tally.ts';
import type { Watch } from './watch.ts';

/** The bytes of a blob under one profile; `path` is any of those that have it. */
export interface Unjudged {
  readonly path: RepoPath;
  readonly bytes: Uint8Array;
}

/** What to scan and how to read it. */
export interface Scan {
  readonly entries: readonly Entry[];
  /** What stood at paths that are gone: compared with, never judged. */
  readonly gone?: readonly { readonly path: RepoPath; readonly blob: BlobId }[];
  readonly read: ReadBlobs;
  /** Largest blob that is read, in bytes; 16 MiB unless told. */
  readonly limit?: number;
  /** Absent: there are no other files (standard input). */
  readonly readAt?: ReadAt;
  /** Asked only where a change gives rules to files it does not touch, or may have left a twin as it is. */
  readonly listAt?: ListAt;
  /** The trees an entry is judged in beside other files: '' the index or folder, else commits; the newest first. */
  treesOf(entry: Entry): readonly string[];
  /** The entries are every version there ever was: what none of them names, and what none of them is, need not be looked for. */
  readonly isHistory?: boolean;
  /** The entries are all files of one tree, so that what none of them defines is nowhere in it. */
  readonly isWholeTree?: boolean;
  readonly rules: JudgingRules;
  /** Judges many blobs elsewhere (in threads), as `judgeBlob` does it here; answers in the order asked. Asked for again before it has answered. */
  readonly judge?: (blobs: readonly Unjudged[]) => Promise<readonly Judged[]>;
  /** No more blobs are judged elsewhere: what that takes can be given back before files are compared. */
  onJudged?(): Promise<void>;
  readonly known?: KnownBlobs;
  readonly tally: Tally;
  readonly watch?: Watch;
  progress?(done: number, total: number): void;
  readonly laps?: Laps;
}

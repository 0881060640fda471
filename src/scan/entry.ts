import type { CommitRef } from '../model/finding.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';

/** One (path, blob) that a change introduces, with what stood there before. */
export interface Entry {
  readonly path: RepoPath;
  readonly blob: BlobId;
  /** The blob at the same path in the version before; null: there was none. */
  readonly before: BlobId | null;
  /** The commit that introduces it; null where there is no commit yet (index, folder, standard input). */
  readonly commit: CommitRef | null;
}

export type Read =
  | { readonly kind: 'blob'; readonly id: BlobId; readonly bytes: Uint8Array }
  /** Not among the objects, or damaged; `told`: the source has counted it already. */
  | { readonly kind: 'missing'; readonly id: BlobId; readonly told: boolean }
  /** A file that cannot be opened; the reason is the system's code, such as EACCES. */
  | { readonly kind: 'unreadable'; readonly id: BlobId; readonly reason: string }
  /** `start`: its first bytes. */
  | { readonly kind: 'tooLarge'; readonly id: BlobId; readonly size: number; readonly start: Uint8Array };

/** Reads blobs by id, each once, in whatever order is fast; those of more than `limit` bytes are too large. */
export type ReadBlobs = (ids: readonly BlobId[], limit: number) => AsyncIterable<Read>;

/**
 * Reads the files at paths of the index, of a commit's tree or of a folder; those that are not there, or cannot be read, are
 * left out. `bytes` may be null where `isKnown` says that nobody needs them again.
 */
export type ReadAt = (
  tree: string,
  paths: readonly RepoPath[],
  isKnown: (path: RepoPath, id: BlobId) => boolean,
) => Promise<ReadonlyMap<RepoPath, { readonly id: BlobId; readonly bytes: Uint8Array | null }>>;

/**
 * Every path of the index or of a commit's tree. Where `folders` is given no others are asked for than those that stand in one
 * of them themselves; more may come.
 */
export type ListAt = (tree: string, folders?: ReadonlySet<string>) => Promise<readonly RepoPath[]>;

import { type BlobId, blobId, type RepoPath } from '../model/ids.ts';
import { pathFromBytes } from './paths.ts';

/** What a tree entry is, by its mode. */
type EntryKind = 'file' | 'symlink' | 'submodule';

/** Content that stands at a path and stood there in none of the versions before. */
export interface Introduced {
  readonly kind: 'file' | 'symlink';
  readonly path: RepoPath;
  readonly blob: BlobId;
  /** What stood at the path before (in a merge: in the first parent that has it), or null. */
  readonly before: BlobId | null;
}

/** Content that stands at a path no more. */
interface Deleted {
  readonly path: RepoPath;
  readonly before: BlobId;
}

export interface Changes {
  readonly introduced: readonly Introduced[];
  readonly deleted: readonly Deleted[];
  /** Paths at which a submodule's commit changed. Counted, never followed. */
  readonly submodules: readonly RepoPath[];
}

/** The options with which every list of changes is asked for: whole trees, full ids, no configured surprises. */
export const rawOptions: readonly string[] = [
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-relative', // diff.relative would hide what is outside the current folder
  '--ignore-submodules=none',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '-O/dev/null', // a missing diff.orderFile would end git
];

/** One entry of `--raw -z`: `:` for each version before, modes, ids, letters. */
interface RawChange {
  readonly before: readonly { readonly mode: string; readonly id: string }[];
  readonly after: { readonly mode: string; readonly id: string };
  /** A letter for each version before: A, M, T, D; U for an unmerged path. */
  readonly letters: string;
}

export function parseRaw(text: string): RawChange {
  const versions = text.search(/[^:]/);
  const fields = text.slice(versions).split(' ');
  const at = (index: number) => ({ mode: fields[index] ?? '', id: fields[versions + 1 + index] ?? '' });
  const before = Array.from({ length: versions }, (_, index) => at(index));
  return { before, after: at(versions), letters: fields[2 * versions + 2] ?? '' };
}

/** Sorts raw changes into what they are; mode changes that leave the content alone are nothing. */
export class ChangeList implements Changes {
  readonly introduced: Introduced[] = [];
  readonly deleted: Deleted[] = [];
  readonly submodules: RepoPath[] = [];

  add(change: RawChange, pathBytes: Uint8Array): void {
    const kind = entryKind(change.after.mode);
    const earlier = change.before.filter((version) => isContent(version.mode));
    const first = earlier[0];
    if (kind === null) {
      if (first !== undefined) this.deleted.push({ path: pathFromBytes(pathBytes), before: blobId(first.id) });
      return;
    }
    if (kind === 'submodule') {
      this.submodules.push(pathFromBytes(pathBytes));
      return;
    }
    if (earlier.some((version) => version.id === change.after.id && entryKind(version.mode) === kind)) return;
    this.introduced.push({
      kind,
      path: pathFromBytes(pathBytes),
      blob: blobId(change.after.id),
      before: first === undefined ? null : blobId(first.id),
    });
  }
}

/** null: there is no entry. */
export function entryKind(mode: string): EntryKind | null {
  if (mode === absent) return null;
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

const absent = '000000';
const isContent = (mode: string) => mode !== absent && mode !== '160000';

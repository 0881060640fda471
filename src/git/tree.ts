import { type BlobId, blobId, type RepoPath } from '../model/ids.ts';
import { entryKind } from './changes.ts';
import { pathFromBytes } from './paths.ts';
import { gitChunks, type Place } from './process.ts';
import { nulRecords } from './records.ts';

/** A file or symbolic link of a tree or the index; submodules are left out. */
interface TreeEntry {
  readonly path: RepoPath;
  readonly kind: 'file' | 'symlink';
  readonly blob: BlobId;
}

/** Every entry of a commit's (or tree's) whole tree, wherever the current folder is. */
export function listTree(place: Place, tree: string): AsyncGenerator<TreeEntry> {
  return entries(place, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', tree], 2);
}

/** Every merged entry of the index. */
export function listIndex(place: Place): AsyncGenerator<TreeEntry> {
  return entries(place, ['ls-files', '-s', '-z', '--full-name', '--', ':(top)'], 1);
}

/** `MODE [TYPE] ID [STAGE]`, a tab, the path. */
async function* entries(place: Place, args: readonly string[], idField: number): AsyncGenerator<TreeEntry> {
  for await (const batch of nulRecords(gitChunks(place, args))) {
    for (const record of batch) {
      const tab = record.indexOf(9);
      const fields = record.toString('latin1', 0, tab).split(' ');
      const kind = entryKind(fields[0] ?? '');
      if (kind === null || kind === 'submodule' || (idField === 1 && fields[2] !== '0')) continue;
      yield { path: pathFromBytes(record.subarray(tab + 1)), kind, blob: blobId(fields[idField] ?? '') };
    }
  }
}

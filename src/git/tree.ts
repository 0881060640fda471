import { type BlobId, blobId, type CommitId, type RepoPath } from '../model/ids.ts';
import { CatFile } from './cat-file.ts';
import { entryKind } from './changes.ts';
import { bytesFromPath, pathFromBytes } from './paths.ts';
import { gitChunks, type Place } from './process.ts';
import { nulRecords } from './records.ts';

/** A file or symbolic link of a tree or the index; submodules are left out. */
export interface TreeEntry {
  readonly path: RepoPath;
  readonly kind: 'file' | 'symlink';
  readonly mode: string;
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

/** The blobs at these paths of a commit or tree; paths without one are not in the answer. Costs what is asked, not the tree's size. */
export async function blobsAt(place: Place, tree: CommitId | string, paths: Iterable<RepoPath>): Promise<ReadonlyMap<RepoPath, BlobId>> {
  const found = new Map<RepoPath, BlobId>();
  for await (const { path, blob } of lookUp(place, pairs(tree, paths))) if (blob !== null) found.set(path, blob);
  return found;
}

function* pairs(tree: string, paths: Iterable<RepoPath>): Generator<{ readonly tree: string; readonly path: RepoPath }> {
  for (const path of paths) yield { tree, path };
}

/** One `cat-file --batch-check` for all, in the order asked for; null where there is no blob. */
export async function* lookUp<Asked extends { readonly tree: string; readonly path: RepoPath }>(
  place: Place,
  asked: Iterable<Asked>,
): AsyncGenerator<Asked & { readonly blob: BlobId | null }> {
  const git = new CatFile<BlobId | null>(place, ['--batch-check', '--buffer'], {
    found: async ({ id, type }) => (type === 'blob' ? blobId(id) : null),
    missing: () => null,
  });
  const open: Asked[] = [];
  const rest: Asked[] = [];
  const asking = (async () => {
    for (const each of asked) {
      // git takes a name up to the line end, less a carriage return: such paths are looked up in the whole tree.
      if (/\n|\r$/.test(each.path)) {
        rest.push(each);
        continue;
      }
      open.push(each);
      git.ask(Buffer.concat([Buffer.from(`${each.tree}:`), bytesFromPath(each.path)]));
      await git.keepUp();
    }
  })();
  asking.catch(() => {}).finally(() => git.end());
  try {
    for (let index = 0; ; index++) {
      const blob = await git.next();
      const each = open[index];
      if (each === undefined) break;
      yield { ...each, blob };
    }
    await asking;
  } finally {
    git.stop();
  }
  for (const each of rest) yield { ...each, blob: await searchTree(place, each.tree, each.path) };
}

async function searchTree(place: Place, tree: string, path: RepoPath): Promise<BlobId | null> {
  for await (const entry of listTree(place, tree)) if (entry.path === path) return entry.blob;
  return null;
}

/** `MODE [TYPE] ID [STAGE]`, a tab, the path. */
async function* entries(place: Place, args: readonly string[], idField: number): AsyncGenerator<TreeEntry> {
  for await (const batch of nulRecords(gitChunks(place, args))) {
    for (const record of batch) {
      const tab = record.indexOf(9);
      const fields = record.toString('latin1', 0, tab).split(' ');
      const mode = fields[0] ?? '';
      const kind = entryKind(mode);
      if (kind === null || kind === 'submodule' || (idField === 1 && fields[2] !== '0')) continue;
      yield { path: pathFromBytes(record.subarray(tab + 1)), kind, mode, blob: blobId(fields[idField] ?? '') };
    }
  }
}

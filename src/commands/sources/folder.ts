import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultLimit } from '../../git/objects.ts';
import { bytesFromPath } from '../../git/paths.ts';
import { openWorktree } from '../../git/worktree.ts';
import { readWorktreeFile, type WorktreeFile } from '../../git/worktree-file.ts';
import { type BlobId, blobId, type RepoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Entry, Read } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { namesBelow } from './reading.ts';
import { attributeByEntries, nowhere, type Source } from './source.ts';

/** Files as they stand in a folder: tracked and untracked, not ignored. */
export async function folderSource(io: Io, paths: readonly string[]): Promise<Source> {
  const worktree = await openWorktree({ cwd: io.cwd, env: io.env });
  const entries: Entry[] = [];
  const skipped: { reason: string; path: RepoPath }[] = [];
  const gaps: Gap[] = [];
  const files = new Map<BlobId, WorktreeFile>();
  for await (const file of worktree.files(paths)) {
    switch (file.kind) {
      case 'file': {
        const id = idOf(file.path);
        files.set(id, file);
        entries.push({ path: file.path, blob: id, before: null, commit: null });
        break;
      }
      case 'symlink':
        skipped.push({ reason: 'symbolic link', path: file.path });
        break;
      case 'submodule':
        skipped.push({ reason: 'submodule', path: file.path });
        break;
      case 'special':
        skipped.push({ reason: 'no regular file', path: file.path });
        break;
      case 'unreadable':
        gaps.push({ reason: 'a folder cannot be listed', count: 1, repair: `run as somebody who may read ${file.path}` });
        break;
    }
  }
  return {
    scope: paths.length === 1 && paths[0] !== undefined ? paths[0] : `${paths.length} paths`,
    entries,
    read: async function* (ids, limit) {
      for (const id of ids) {
        const file = files.get(id);
        if (file !== undefined) yield read(id, file, limit);
      }
    },
    // What is ignored, or was not asked for, is not part of what will be committed.
    readAt: async (_tree, wanted) => {
      const found = new Map<RepoPath, { readonly id: BlobId; readonly bytes: Uint8Array }>();
      for (const path of wanted) {
        const file = files.get(idOf(path));
        const content = file === undefined ? null : read(idOf(path), file, defaultLimit);
        if (content?.kind === 'blob') found.set(path, content);
      }
      return found;
    },
    treesOf: () => [''],
    policyFile: async (path) => {
      try {
        return readFileSync(Buffer.concat([Buffer.from(join(worktree.root, '/')), bytesFromPath(path)]));
      } catch {
        return null;
      }
    },
    byName: () => Promise.resolve(null),
    policyFolder: async (folder) => namesBelow(worktree.root, folder),
    changedFile: () => Promise.resolve(null),
    changedFolder: () => Promise.resolve([]),
    stoodBefore: () => false,
    isChange: false,
    isLocal: true,
    isWholeTree: paths.some((path) => isRoot(resolve(io.cwd, path), worktree.root)),
    isHistory: false,
    isComplete: false,
    gone: [],
    policyFrom: 'the folder',
    skipped,
    gaps,
    attribution: async () => attributeByEntries([], () => nowhere),
    close: () => {},
  };
}

const isRoot = (path: string, root: string): boolean => existsSync(path) && realpathSync(path) === root;

/** These files are read once each and have no object id; one made of the path stands for it. */
const idOf = (path: RepoPath): BlobId => blobId(createHash('sha1').update(bytesFromPath(path)).digest('hex'));

function read(id: BlobId, file: WorktreeFile, limit: number): Read {
  const content = readWorktreeFile(file, limit);
  switch (content.kind) {
    case 'bytes':
      return { kind: 'blob', id, bytes: content.bytes };
    case 'tooLarge':
      return { kind: 'tooLarge', id, size: content.size, start: content.start };
    case 'unreadable':
      return { kind: 'unreadable', id, reason: content.reason };
  }
}

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimit } from '../../git/objects.ts';
import { bytesFromPath } from '../../git/paths.ts';
import { openWorktree } from '../../git/worktree.ts';
import { type BlobId, blobId, type RepoPath, repoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Entry } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { namesBelow } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/** Files as they stand in a folder: tracked and untracked, not ignored. */
export async function folderSource(io: Io, paths: readonly string[]): Promise<Source> {
  const worktree = await openWorktree({ cwd: io.cwd, env: io.env });
  const entries: Entry[] = [];
  const skipped: { reason: string; path: RepoPath }[] = [];
  const gaps: Gap[] = [];
  const locations = new Map<BlobId, Buffer>();
  for await (const file of worktree.files(paths)) {
    switch (file.kind) {
      case 'file': {
        // These files are read once each and have no object id; the path's own stands for it.
        const id = blobId(createHash('sha1').update(file.location).digest('hex'));
        locations.set(id, file.location);
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
        gaps.push({ reason: `a folder cannot be read (${'permission'})`, count: 1, repair: 'run as somebody who may read it' });
        break;
    }
  }
  const at = (path: RepoPath): Buffer => Buffer.concat([Buffer.from(join(worktree.root, '/')), bytesFromPath(path)]);
  return {
    scope: paths.length === 1 && paths[0] !== undefined ? paths[0] : `${paths.length} paths`,
    entries,
    read: async function* (ids) {
      for (const id of ids) {
        const location = locations.get(id);
        if (location === undefined) continue;
        const size = statSync(location, { throwIfNoEntry: false })?.size;
        if (size === undefined) yield { kind: 'missing', id };
        else if (size > defaultLimit) yield { kind: 'tooLarge', id, size };
        else yield { kind: 'blob', id, bytes: readFileSync(location) };
      }
    },
    readAt: async (_tree, wanted) =>
      new Map(
        wanted.flatMap((path) => {
          const location = at(path);
          const id = blobId(createHash('sha1').update(location).digest('hex'));
          // What is ignored, or was not asked for, is not part of what will be committed.
          return locations.has(id) ? [[path, { id, bytes: readFileSync(location) }] as const] : [];
        }),
      ),
    treeOf: () => '',
    policyFile: async (path) => {
      try {
        return readFileSync(at(repoPath(path)));
      } catch {
        return null;
      }
    },
    byName: () => Promise.resolve(null),
    policyFolder: async (folder) => namesBelow(worktree.root, folder),
    changedFile: () => Promise.resolve(null),
    isChange: false,
    isLocal: true,
    isComplete: false,
    gone: [],
    policyFrom: 'the folder',
    skipped,
    gaps,
    attribution: async () => attributeByEntries([], () => null),
    close: () => {},
  };
}

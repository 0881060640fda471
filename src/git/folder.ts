import { lstatSync, readdirSync } from 'node:fs';
import { type RepoPath, repoPath } from '../model/ids.ts';
import { pathFromBytes } from './paths.ts';
import { fileKind, type WorktreeFile } from './worktree-file.ts';

/** Everything below a folder that no repository owns, in the order of the names' bytes; what git keeps in `.git` is left out. */
export function* walkFolder(folder: string, name: RepoPath): Generator<WorktreeFile> {
  const open: Omit<WorktreeFile, 'kind'>[] = [{ path: name, location: Buffer.from(folder) }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const names = namesIn(at.location);
    if (names === null) {
      yield { kind: 'unreadable', ...at };
      continue;
    }
    const folders: Omit<WorktreeFile, 'kind'>[] = [];
    for (const bytes of names.sort(Buffer.compare)) {
      const text = pathFromBytes(bytes);
      if (text === '.git') continue;
      const entry = { path: repoPath(at.path === '' ? text : `${at.path}/${text}`), location: Buffer.concat([at.location, slash, bytes]) };
      const stats = lstatSync(entry.location, { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) folders.push(entry);
      else if (stats !== undefined) yield { kind: fileKind(stats), ...entry };
    }
    open.push(...folders.reverse());
  }
}

function namesIn(folder: Buffer): Buffer[] | null {
  try {
    return readdirSync(folder, { encoding: 'buffer' });
  } catch {
    return null;
  }
}

const slash = Buffer.from('/');

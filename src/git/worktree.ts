import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../model/failure.ts';
import { repoPath } from '../model/ids.ts';
import { wayBelow } from './below.ts';
import { printable } from './complaint.ts';
import { walkFolder } from './folder.ts';
import { pathFromBytes } from './paths.ts';
import { gitChunks, outsideHook, type Place } from './process.ts';
import { nulRecords } from './records.ts';
import { openRepository } from './repository.ts';
import { fileKind, type WorktreeFile } from './worktree-file.ts';

interface Worktree {
  /** Absolute: the top level of the repository around the current folder, else the current folder. */
  readonly root: string;
  /**
   * The files at the given paths, each once: of a folder in a repository those that are tracked or not ignored, of another
   * folder all. A named file is always among them. Failure of kind usage at a path where there is nothing.
   */
  files(paths: readonly string[]): AsyncGenerator<WorktreeFile>;
}

export async function openWorktree(place: Place): Promise<Worktree> {
  const top = await topLevel(place);
  const root = top ?? realpathSync(place.cwd);
  return {
    root,
    async *files(paths) {
      const told = new Set<string>();
      for (const given of paths) {
        let found = 0;
        for await (const file of listed(place, root, top, given)) {
          found += 1;
          if (file === null || told.has(file.path)) continue;
          told.add(file.path);
          yield file;
        }
        if (found === 0)
          throw new Failure(
            'usage',
            'no-files',
            `'${printable(given)}' holds no file that is tracked or not ignored: a folder with files would be accepted`,
          );
      }
    },
  };
}

/** null: listed by git, but not on disk. */
async function* listed(place: Place, root: string, top: string | null, given: string): AsyncGenerator<WorktreeFile | null> {
  const { location, stats } = look(root, resolve(realpathSync(place.cwd), given), given);
  if (!stats.isDirectory()) {
    yield { kind: fileKind(stats), path: nameBelow(root, location), location: Buffer.from(location) };
    return;
  }
  const folder = realpathSync(location);
  const isOurs = top !== null && wayBelow(top, folder) !== null;
  // A submodule, or a repository elsewhere, has its own index: the variables of a hook do not speak of it.
  const around = { cwd: folder, env: outsideHook(place.env) };
  const owner = isOurs && !holdsRepository(folder, top) ? top : await topLevel(around);
  if (owner === null) yield* walkFolder(folder, nameBelow(root, folder));
  else yield* fromGit(owner === top ? place : around, owner, nameBelow(root, owner), folder);
}

/** A symbolic link that is named is followed, unless it leads out of the root. */
function look(root: string, path: string, given: string): { readonly location: string; readonly stats: Stats } {
  try {
    const location = join(realpathSync(dirname(path)), basename(path));
    const stats = lstatSync(location);
    if (!stats.isSymbolicLink()) return { location, stats };
    const target = realpathSync(location);
    const leadsOut = wayBelow(root, location) !== null && wayBelow(root, target) === null;
    return leadsOut ? { location, stats } : { location: target, stats: statSync(target) };
  } catch {
    throw new Failure('usage', 'no-such-path', `'${printable(given)}' cannot be found: an existing file or folder would be accepted`);
  }
}

async function* fromGit(place: Place, top: string, prefix: string, folder: string): AsyncGenerator<WorktreeFile | null> {
  const below = wayBelow(top, folder) ?? '';
  const pathspec = below === '' ? ':(top)' : `:(top,literal)${below}`;
  const options = ['-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--full-name'];
  const beyond = new LinkWatch(top);
  for await (const batch of nulRecords(gitChunks(place, ['ls-files', ...options, '--', pathspec]))) {
    for (const record of batch) {
      const isFolder = record.at(-1) === slash; // an untracked repository in the repository
      const bytes = isFolder ? record.subarray(0, -1) : record;
      const location = Buffer.concat([Buffer.from(`${top}/`), bytes]);
      const stats = lstatSync(location, { throwIfNoEntry: false });
      if (stats === undefined) {
        yield null;
        continue;
      }
      const kind = beyond.isBehindLink(location) ? 'symlink' : fileKind(stats);
      yield { kind, path: prefix === '' ? pathFromBytes(bytes) : repoPath(`${prefix}/${pathFromBytes(bytes)}`), location };
    }
  }
}

/**
 * Whether a folder on the way from the top is a symbolic link, asked once for each folder. The folders themselves are asked: what the system
 * calls a path may differ from what git calls it in case or in the composition of its letters, where neither tells names apart.
 */
class LinkWatch {
  private readonly answers = new Map<string, boolean>();
  private readonly top: number;

  constructor(top: string) {
    this.top = Buffer.byteLength(top);
  }

  isBehindLink(location: Buffer): boolean {
    const folder = location.subarray(0, location.lastIndexOf(slash));
    if (folder.length <= this.top) return false;
    const key = folder.toString('latin1');
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.isBehindLink(folder) || lstatSync(folder).isSymbolicLink();
      this.answers.set(key, answer);
    }
    return answer;
  }
}

async function topLevel(place: Place): Promise<string | null> {
  try {
    const top = (await (await openRepository(place)).layout()).topLevel;
    return top === null ? null : realpathSync(top);
  } catch (failure) {
    if (failure instanceof Failure && failure.code === 'not-a-repository') return null;
    throw failure;
  }
}

function holdsRepository(folder: string, top: string): boolean {
  for (let at = folder; wayBelow(top, at) !== ''; at = resolve(at, '..'))
    if (lstatSync(`${at}/.git`, { throwIfNoEntry: false }) !== undefined) return true;
  return false;
}

const slash = 47;
const nameBelow = (root: string, path: string) => repoPath(relative(root, path).replaceAll(sep, '/'));

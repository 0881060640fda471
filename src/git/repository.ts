import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import { gitOutput, type Place } from './process.ts';

/**
 * A repository as git finds it from `cwd` and the environment. Nothing is asked before it is needed: the staged path pays
 * for no process but its own two. Every promise is made once.
 */
export interface Repository extends Place {
  /** One git process at the first call. */
  layout(): Promise<Layout>;
  /** A partial clone, by its configuration or its packs: objects may be missing that a remote promised. One git process. */
  isPartial(): Promise<boolean>;
  /** Commits whose parents were cut off; empty unless shallow. */
  shallowCommits(): Promise<ReadonlySet<string>>;
}

export interface Layout {
  readonly gitDir: string;
  /** The git directory that linked worktrees share. */
  readonly commonDir: string;
  /** null when bare, or when `cwd` is inside the git directory. */
  readonly topLevel: string | null;
  readonly bare: boolean;
  readonly shallow: boolean;
}

export async function openRepository(options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<Repository> {
  const place: Place = { cwd: resolve(options.cwd), env: options.env };
  const layout = once(() => readLayout(place));
  return {
    ...place,
    layout,
    isPartial: once(async () => (await isPromisor(place)) || (await hasPromisorPack(place, await layout()))),
    shallowCommits: once(async () => readShallow(place, await layout())),
  };
}

async function readLayout(place: Place): Promise<Layout> {
  const asked = ['--is-bare-repository', '--is-shallow-repository', '--is-inside-work-tree'];
  const inside = ['--git-dir', '--git-common-dir'];
  const words = (await gitOutput(place, ['rev-parse', ...asked, '--path-format=absolute', ...inside])).toString().trimEnd().split('\n');
  const [bare, shallow, insideWorkTree, gitDir, commonDir] = words;
  if (gitDir === undefined || commonDir === undefined || words.length > asked.length + inside.length)
    throw new Failure('usage', 'odd-folder-name', 'the path of the repository holds a line end; a path without one would be accepted');
  const top = insideWorkTree === 'true' ? (await gitOutput(place, ['rev-parse', '--show-toplevel'])).toString().replace(/\n$/, '') : null;
  return {
    gitDir,
    commonDir,
    topLevel: top,
    bare: bare === 'true',
    shallow: shallow === 'true',
  };
}

async function isPromisor(place: Place): Promise<boolean> {
  const settings = (await gitOutput(place, ['config', '--list', '--name-only', '-z'])).toString().split('\0');
  return settings.some((name) => /^(?:extensions\.partialclone|remote\..*\.(?:promisor|partialclonefilter))$/is.test(name));
}

async function hasPromisorPack(place: Place, layout: Layout): Promise<boolean> {
  const given = place.env['GIT_OBJECT_DIRECTORY'];
  const objects = given === undefined ? join(layout.commonDir, 'objects') : isAbsolute(given) ? given : join(place.cwd, given);
  const packs = await readdir(join(objects, 'pack')).catch(() => []);
  return packs.some((name) => name.endsWith('.promisor'));
}

async function readShallow(place: Place, layout: Layout): Promise<ReadonlySet<string>> {
  if (!layout.shallow) return new Set();
  const given = place.env['GIT_SHALLOW_FILE'];
  const text = await readFile(given ? resolve(place.cwd, given) : join(layout.commonDir, 'shallow'), 'utf8');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

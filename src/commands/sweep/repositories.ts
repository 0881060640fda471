import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { cloneMirror, fetchRefs, followHead } from '../../git/remote.ts';
import type { RepositoryFacts } from '../../incident/inventory.ts';
import { holdsMaterial } from '../../incident/markers.ts';
import { entryOf, parseRepositories, type RepositoryEntry } from '../../incident/repositories-file.ts';
import { Failure } from '../../model/failure.ts';
import { cacheFolder } from '../cache/folder.ts';
import { usage } from '../command.ts';
import type { Io } from '../io.ts';

/** A repository to sweep, not yet opened. */
export interface Target {
  readonly facts: RepositoryFacts;
  /** What to open: a folder, a bundle, an address. */
  readonly given: string;
}

/** Each once. Names of repositories are their last path parts; where these are the same, as many more of each as tell them apart, in any order. */
export function targets(entries: readonly RepositoryEntry[]): Target[] {
  const different = [...new Map(entries.map((entry) => [entry.location, entry])).values()];
  const parts = different.map(({ location }) =>
    withoutCredentials(location)
      .split(/[/:\\]/)
      .filter((part) => part !== '' && part !== '.git'),
  );
  const taken = different.map(() => 1);
  const named = (): string[] => different.map(({ name }, at) => name ?? plain(parts[at]?.slice(-(taken[at] ?? 1)).join('/') ?? ''));
  let names = named();
  for (let longer = true; longer; names = named()) {
    longer = false;
    for (const [at, name] of names.entries()) {
      if (names.indexOf(name) === names.lastIndexOf(name) || different[at]?.name != null || (taken[at] ?? 1) >= (parts[at]?.length ?? 0))
        continue;
      taken[at] = (taken[at] ?? 1) + 1;
      longer = true;
    }
  }
  const seen = new Set<string>();
  return different.map(({ visibility, forks, owner, tier, cluster, location }, at) => {
    let name = names[at] ?? '';
    while (seen.has(name)) name += '~';
    seen.add(name);
    return { given: location, facts: { name, location: withoutCredentials(location), visibility, forks, owner, tier, cluster } };
  });
}

const plain = (text: string): string => text.replace(/\.(?:git|bundle)$/, '') || 'repository';

/** A mistyped path is said before hours of reading, not after them. */
export function givenRepository(path: string, io: Io): RepositoryEntry {
  if (!isThere(path, io)) throw notThere(path);
  return entryOf(path);
}

/** The lines of `--repos-file`. One that is not there makes the sweep incomplete; where none is, it is no list. */
export function repositoriesFile(path: string, io: Io): RepositoryEntry[] {
  const accepted = 'a file with one repository a line, CSV or YAML is accepted';
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(io.cwd, path));
  } catch {
    throw usage(`--repos-file ${path} cannot be read; ${accepted}`);
  }
  // Its lines would stand in the report as names.
  if (holdsMaterial(bytes.toString('latin1'))) throw usage(`--repos-file ${path} holds a private key; ${accepted}`);
  const entries = parseRepositories(bytes, path);
  if (entries.length > 0 && !entries.some(({ location }) => isThere(location, io)))
    throw usage(`--repos-file ${path} names no folder or bundle that is there, and no address; ${accepted}`);
  return entries;
}

const isThere = (given: string, io: Io): boolean => isAddress(given) || existsSync(resolve(io.cwd, given));

const notThere = (given: string): Failure =>
  new Failure('usage', 'no-repository', `${given} is neither a folder, nor a bundle, nor an address; one of these is accepted`);

/** Opens repositories where they are, or as mirrors in the cache; `close` removes what was made for this run only. */
export class Mirrors {
  private readonly io: Io;
  private readonly cache: string;
  private readonly temporary: string[] = [];
  /** Also when a second Ctrl-C ends the process at once: what was unpacked is a copy of a repository. */
  private readonly atExit = (): void => this.removeTemporary();

  constructor(io: Io, cache: string | null) {
    this.io = io;
    this.cache = resolve(io.cwd, cache ?? cacheFolder(io.env, 'mirrors'));
    process.once('exit', this.atExit);
  }

  /** The folder to open. */
  async open({ given }: Target, signal: AbortSignal): Promise<string> {
    const options = { env: this.io.env, timeout: 30 * 60_000, trustEnvironment: true, signal };
    const path = resolve(this.io.cwd, given);
    const known = isAddress(given) ? undefined : statSync(path, { throwIfNoEntry: false });
    if (known?.isDirectory() === true) return path;
    if (known?.isFile() === true) {
      const folder = mkdtempSync(join(tmpdir(), 'sealgate-bundle-'));
      this.temporary.push(folder);
      await cloneMirror(path, join(folder, 'mirror'), options);
      return join(folder, 'mirror');
    }
    if (!isAddress(given)) throw notThere(given);
    mkdirSync(this.cache, { recursive: true, mode: 0o700 });
    const folder = join(
      this.cache,
      `${basename(given).replace(/[^\w.-]/g, '_')}-${createHash('sha256').update(given).digest('hex').slice(0, 12)}`,
    );
    if (existsSync(folder)) {
      await fetchRefs(folder, 'new', options);
      await followHead(folder, options);
    } else {
      // A clone that was killed is never taken for a mirror.
      const unfinished = mkdtempSync(`${folder}.`);
      this.temporary.push(unfinished);
      await cloneMirror(given, join(unfinished, 'mirror'), options);
      renameSync(join(unfinished, 'mirror'), folder);
    }
    return folder;
  }

  close(): void {
    process.off('exit', this.atExit);
    this.removeTemporary();
  }

  private removeTemporary(): void {
    for (const folder of this.temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[\w.-]+@[\w.-]+:/.test(text);

function withoutCredentials(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}

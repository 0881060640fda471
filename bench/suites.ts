import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generate, type Size, valuesFile } from './generate.ts';
import { historyLimit, stagedLimit } from './limits.ts';
import { type Contender, type Measured, measure } from './measure.ts';
import { historyPeers, stagedPeers } from './peers.ts';
import { emptyRepository, git } from './repository.ts';

/** What was measured side by side in one run. */
export interface Suite {
  readonly name: string;
  /** What it was measured on. */
  readonly about: string;
  readonly measured: readonly Measured[];
}

const bin = resolve('dist/bin.cjs');

const sealgate = (name: string, ...args: readonly string[]): Contender => ({
  name,
  command: [process.execPath, bin, ...args],
  codes: [0, 1],
  findings: (output) => {
    try {
      return (JSON.parse(output) as { readonly findings: readonly unknown[] }).findings.length;
    } catch {
      return null;
    }
  },
});

/** One commit of `count` values files, in a repository of 2,000 files. */
export function staged(count: number, runs: number): Suite {
  const folder = emptyRepository();
  const paths = Array.from({ length: 2000 }, (_, at) => `apps/app-${at}/values.yaml`);
  const write = (path: string, version: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), valuesFile(dirname(path), version));
  };
  for (const path of paths) write(path, '1.0.1');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Two thousand files');
  const changed = paths.slice(0, count);
  for (const path of changed) write(path, '1.0.2');
  git(folder, 'add', '-A');
  const contenders = [
    stagedLimit,
    sealgate('sealgate hook pre-commit', 'hook', 'pre-commit'),
    sealgate('sealgate scan --staged', 'scan', '--staged', '--format', 'json'),
    ...stagedPeers(changed),
  ];
  return {
    name: `staged-${count}`,
    about: `a commit of ${count} values ${count === 1 ? 'file' : 'files'} of 2 kB, in a repository of 2,000 files`,
    measured: measure(contenders, folder, runs),
  };
}

/** All branches and tags of a repository. */
export function history(folder: string, name: string, runs: number): Suite {
  const objects = git(folder, 'count-objects', '-v');
  const packed = Number(/size-pack: (\d+)/.exec(objects)?.[1] ?? 0);
  const commits = git(folder, 'rev-list', '--count', '--branches', '--tags').trim();
  const refs = ['refs/heads/*', 'refs/tags/*'].filter((glob) => git(folder, 'for-each-ref', glob) !== '');
  const asked = ['scan', '--history', ...refs.flatMap((glob) => ['--refs', glob]), '--format', 'json'];
  const contenders = [
    historyLimit,
    sealgate('sealgate scan --history --no-cache', ...asked, '--no-cache'),
    // The warm-up has filled it.
    sealgate('sealgate scan --history, with its cache', ...asked),
    ...historyPeers(),
  ];
  return {
    name: `history-${name}`,
    about: `${name}: ${commits} commits of all branches and tags, ${Math.round(packed / 1024)} MB packed`,
    measured: measure(contenders, folder, runs),
  };
}

/** Histories of one, four and sixteen times the size: the work should grow with the bytes. */
export function growth(runs: number, size: Size = { apps: 50, commits: 500 }): Suite {
  const measured = [1, 4, 16].flatMap((times) => {
    const folder = emptyRepository();
    generate(folder, { apps: size.apps * times, commits: size.commits * times });
    return measure([sealgate(`${times} x ${size.commits} commits`, 'scan', '--history', '--no-cache', '--format', 'json')], folder, runs);
  });
  return { name: 'growth', about: 'scan --history --no-cache of generated histories', measured };
}

/** The last 50 commits of a short and of a long history. */
export function ranges(runs: number, lengths: readonly number[] = [1000, 100_000]): Suite {
  const measured = lengths.flatMap((commits) => {
    const folder = emptyRepository();
    generate(folder, { apps: 100, commits });
    const range = `${git(folder, 'rev-list', '--first-parent', '--skip=50', '-n1', 'main').trim()}..main`;
    return measure([sealgate(`the last 50 of ${commits} commits`, 'scan', '--range', range, '--format', 'json')], folder, runs);
  });
  return { name: 'range', about: 'scan --range of 50 commits on the first-parent line', measured };
}

/**
 * `npm run bench`: the built sealgate beside the physical limit, in one interleaved run. Prints JSON; every figure is a median
 * of wall milliseconds with its spread. Compare figures of one run only: machines and their load differ.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve('dist/bin.cjs');
const runs = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'sealgate-bench-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

function git(...args: readonly string[]): void {
  const done = spawnSync('git', args, { cwd: folder, env });
  if (done.status !== 0) throw new Error(`git ${args[0]} failed`);
}

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A values file of about 2 kB. */
function values(app: number, tag: number): string {
  const rows = Array.from({ length: 40 }, (_, index) => `  setting${index}: value-${app}-${index}`);
  return `image:\n  repository: registry.example.org/app-${app}\n  tag: 1.0.${tag}\nconfig:\n${rows.join('\n')}\n`;
}

/** Empty Node and the two git calls that the staged path needs. */
const limit = `const { execFileSync } = require('node:child_process');
execFileSync('git', ['diff', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev']);
execFileSync('git', ['cat-file', '--batch'], { input: 'HEAD:.sealgate.yaml\\n' });`;

function wall(args: readonly string[]): number {
  const from = performance.now();
  spawnSync(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
  return performance.now() - from;
}

function middle(numbers: readonly number[]): { readonly median: number; readonly least: number; readonly most: number } {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  return { median: at(0.5), least: at(0), most: at(1) };
}

function staged(files: number): unknown {
  for (let app = 0; app < files; app += 1) write(`apps/app-${app}/values.yaml`, values(app, 2));
  git('add', '-A');
  const ours: number[] = [];
  const theirs: number[] = [];
  wall([bin, 'scan', '--staged']);
  for (let run = 0; run < runs; run += 1) {
    theirs.push(wall(['-e', limit]));
    ours.push(wall([bin, 'scan', '--staged']));
  }
  git('reset', '-q', '--hard');
  const [own, floor] = [middle(ours), middle(theirs)];
  return { files, sealgate: own, emptyNodeAndGit: floor, ratio: Math.round((own.median / floor.median) * 100) / 100 };
}

try {
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Bench');
  git('config', 'user.email', 'bench@example.org');
  for (let app = 0; app < 2000; app += 1) write(`apps/app-${app}/values.yaml`, values(app, 1));
  git('add', '-A');
  git('commit', '-q', '-m', 'Two thousand files');
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, platform: process.platform };
  console.log(JSON.stringify({ machine, runs, staged: [staged(1), staged(20)] }, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

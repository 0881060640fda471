import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Runs git and gives what it prints. */
export function git(repository: string, ...args: readonly string[]): string {
  const done = spawnSync('git', ['-C', repository, ...args], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`git ${args[0]} failed: ${done.stderr}`);
  return done.stdout;
}

/** An empty repository in a folder of its own, which goes away with the process. */
export function emptyRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'config', 'user.name', 'Bench');
  git(folder, 'config', 'user.email', 'bench@example.org');
  return folder;
}

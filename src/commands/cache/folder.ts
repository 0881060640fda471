import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where what may be lost is kept between runs, in a folder of its own for each kind of thing. */
export function cacheFolder(env: NodeJS.ProcessEnv, kind: 'mirrors' | 'scans'): string {
  return join(env['XDG_CACHE_HOME'] || platformFolder(env), 'sealgate', kind);
}

function platformFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA'];
  const home = env['HOME'] ?? env['USERPROFILE'];
  if (home === undefined) return tmpdir();
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

/** Name of the file of a repository, judged by a program and rules: another of either is another file. */
export function scanFile(gitFolder: string, build: string, rules: unknown): string {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
  return `${digest(gitFolder)}-${digest(JSON.stringify([build, rules]))}.jsonl`;
}

interface Kept {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly modified: number;
}

/** The files of the folder, the oldest first. */
export function keptIn(folder: string): readonly Kept[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? [{ path, size: stats.size, modified: stats.mtimeMs }] : [];
    })
    .toSorted((a, b) => a.modified - b.modified);
}

/** Removes the oldest files until no more than `bytes` are kept. */
export function bound(folder: string, bytes: number): void {
  const kept = keptIn(folder);
  let total = kept.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of kept) {
    if (total <= bytes) return;
    rmSync(path, { force: true });
    total -= size;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { RepoPath } from '../model/ids.ts';
import { startBytes } from './cat-file.ts';
import { defaultLimit } from './objects.ts';

/**
 * What stands in a working tree or folder. `symlink`: is one, or lies behind one; told, never followed. `submodule`: a
 * repository of its own. `special`: a pipe, socket or device. `unreadable`: a folder that cannot be listed.
 */
export interface WorktreeFile {
  readonly kind: 'file' | 'symlink' | 'submodule' | 'special' | 'unreadable';
  /** Relative to the root. */
  readonly path: RepoPath;
  /** Absolute, as the bytes the file system has. */
  readonly location: Buffer;
}

type FileContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLarge'; readonly size: number; readonly start: Uint8Array }
  /** Removed meanwhile, or not permitted; the reason is the system's code, such as EACCES. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a file that was listed as one, however it has changed meanwhile: no link is followed, no pipe is waited for. */
export function readWorktreeFile(file: WorktreeFile, limit: number = defaultLimit): FileContent {
  let handle: number | undefined;
  try {
    handle = openSync(file.location, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'not a file' };
    if (stats.size > limit) {
      const start = Buffer.alloc(startBytes);
      return { kind: 'tooLarge', size: stats.size, start: start.subarray(0, readSync(handle, start)) };
    }
    return readOpen(handle, stats.size, limit);
  } catch (error) {
    return { kind: 'unreadable', reason: (error as NodeJS.ErrnoException).code ?? 'error' };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** A file may grow while it is read, and files of /proc have size 0: reads to the end, not to the size. */
function readOpen(handle: number, size: number, limit: number): FileContent {
  const parts: Buffer[] = [];
  let total = 0;
  for (let room = size + 1; ; room = 1 << 16) {
    const part = Buffer.allocUnsafe(room);
    const count = readSync(handle, part);
    if (count === 0) break;
    total += count;
    parts.push(part.subarray(0, count));
    if (total > limit) return { kind: 'tooLarge', size: total, start: (parts[0] ?? part).subarray(0, startBytes) };
  }
  return { kind: 'bytes', bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts) };
}

export function fileKind(stats: Stats): WorktreeFile['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isSymbolicLink()) return 'symlink';
  return stats.isDirectory() ? 'submodule' : 'special';
}

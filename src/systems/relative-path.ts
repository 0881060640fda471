import { type RepoPath, repoPath } from '../model/ids.ts';

/**
 * A path as the file `from` writes it, seen from the root of the repository; one that begins with `/` counts from that root.
 * null when it leads out of the repository, or is a URL or a template that only a tool could fill in.
 */
export function relativePath(from: string, path: string): RepoPath | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path) || /[{}$*]/.test(path)) return null;
  const steps = path.startsWith('/') ? [] : folderOf(from).split('/').filter(Boolean);
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return repoPath(steps.join('/'));
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

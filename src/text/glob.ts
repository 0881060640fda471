import { Minimatch } from 'minimatch';
import { Failure } from '../model/failure.ts';

/** A compiled pattern over paths of a repository: keep it, compiling costs far more than matching. */
export interface PathGlob {
  readonly pattern: string;
  matches(path: string): boolean;
}

const expansionLimit = 1000;

/**
 * Compiles a path pattern of a configuration: dotfiles match, `#` and `!` are ordinary characters, `./a` and `/a` mean `a`,
 * `a/` means all below it. The Failure it returns says what is wrong with the pattern; the caller knows where it stands.
 */
export function compileGlob(pattern: string): PathGlob | Failure {
  const normal = normalise(pattern);
  if (normal === '') return refuse(pattern, 'is empty: a path pattern such as apps/**/*.yaml is expected');
  if (/(?:^|\/)\.\.(?:\/|$)/.test(normal)) return refuse(pattern, 'leaves the repository: patterns are relative to its top, without ..');
  let compiled: Minimatch;
  try {
    compiled = new Minimatch(normal, {
      dot: true,
      nocomment: true,
      nonegate: true,
      braceExpandMax: expansionLimit,
      platform: 'linux',
    });
  } catch {
    return refuse(pattern, 'cannot be compiled: a glob of at most 64 kB is expected');
  }
  // Expansion stops silently at its limit, and what is cut would be a path that nobody excludes or checks any more.
  if (compiled.globSet.length >= expansionLimit) return refuse(pattern, `expands to ${expansionLimit} or more alternatives`);
  return { pattern, matches: (path) => compiled.match(path) };
}

function normalise(pattern: string): string {
  let normal = pattern;
  while (normal.startsWith('./') || normal.startsWith('/')) normal = normal.slice(normal.startsWith('/') ? 1 : 2);
  return normal.endsWith('/') ? `${normal}**` : normal;
}

function refuse(pattern: string, complaint: string): Failure {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 80)}...` : pattern;
  return new Failure('configuration', 'bad-glob', `The path pattern ${JSON.stringify(shown)} ${complaint}.`);
}

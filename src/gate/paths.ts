import { compileGlob } from '../text/glob.ts';

/** A list of path patterns, compiled; made from null it matches every path. */
export interface Paths {
  match(path: string): boolean;
}

/** Patterns were checked when their file was read; one that still does not compile throws its Failure. */
export function compilePaths(patterns: readonly string[] | null): Paths {
  if (patterns === null) return { match: () => true };
  const globs = patterns.map((pattern) => {
    const glob = compileGlob(pattern);
    if (glob instanceof Error) throw glob;
    return glob;
  });
  return { match: (path) => globs.some((glob) => glob.matches(path)) };
}

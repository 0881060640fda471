import { compilePaths } from './paths.ts';

/** A path to try two policies at, and the pattern it stands for; null: a path that no pattern was written for. */
interface Probe {
  readonly sample: string;
  readonly glob: string | null;
}

/** Paths that between them meet every pattern: policies are compared by what they answer there, not by how they are written. */
export function probes(globs: readonly string[]): Probe[] {
  const found: Probe[] = [{ sample: 'some/where/file.yaml', glob: null }];
  for (const glob of new Set(globs)) {
    const sample = sampleOf(glob);
    // A pattern too clever to invert still counts as a path of its own name.
    found.push({ sample: compilePaths([glob]).match(sample) ? sample : glob, glob });
  }
  return found;
}

/** A path that the pattern matches, for the usual patterns: stars, braces, one-letter classes. */
function sampleOf(glob: string): string {
  let path = glob.replace(/^(?:\.?\/)+/, '');
  for (let rounds = 0; rounds < 20 && /\{[^{}]*\}/.test(path); rounds++) path = path.replace(/\{([^{},]*)[^{}]*\}/g, '$1');
  path = path
    .replace(/\[!?([^\]])[^\]]*\]/g, '$1')
    .replace(/\*\*/g, 'any')
    .replace(/[*?]/g, 'x')
    .replace(/\\(.)/g, '$1');
  return path.endsWith('/') ? `${path}any` : path;
}

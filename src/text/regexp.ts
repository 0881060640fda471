import { RE2JS } from 're2js';

interface Re2 {
  /** Whether the pattern matches anywhere in the text, as Go's `MatchString`. */
  test(text: string): boolean;
}

/**
 * Go's dialect in linear time: what SOPS makes of `path_regex` and `encrypted_regex`, and safe for patterns that a pull
 * request may bring. Imported only where such a pattern is at hand: the engine costs 13 ms to load.
 */
export function compileRe2(pattern: string): Re2 | { readonly error: string } {
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { error: complaint(error) };
  }
}

/** The engine's own words without the part of the pattern it quotes: patterns come from files that may hold anything. */
function complaint(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const said = /^error parsing regexp: ([a-z() ]+)/.exec(message)?.[1]?.trim();
  return said ?? 'not a regular expression';
}

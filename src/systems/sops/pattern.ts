import { compileRe2 } from '../../text/regexp.ts';

interface Pattern {
  test(text: string): boolean;
}

/** A pattern of SOPS in Go's dialect; null where Go refuses it. */
export function compilePattern(pattern: string): Pattern | null {
  const compiled = dialectsAgree.test(pattern) ? native(pattern) : compileRe2(pattern);
  return compiled === null || 'error' in compiled ? null : compiled;
}

/**
 * Words, alternatives, groups, anchors and escaped dots mean the same to both engines, and without a quantifier nothing
 * runs long. Nearly every selector is made of these (`^(data|stringData)$`), and the engine for the rest is slow to load.
 */
const dialectsAgree = /^(?:[\w |^$()/-]|\\\.)*$/;

function native(pattern: string): Pattern | null {
  try {
    return new RegExp(pattern);
  } catch {
    return null;
  }
}

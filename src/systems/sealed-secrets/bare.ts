import type { Grammar } from '../system.ts';
import { parseSealed, type Sealed } from './ciphertext.ts';

/** A ciphertext in any text: Helm values, CUE, jsonnet, TypeScript, JSON patches, the output of `kubeseal --raw`. */
interface BareSealed {
  /** Without line ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly sealed: Sealed;
}

/**
 * The first characters name the size of the key (1024 to 4096 and 8192 bits). Lines within are those of a block scalar or of
 * an escaped string, and the last one ends its line. What follows a run of base64 is looked at once, so this is linear.
 */
const pattern = () =>
  /(?<![A-Za-z0-9+/])(?:A[gQYI]|BA)[A-D](?:[A-Za-z0-9+/]{32,}(?:[ \t]*\r?\n[ \t]*|(?:\\r)?\\n))*[A-Za-z0-9+/]+={0,2}(?=$|[^A-Za-z0-9+/=:_.-])/g;

/** Every whole ciphertext of a text, in order. Linear in its length. */
export function findSealed(text: string): BareSealed[] {
  const found: BareSealed[] = [];
  const search = pattern();
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    if (match[0].length < shortest) continue;
    // A list of values without padding: the lines of one wrapped value are too short to be values themselves.
    const first = /^[^\s\\]+/.exec(match[0])?.[0] ?? '';
    const whole = first.length >= shortest && parseSealed(first).kind === 'sealed' ? first : match[0];
    search.lastIndex = match.index + whole.length;
    const dense = whole.replace(/\\[rn]|\s+/g, '');
    const sealed = parseSealed(dense);
    if (sealed.kind === 'sealed') found.push({ text: dense, start: match.index, end: match.index + whole.length, sealed });
  }
  return found;
}

const shortest = 196;

/** A whole value that is a ciphertext is no secret, wherever it stands. */
export const sealedGrammar: Grammar = {
  id: 'sealed-secret',
  system: 'sealed-secrets',
  kind: 'ciphertext',
  whole: true,
  pattern: /^(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/\s]{190,}={0,2}$/g,
};

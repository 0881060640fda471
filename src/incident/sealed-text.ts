import { sealedOf } from './sealed-trials.ts';

/** Whole base64 of a sealed value by its beginning: moduli of 1024, 2048, 3072, 4096 and 8192 bits. */
const shape = /(?<![A-Za-z0-9+/=])(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/]{190,}={0,2}/g;

/** The ciphertext a text is, in canonical base64; null: it is none. `expected`: it stands where one belongs, so any size counts. */
export function canonicalCiphertext(text: string, expected: boolean): string | null {
  if (text.length < 100 || text.length > 8 << 20) return null;
  if (!expected && !/^\s*["']?(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/\s]{150}/.test(text)) return null;
  return canonical(text);
}

/** Every ciphertext in a text that is not `known`, with the word before it on its line. */
export function* ciphertextsIn(text: string, known: ReadonlySet<string>): Generator<{ readonly ciphertext: string; readonly key: string }> {
  for (const match of text.matchAll(shape)) {
    const ciphertext = known.has(match[0]) ? null : canonical(match[0]);
    if (ciphertext === null || known.has(ciphertext)) continue;
    const before = text.slice(Math.max(0, match.index - 200), match.index);
    const key = /([\w.-]+)["']?\s*[:=]\s*["'|>-]*\s*$/.exec(before)?.[1] ?? '(text)';
    yield { ciphertext, key };
  }
}

function canonical(text: string): string | null {
  const sealed = sealedOf(text);
  if (sealed === null) return null;
  const length = Buffer.of(sealed.rsa.length >> 8, sealed.rsa.length & 255);
  return Buffer.concat([length, sealed.rsa, sealed.body]).toString('base64');
}

/**
 * What a text is as base64. `ok`: Go's StdEncoding takes it, as Kubernetes does for `Secret.data` (CR and LF are skipped).
 * `url`: the alphabet of base64url, padded or not. `unpadded`: standard alphabet, padding missing. `spaced`: fine but for
 * blanks or tabs inside, which Kubernetes refuses. `invalid`: not base64.
 */
type Base64 = { readonly kind: 'ok' | 'url' | 'unpadded' | 'spaced'; readonly bytes: Uint8Array } | { readonly kind: 'invalid' };

export function decodeBase64(text: string): Base64 {
  const packed = /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, '') : text;
  if (standard.test(packed) && packed.length % 4 === 0) return { kind: 'ok', bytes: Buffer.from(packed, 'base64') };
  const dense = packed.replace(/[ \t]+/g, '');
  const spaced = dense.length !== packed.length;
  if (spaced && standard.test(dense) && dense.length % 4 === 0) return { kind: 'spaced', bytes: Buffer.from(dense, 'base64') };
  if (/[-_]/.test(dense)) return url.test(dense) && fits(dense) ? { kind: 'url', bytes: Buffer.from(dense, 'base64url') } : invalid;
  return standard.test(dense) && fits(dense) ? { kind: 'unpadded', bytes: Buffer.from(dense, 'base64') } : invalid;
}

/** The bytes if Go's StdEncoding takes the text, else null. Trailing bits that are not zero pass there, and here. */
export function strictBase64(text: string): Uint8Array | null {
  const decoded = decodeBase64(text);
  return decoded.kind === 'ok' ? decoded.bytes : null;
}

/** The bytes whatever the flavour, else null: for looking inside, never for saying that a value is well-formed. */
export function lenientBase64(text: string): Uint8Array | null {
  const decoded = decodeBase64(text);
  return decoded.kind === 'invalid' ? null : decoded.bytes;
}

const invalid: Base64 = { kind: 'invalid' };
const standard = /^[A-Za-z0-9+/]*={0,2}$/;
const url = /^[A-Za-z0-9_-]*={0,2}$/;

/** Without its padding the length cannot be 1 modulo 4; with padding it must be whole. */
function fits(dense: string): boolean {
  const pads = dense.endsWith('==') ? 2 : dense.endsWith('=') ? 1 : 0;
  const digits = dense.length - pads;
  return digits % 4 !== 1 && (pads === 0 || dense.length % 4 === 0);
}

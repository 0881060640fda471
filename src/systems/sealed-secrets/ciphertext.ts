import { decodeBase64 } from '../../text/base64.ts';

/** One value as kubeseal writes it: a length prefix of two bytes, the RSA block of that length, the GCM body with its tag. */
export interface Sealed {
  readonly kind: 'sealed';
  /** Length of the RSA block: the modulus of its key has so many bytes. */
  readonly modulusBytes: number;
  readonly rsa: Uint8Array;
  /** GCM ciphertext and, in its last 16 bytes, the tag. */
  readonly body: Uint8Array;
  /** Public by construction: what is left of the whole when prefix, RSA block and tag are taken off. */
  readonly plaintextLength: number;
}

/** How a ciphertext is broken, as far as that shows without a key. */
type Damage = 'empty' | 'placeholder' | 'base64' | 'length' | 'truncated-rsa' | 'truncated-tag' | 'modulus' | 'fabricated';

interface BrokenSealed {
  readonly kind: 'broken';
  readonly damage: Damage;
  /** What a patient holder of the key can still try (white space removed, base64url, a cut body); null where nothing is left. */
  readonly readable: Sealed | null;
}

export type Parsed =
  | Sealed
  | BrokenSealed
  /** Text that never was a ciphertext; `base64`: it is base64 of readable text or of a known format. */
  | { readonly kind: 'plain'; readonly base64: boolean }
  | { readonly kind: 'template' };

const tagBytes = 16;
const prefixBytes = 2;
/** The shortest whole value: 1024 bits, empty plaintext. */
const shortest = prefixBytes + 128 + tagBytes;

/** Says what stands where a ciphertext of Sealed Secrets belongs. Every text gets an answer; nothing is thrown. */
export function parseSealed(text: string): Parsed {
  if (text.trim() === '') return broken('empty');
  if (text.includes('{{') || text.includes('${')) return { kind: 'template' };
  const decoded = decodeBase64(text);
  // A blank around the value is enough for the controller to refuse it, although nothing else is wrong.
  if (decoded.kind === 'ok' && text === text.replace(/[ \t]/g, '')) return classify(decoded.bytes, text);
  return malformed(text);
}

/** The words a message uses for a damage. */
export const damageWords: Readonly<Record<Damage, string>> = {
  empty: 'it is empty',
  placeholder: 'it is a placeholder for a ciphertext to come',
  base64: 'it is not the base64 that the controller accepts: a character is missing, foreign, or a blank',
  length: 'its length prefix does not fit any RSA key',
  'truncated-rsa': 'it is cut off inside the encrypted session key',
  'truncated-tag': 'it is cut off: the authentication tag is missing',
  modulus: 'its session key block is larger than any modulus of that size',
  fabricated: 'its session key block is no output of encryption',
};

/** What bytes are that were decoded from valid base64. */
function classify(bytes: Uint8Array, text: string): Parsed {
  const found = structure(bytes);
  if (found !== null && (bytes.length >= shortest || startsSealed.test(text))) return found;
  if (bytes.length === 1 && (bytes[0] ?? 255) <= 8) return broken('truncated-rsa');
  if (isReadable(bytes) || hasKnownFormat(bytes)) return { kind: 'plain', base64: true };
  if (bytes.length >= shortest)
    return isFabricated(bytes.subarray(prefixBytes)) ? broken('fabricated') : broken('length', shortBlock(bytes));
  return { kind: 'plain', base64: false };
}

/** Base64 of a sealed value by its first characters, for moduli of 1024 to 4096 and of 8192 bits. */
const startsSealed = /^\s*["']?(?:A[gQYI]|BA)[A-D]/;

/** Reads the layout; null where the length prefix names no RSA key that anybody uses. */
function structure(bytes: Uint8Array): Sealed | BrokenSealed | null {
  const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (bytes.length < prefixBytes || !isModulusLength(length)) return null;
  if (bytes.length < prefixBytes + length) return broken('truncated-rsa');
  const sealed = sealedAt(bytes, length);
  if (sealed.rsa.subarray(0, 8).every((byte) => byte === 0xff)) return broken('modulus');
  if (isFabricated(sealed.rsa)) return broken('fabricated');
  return sealed.body.length < tagBytes ? broken('truncated-tag', sealed) : sealed;
}

/** A foreign sealer may leave out leading zeros of the RSA block; Go and OpenSSL open such a block. */
function shortBlock(bytes: Uint8Array): Sealed | null {
  const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (length < 98 || length > 2048 || bytes.length < prefixBytes + length + tagBytes) return null;
  return sealedAt(bytes, length);
}

function sealedAt(bytes: Uint8Array, length: number): Sealed {
  const body = bytes.subarray(prefixBytes + length);
  return {
    kind: 'sealed',
    modulusBytes: length,
    rsa: bytes.subarray(prefixBytes, prefixBytes + length),
    body,
    plaintextLength: Math.max(0, body.length - tagBytes),
  };
}

/** OAEP with SHA-256 needs 98 bytes; a multiple of 64 bits is more than generous to keys somebody brought. */
function isModulusLength(length: number): boolean {
  return length >= 104 && length <= 2048 && length % 8 === 0;
}

/** Eight equal bytes in a row come by chance once in 2^50 blocks; so do this few different ones. */
function isFabricated(block: Uint8Array): boolean {
  const seen = new Uint8Array(256);
  let different = 0;
  let run = 0;
  let before = -1;
  for (const byte of block) {
    run = byte === before ? run + 1 : 1;
    if (run >= 8) return true;
    before = byte;
    if (seen[byte] === 0) different += 1;
    seen[byte] = 1;
  }
  return different < Math.min(block.length / 4, 64);
}

/** Not what Go's decoder takes: a ciphertext that was damaged on its way, a placeholder, or plain text. */
function malformed(text: string): Parsed {
  if (isPlaceholder(text)) return broken('placeholder');
  const dense = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (dense.length < 100 || !startsSealed.test(dense)) return { kind: 'plain', base64: false };
  if (/^[A-Za-z0-9+/]+$/.test(dense)) {
    const found = structure(Buffer.from(dense, 'base64'));
    return broken('base64', found?.kind === 'sealed' ? found : (found?.readable ?? null));
  }
  const foreign = dense.replace(/[A-Za-z0-9+/]+/g, '').length;
  return foreign * 10 <= dense.length ? broken('base64') : { kind: 'plain', base64: false };
}

/** The samples of the documentation (`AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq.....`) and their kind. Passwords may hold such words; they are not these words. */
function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  if (/^[A-Za-z0-9+/]*(?:\.{3,}|…)[A-Za-z0-9+/=]*$/.test(trimmed)) return true;
  if (/^<(?!\s*path:)[^<>]+>$/.test(trimmed) || /^\[[A-Za-z_ -]+\]$/.test(trimmed)) return true;
  return /^(?:[xX]{3,}|\*{3,}|(?:REPLACE|CHANGE)[-_ ]?(?:ME|THIS|WITH)\b.*|TODO\b.*|(?:YOUR|INSERT)[-_ ].*)$/i.test(trimmed);
}

function isReadable(bytes: Uint8Array): boolean {
  let printable = 0;
  for (const byte of bytes) if ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13 || byte >= 0xc2) printable += 1;
  return bytes.length > 0 && printable >= bytes.length * 0.9;
}

/** Beginnings of binary formats that people put into Secrets: DER, gzip, zip, Java key stores, OpenPGP, PNG. */
function hasKnownFormat(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return /^(?:30(?:80|81|82|83)|1f8b|504b0304|feedfeed|cececece|89504e47)/.test(head);
}

function broken(damage: Damage, readable: Sealed | null = null): BrokenSealed {
  return { kind: 'broken', damage, readable };
}

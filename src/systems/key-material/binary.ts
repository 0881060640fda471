import type { KeyMaterial } from './find.ts';
import { findKeyMaterial } from './find.ts';
import { type Identity, identify } from './fingerprint.ts';
import { readPgp, startsWithSecretKey } from './openpgp.ts';

type BinaryKey = Omit<KeyMaterial, 'start' | 'end'>;

/** No key is longer; a keyring may be. */
const largestDer = 1 << 16;
const largestKeyring = 1 << 20;

/** A private key that is the whole of a binary file: DER, an OpenPGP keyring, a file of GnuPG's key store; null: none of these. */
export function binaryKey(bytes: Uint8Array): BinaryKey | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (bytes[0] === 0x30 && bytes.length <= largestDer) return derKey(bytes, text);
  if (bytes[0] === 0x28) return findKeyMaterial(text.slice(0, largestDer))[0] ?? null;
  if (bytes.length > largestKeyring || !startsWithSecretKey(bytes)) return null;
  const pgp = readPgp(bytes);
  if (pgp === null) return null;
  const what = `a PGP private key${pgp.locked ? ', behind a passphrase' : ''}`;
  return { kind: 'pgp', locked: pgp.locked, cut: false, what, algorithm: 'OpenPGP', fingerprint: pgp.fingerprint, text };
}

/** PKCS #8, PKCS #1 or SEC 1 by what OpenSSL reads; locked PKCS #8 by its first object identifier. */
function derKey(bytes: Uint8Array, text: string): BinaryKey | null {
  if (!isWholeSequence(bytes)) return null;
  const base = { kind: 'private', cut: false, text } as const;
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // EncryptedPrivateKeyInfo: a sequence that begins with PBES2 or an older scheme of PKCS #5 or #12.
  const scheme = Buffer.from(bytes.subarray(0, 24)).toString('hex');
  if (/^30(?:8[1-3](?:..){1,3}|..)30..06(?:092a864886f70d0105|0a2a864886f70d010c01)/.test(scheme)) {
    return { ...base, locked: true, what: 'a private key (DER), behind a passphrase', algorithm: '', fingerprint: null };
  }
  // A certificate, a request or a key store begins otherwise than with a version number.
  if (!/^30(?:8[1-3](?:..){1,3}|..)0201(?:00|01)/.test(scheme)) return null;
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const found: Identity = identify({ key, format: 'der', type });
    if (found.algorithm !== '') return { ...base, locked: false, what: `a private key (DER, ${found.algorithm})`, ...found };
  }
  return null;
}

/** The outer sequence ends where the file does. */
function isWholeSequence(bytes: Uint8Array): boolean {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return bytes.length === 2 + first;
  const size = first & 0x7f;
  if (size < 1 || size > 3 || bytes.length < 2 + size) return false;
  let length = 0;
  for (let at = 0; at < size; at += 1) length = length * 256 + (bytes[2 + at] ?? 0);
  return bytes.length === 2 + size + length;
}

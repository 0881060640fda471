import { createDecipheriv, createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Sealed } from './ciphertext.ts';

/** A private sealing key, with its modulus as big-endian bytes. */
export interface SealingKey {
  readonly key: KeyObject;
  readonly modulus: Uint8Array;
}

/** What the holder of a key gets out of a ciphertext, whatever scope or name it was sealed for. */
export type Unsealed =
  /** `labelHash`: SHA-256 of the OAEP label, which names the scope, namespace and name it was sealed for. */
  | { readonly kind: 'opened'; readonly labelHash: Uint8Array; readonly plaintext: Uint8Array }
  /** The RSA block opens and the body does not authenticate: cut, edited, or of a sealer that does it differently. */
  | { readonly kind: 'damaged'; readonly labelHash: Uint8Array }
  | { readonly kind: 'excluded'; readonly reason: 'modulus-size' | 'above-modulus' | 'decryption' };

/** null where the key is no RSA key, or too short for OAEP with SHA-256. */
export function sealingKey(key: KeyObject): SealingKey | null {
  if (key.type !== 'private' || key.asymmetricKeyType !== 'rsa') return null;
  const modulus = modulusOf(createPublicKey(key));
  return modulus === null || modulus.length < shortestModulus ? null : { key, modulus };
}

/** The modulus of a public RSA key as big-endian bytes; null for other keys. */
export function modulusOf(key: KeyObject): Uint8Array | null {
  const { n } = key.export({ format: 'jwk' });
  return n === undefined ? null : Buffer.from(n, 'base64url');
}

/**
 * Opening a value with a private key without knowing its label, so that a value under an unknown, edited or templated name opens too:
 * raw RSA of this block (10 ms for 4096 bits), then OAEP undone by hand in `openEncoded`. Here the length of the modulus decides, or it
 * is said why the block cannot be of this key, whatever it holds.
 */
export function rsaBlock(sealed: Sealed, { modulus }: SealingKey): Uint8Array | 'modulus-size' | 'above-modulus' {
  const length = modulus.length;
  // Up to seven bytes shorter: a foreign sealer left out leading zeros. More than that is another key's block.
  if (sealed.rsa.length > length || sealed.rsa.length <= length - 8) return 'modulus-size';
  const block = Buffer.alloc(length);
  block.set(sealed.rsa, length - sealed.rsa.length);
  return block.compare(modulus) >= 0 ? 'above-modulus' : block;
}

/** `encoded` is what raw RSA made of the block, wherever that was computed. The plaintext must not be written anywhere. */
export function openEncoded(encoded: Uint8Array, body: Uint8Array): Unsealed {
  const opened = withoutOaep(encoded);
  if (opened === null) return { kind: 'excluded', reason: 'decryption' };
  const plaintext = openBody(opened.sessionKey, body);
  return plaintext === null ? { kind: 'damaged', labelHash: opened.labelHash } : { kind: 'opened', labelHash: opened.labelHash, plaintext };
}

const hashBytes = 32;
const tagBytes = 16;
/** Two hashes, a separator, a zero byte, and a session key of 32 bytes. */
const shortestModulus = 2 * hashBytes + 2 + 32;

/**
 * RFC 8017, 7.1.2, without the comparison of the label hash. A wrong key passes by chance once in 2^(8·(k-96)) trials: all the
 * padding between label hash and message must be zero.
 */
function withoutOaep(encoded: Uint8Array): { readonly labelHash: Uint8Array; readonly sessionKey: Uint8Array } | null {
  if (encoded[0] !== 0) return null;
  const maskedBlock = encoded.subarray(1 + hashBytes);
  const seed = xor(encoded.subarray(1, 1 + hashBytes), mask(maskedBlock, hashBytes));
  const block = xor(maskedBlock, mask(seed, maskedBlock.length));
  const separator = block.findIndex((byte, at) => at >= hashBytes && byte !== 0);
  if (separator === -1 || block[separator] !== 1) return null;
  const sessionKey = block.subarray(separator + 1);
  // kubeseal always makes 32; the controller takes whatever size AES has.
  if (sessionKey.length !== 32 && sessionKey.length !== 24 && sessionKey.length !== 16) return null;
  return { labelHash: block.subarray(0, hashBytes), sessionKey };
}

/** MGF1 with SHA-256. */
function mask(seed: Uint8Array, length: number): Uint8Array {
  const out = Buffer.alloc(Math.ceil(length / hashBytes) * hashBytes);
  const counter = Buffer.alloc(4);
  for (let at = 0, block = 0; at < length; at += hashBytes, block += 1) {
    counter.writeUInt32BE(block);
    out.set(createHash('sha256').update(seed).update(counter).digest(), at);
  }
  return out.subarray(0, length);
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, at) => byte ^ (right[at] ?? 0));
}

/** AES-GCM under a nonce of twelve zero bytes: the session key is used once. null where the tag does not verify. */
function openBody(sessionKey: Uint8Array, body: Uint8Array): Uint8Array | null {
  if (body.length < tagBytes) return null;
  const bits = sessionKey.length === 16 ? 'aes-128-gcm' : sessionKey.length === 24 ? 'aes-192-gcm' : 'aes-256-gcm';
  const decipher = createDecipheriv(bits, sessionKey, Buffer.alloc(12), { authTagLength: tagBytes });
  decipher.setAuthTag(body.subarray(body.length - tagBytes));
  const plaintext = decipher.update(body.subarray(0, body.length - tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    return null;
  }
}

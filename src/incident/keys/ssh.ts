import { createDecipheriv, createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { encodeBech32 } from '../../systems/key-material/bech32.ts';
import { bcryptPbkdf } from './bcrypt-pbkdf.ts';

import { fingerprint, rsaPrivateKey } from './rsa.ts';
import { mpint, WireReader, wire } from './wire.ts';

/** A public SSH key of the two types age knows. */
export interface SshPublicKey {
  readonly type: 'ssh-ed25519' | 'ssh-rsa';
  readonly wire: Buffer;
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA...` without the comment, as recipients are compared. */
  readonly recipient: string;
  /** The raw point of an Ed25519 key. */
  readonly point: Buffer | null;
}

export type SshPrivateKey =
  | { readonly kind: 'ed25519'; readonly public: SshPublicKey; readonly seed: Buffer }
  | { readonly kind: 'rsa'; readonly public: SshPublicKey; readonly key: KeyObject }
  | { readonly kind: 'locked'; readonly public: SshPublicKey };

/** null: neither Ed25519 nor RSA. Throws on bytes that are no public key. */
export function sshPublicKey(encoded: Buffer): SshPublicKey | null {
  const reader = new WireReader(encoded);
  const type = reader.text();
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') return null;
  const point = type === 'ssh-ed25519' ? reader.field() : null;
  if (point !== null && point.length !== 32) throw new RangeError('an Ed25519 key has 32 bytes');
  return { type, wire: encoded, fingerprint: fingerprint(encoded), recipient: `${type} ${encoded.toString('base64')}`, point };
}

/**
 * An OpenSSH private key file without its armour (PROTOCOL.key). Locked and without the right passphrase its public half, which stands
 * in clear, is returned. null: a type age does not know. Throws on malformed bytes.
 */
export function sshPrivateKey(file: Buffer, passphrase: string | null): SshPrivateKey | null {
  const magic = 'openssh-key-v1\0';
  if (file.subarray(0, magic.length).toString('latin1') !== magic) throw new TypeError('not an OpenSSH private key');
  const reader = new WireReader(file.subarray(magic.length));
  const cipher = reader.text();
  const kdf = reader.text();
  const options = reader.field();
  if (reader.uint32() !== 1) throw new RangeError('more than one key');
  const publicKey = sshPublicKey(Buffer.from(reader.field()));
  if (publicKey === null) return null;
  const body = reader.field();
  if (cipher === 'none') return privateBody(body, publicKey) ?? { kind: 'locked', public: publicKey };
  const opened = passphrase === null || kdf !== 'bcrypt' ? null : unlock(body, cipher, options, passphrase);
  return (opened && privateBody(opened, publicKey)) ?? { kind: 'locked', public: publicKey };
}

/** The same from a key in PEM form (PKCS#1, PKCS#8). null: neither Ed25519 nor RSA. */
export function sshFromKeyObject(key: KeyObject): SshPrivateKey | null {
  const publicKey = sshFromPublicKeyObject(createPublicKey(key));
  if (publicKey === null) return null;
  if (publicKey.type === 'ssh-rsa') return { kind: 'rsa', public: publicKey, key };
  return { kind: 'ed25519', public: publicKey, seed: Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url') };
}

function sshFromPublicKeyObject(key: KeyObject): SshPublicKey | null {
  const jwk = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType === 'ed25519') return sshPublicKey(wire('ssh-ed25519', Buffer.from(jwk.x ?? '', 'base64url')));
  if (key.asymmetricKeyType !== 'rsa') return null;
  return sshPublicKey(wire('ssh-rsa', mpint(Buffer.from(jwk.e ?? '', 'base64url')), mpint(Buffer.from(jwk.n ?? '', 'base64url'))));
}

/** The X25519 scalar an Ed25519 seed stands for, as age's SSH recipients and ssh-to-age use it. */
export function x25519FromSeed(seed: Uint8Array): Buffer {
  return createHash('sha512').update(seed).digest().subarray(0, 32);
}

/** Private X25519 key of a scalar, for node:crypto. */
export function x25519PrivateKey(scalar: Uint8Array): KeyObject {
  const prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, scalar]), format: 'der', type: 'pkcs8' });
}

/** The public point of a private X25519 key. */
export function x25519Point(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
}

/** The recipient ssh-to-age derives: `age1...`. */
export function ageRecipientOf(seed: Uint8Array): string {
  return encodeBech32('age', x25519Point(x25519PrivateKey(x25519FromSeed(seed))));
}

/** The Montgomery form of a public Ed25519 key, so `age1...` of a public SSH key too: u = (1 + y) / (1 - y) mod 2^255 - 19. */
export function montgomery(point: Uint8Array): Buffer {
  const prime = (1n << 255n) - 19n;
  const little = Buffer.from(point).reverse();
  little[0] = (little[0] ?? 0) & 0x7f;
  const y = BigInt(`0x${little.toString('hex')}`);
  const u = ((1n + y) * power(1n - y + prime, prime - 2n, prime)) % prime;
  return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse();
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let b = base % modulus, e = exponent; e > 0n; b = (b * b) % modulus, e >>= 1n) if (e & 1n) result = (result * b) % modulus;
  return result;
}

/** null: the two check numbers differ, so the passphrase is wrong. */
function privateBody(body: Buffer, publicKey: SshPublicKey): SshPrivateKey | null {
  const reader = new WireReader(body);
  const check = reader.uint32();
  if (check !== reader.uint32() || reader.text() !== publicKey.type) return null;
  if (publicKey.type === 'ssh-ed25519') {
    reader.field();
    const pair = reader.field();
    if (pair.length !== 64) throw new RangeError('an Ed25519 key pair has 64 bytes');
    return { kind: 'ed25519', public: publicKey, seed: Buffer.from(pair.subarray(0, 32)) };
  }
  const [n, e, d, inverse, p, q] = [reader.number(), reader.number(), reader.number(), reader.number(), reader.number(), reader.number()];
  return { kind: 'rsa', public: publicKey, key: rsaPrivateKey({ n, e, d, p, q, inverse }) };
}

const ciphers: Readonly<Record<string, { readonly name: string; readonly key: number; readonly iv: number }>> = {
  'aes128-ctr': { name: 'aes-128-ctr', key: 16, iv: 16 },
  'aes192-ctr': { name: 'aes-192-ctr', key: 24, iv: 16 },
  'aes256-ctr': { name: 'aes-256-ctr', key: 32, iv: 16 },
  'aes128-cbc': { name: 'aes-128-cbc', key: 16, iv: 16 },
  'aes256-cbc': { name: 'aes-256-cbc', key: 32, iv: 16 },
};

/** null: a cipher that needs more than node:crypto offers, or a cost no key has. */
function unlock(body: Buffer, cipher: string, options: Buffer, passphrase: string): Buffer | null {
  const sizes = ciphers[cipher];
  const reader = new WireReader(options);
  const salt = reader.field();
  const rounds = reader.uint32();
  if (sizes === undefined || rounds > 1024 || rounds < 1 || salt.length > 256) return null;
  const secret = bcryptPbkdf(Buffer.from(passphrase), salt, rounds, sizes.key + sizes.iv);
  const decipher = createDecipheriv(sizes.name, secret.subarray(0, sizes.key), secret.subarray(sizes.key));
  decipher.setAutoPadding(false);
  return body.length % 16 === 0 ? Buffer.concat([decipher.update(body), decipher.final()]) : null;
}

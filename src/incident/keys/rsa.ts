import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mpint, wire } from './wire.ts';

/** The public numbers of an RSA key: what size and modulus decide about a ciphertext. */
export interface RsaNumbers {
  readonly bits: number;
  /** Big endian, without leading zeros. */
  readonly modulus: Buffer;
  /** OpenSSH style, as Sealed Secrets and ssh-keygen print it. */
  readonly fingerprint: string;
}

/** null: not an RSA key. */
export function rsaNumbers(key: KeyObject): RsaNumbers | null {
  if (key.asymmetricKeyType !== 'rsa') return null;
  const jwk = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (jwk.n === undefined || jwk.e === undefined) return null;
  const modulus = Buffer.from(jwk.n, 'base64url');
  const encoded = wire('ssh-rsa', mpint(Buffer.from(jwk.e, 'base64url')), mpint(modulus));
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  return { bits, modulus, fingerprint: fingerprint(encoded) };
}

/** `SHA256:` and the unpadded base64 of the digest of a public key in SSH wire form. */
export function fingerprint(encoded: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(encoded).digest('base64').replaceAll('=', '')}`;
}

interface RsaParts {
  readonly n: Buffer;
  readonly e: Buffer;
  readonly d: Buffer;
  readonly p: Buffer;
  readonly q: Buffer;
  readonly inverse: Buffer;
}

/** A private key from the numbers an OpenSSH file holds; throws where they do not belong together. */
export function rsaPrivateKey({ n, e, d, p, q, inverse }: RsaParts): KeyObject {
  const secret = big(d);
  const [first, second] = [big(p), big(q)];
  if (first < 3n || second < 3n || first * second !== big(n)) throw new TypeError('primes do not multiply to the modulus');
  const fields = { n, e, d, p, q, dp: bytes(secret % (first - 1n)), dq: bytes(secret % (second - 1n)), qi: inverse };
  const jwk = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toString('base64url')]));
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}

function big(number: Buffer): bigint {
  if (number.length > 4096) throw new RangeError('number too long');
  return BigInt(`0x${number.toString('hex') || '0'}`);
}

function bytes(number: bigint): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

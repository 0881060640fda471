import { createHash, createPrivateKey, createPublicKey, type KeyObject, type PrivateKeyInput } from 'node:crypto';
import { encodeBech32 } from './bech32.ts';
import { field } from './wire.ts';

/** The algorithm of a private key and the fingerprint of its public half: what is public about it. */
export interface Identity {
  /** `RSA 4096`, `EC P-256`, `Ed25519` ... or '' where it cannot be read. */
  readonly algorithm: string;
  /** `SHA256:` as OpenSSH and Sealed Secrets write it; null where it cannot be read (locked, cut, an algorithm SSH does not know). */
  readonly fingerprint: string | null;
}

const unknown: Identity = { algorithm: '', fingerprint: null };

/** Reads PEM or DER of a private key that needs no passphrase. */
export function identify(input: PrivateKeyInput): Identity {
  try {
    return identityOf(createPublicKey(createPrivateKey(input)));
  } catch {
    // Whatever OpenSSL has against it: nothing is known of the key but its armour.
    return unknown;
  }
}

export function identityOf(key: KeyObject): Identity {
  const jwk = key.export({ format: 'jwk' });
  const part = (text: unknown): Buffer => Buffer.from(typeof text === 'string' ? text : '', 'base64url');
  switch (jwk.kty) {
    case 'RSA':
      return {
        algorithm: `RSA ${part(jwk.n).length * 8}`,
        fingerprint: sshFingerprint(Buffer.concat([field(Buffer.from('ssh-rsa')), field(part(jwk.e), true), field(part(jwk.n), true)])),
      };
    case 'EC': {
      const curve = `nistp${String(jwk.crv).slice(2)}`;
      const point = Buffer.concat([Buffer.from([4]), part(jwk.x), part(jwk.y)]);
      const wire = Buffer.concat([field(Buffer.from(`ecdsa-sha2-${curve}`)), field(Buffer.from(curve)), field(point)]);
      return { algorithm: `EC ${jwk.crv}`, fingerprint: /^P-\d+$/.test(String(jwk.crv)) ? sshFingerprint(wire) : null };
    }
    case 'OKP':
      if (jwk.crv !== 'Ed25519') return { algorithm: String(jwk.crv), fingerprint: null };
      return { algorithm: 'Ed25519', fingerprint: sshFingerprint(Buffer.concat([field(Buffer.from('ssh-ed25519')), field(part(jwk.x))])) };
    default:
      return unknown;
  }
}

/** OpenSSH style, over the public key in wire form. */
export function sshFingerprint(wire: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`;
}

/** The recipient of an X25519 identity of age. */
export function ageRecipient(scalar: Uint8Array): string | null {
  if (scalar.length !== 32) return null;
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), scalar]);
  const { x } = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
  return x === undefined ? null : encodeBech32('age', Buffer.from(x, 'base64url'));
}

import { type Identity, sshFingerprint } from './fingerprint.ts';
import { Wire } from './wire.ts';

const magic = 'openssh-key-v1\0';

/** What the unencrypted head of an OpenSSH key says: its cipher, and its public half even where the rest is locked. */
export function readOpenSsh(bytes: Uint8Array): (Identity & { readonly locked: boolean }) | null {
  if (Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') !== magic) return null;
  const wire = new Wire(bytes.subarray(magic.length));
  const cipher = wire.field();
  wire.field();
  wire.field();
  wire.uint32();
  const publicKey = wire.field();
  if (cipher === null || publicKey === null) return null;
  const algorithm = new Wire(publicKey).field()?.toString('latin1') ?? '';
  return {
    algorithm: /^[\w@.-]{1,60}$/.test(algorithm) ? algorithm : '',
    fingerprint: sshFingerprint(publicKey),
    locked: cipher.toString('latin1') !== 'none',
  };
}

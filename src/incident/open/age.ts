import {
  constants,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import type { Identity } from 'age-encryption';
import { montgomery, type SshPrivateKey, type SshPublicKey, x25519FromSeed, x25519Point, x25519PrivateKey } from '../keys/ssh.ts';

/** Opens age files with one identity. The identity stays inside; what comes out is secret too. */
export interface AgeOpener {
  /** null: no stanza is for this identity, or the file is damaged. */
  open(file: Uint8Array): Promise<Uint8Array | null>;
}

/** The opener of `AGE-SECRET-KEY-1...` or `AGE-SECRET-KEY-PQ-1...`, and its recipient. Throws on text that is no identity. */
export async function ageOpener(identity: string): Promise<{ readonly opener: AgeOpener; readonly recipient: string }> {
  const { identityToRecipient } = await import('age-encryption');
  const recipient = await identityToRecipient(identity);
  const stanzas = recipient.startsWith('age1pq1') ? ['mlkem768x25519'] : ['X25519'];
  return { opener: await openerOf(identity, stanzas), recipient };
}

/** The opener of an SSH key: its own stanzas and, of an Ed25519 key, those for the recipient ssh-to-age derives from it. */
export async function sshOpeners(key: SshPrivateKey): Promise<readonly AgeOpener[]> {
  if (key.kind === 'locked') return [];
  if (key.kind === 'rsa') return [await openerOf(rsaIdentity(key.key, key.public), ['ssh-rsa'])];
  const scalar = x25519PrivateKey(x25519FromSeed(key.seed));
  return [await openerOf(ed25519Identity(scalar, key.public), ['ssh-ed25519']), await openerOf(x25519Identity(scalar), ['X25519'])];
}

/** A file locked with a passphrase (scrypt). null: wrong passphrase, or the file is damaged. */
export async function openWithPassphrase(file: Uint8Array, passphrase: string): Promise<Uint8Array | null> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(file).catch(() => null);
}

/** One stanza as the header names it: the body is left out, since only the key can judge it. */
interface Stanza {
  readonly type: string;
  readonly args: readonly string[];
}

/** The stanzas of the header, at most a thousand; [] where there is no header. */
export function stanzas(file: Uint8Array): Stanza[] {
  const header = Buffer.from(file.subarray(0, 1 << 18)).toString('latin1');
  if (!header.startsWith('age-encryption.org/v1\n')) return [];
  const found: Stanza[] = [];
  for (const line of header.slice(0, Math.max(0, header.indexOf('\n--- '))).split('\n')) {
    if (!line.startsWith('-> ')) continue;
    const [type = '', ...args] = line.slice(3).split(' ');
    found.push({ type, args });
    if (found.length === 1000) break;
  }
  return found;
}

/** The tag by which a stanza names an SSH key: the first four bytes of the digest of its wire form, in unpadded base64. */
export function sshTag(key: SshPublicKey): string {
  return unpadded(createHash('sha256').update(key.wire).digest().subarray(0, 4));
}

async function openerOf(identity: string | Identity, types: readonly string[]): Promise<AgeOpener> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return {
    open: async (file) => (stanzas(file).some(({ type }) => types.includes(type)) ? decrypter.decrypt(file).catch(() => null) : null),
  };
}

function x25519Identity(scalar: KeyObject): Identity {
  const label = 'age-encryption.org/v1/X25519';
  const point = x25519Point(scalar);
  return identity('X25519', 1, ([share = ''], body) => unwrap(body, shared(scalar, decode(share)), [decode(share), point], label));
}

/** Scalar multiplication with the Montgomery form, and once more with a tweak that binds the SSH key (age: agessh). */
function ed25519Identity(scalar: KeyObject, key: SshPublicKey): Identity {
  const label = 'age-encryption.org/v1/ssh-ed25519';
  const point = montgomery(key.point ?? Buffer.alloc(32));
  const tweak = x25519PrivateKey(Buffer.from(hkdfSync('sha256', '', key.wire, label, 32)));
  const tag = sshTag(key);
  return identity('ssh-ed25519', 2, ([mark, share = ''], body) => {
    if (mark !== tag) return null;
    return unwrap(body, shared(tweak, shared(scalar, decode(share))), [decode(share), point], label);
  });
}

function rsaIdentity(key: KeyObject, publicKey: SshPublicKey): Identity {
  const tag = sshTag(publicKey);
  const oaepLabel = Buffer.from('age-encryption.org/v1/ssh-rsa');
  return identity('ssh-rsa', 1, ([mark], body) => {
    if (mark !== tag) return null;
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel }, body);
  });
}

/** Tries every stanza of the type; one that is malformed or of another key does not stop the rest. */
function identity(type: string, count: number, open: (args: readonly string[], body: Uint8Array) => Buffer | null): Identity {
  return {
    unwrapFileKey: (all) => {
      for (const { args, body } of all) {
        if (args[0] !== type || args.length !== count + 1) continue;
        try {
          const key = open(args.slice(1), body);
          if (key?.length === 16) return key;
        } catch {
          // A stanza that does not open is not ours: age does the same.
        }
      }
      return null;
    },
  };
}

function shared(privateKey: KeyObject, point: Buffer): Buffer {
  const prefix = Buffer.from('302a300506032b656e032100', 'hex');
  return diffieHellman({ privateKey, publicKey: createPublicKey({ key: Buffer.concat([prefix, point]), format: 'der', type: 'spki' }) });
}

function unwrap(body: Uint8Array, secret: Buffer, salt: readonly Buffer[], label: string): Buffer | null {
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.concat(salt), label, 32));
  const decipher = createDecipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 });
  decipher.setAuthTag(body.subarray(-16));
  return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
}

function decode(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new RangeError('a share has 32 bytes');
  return bytes;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

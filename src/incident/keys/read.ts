import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Failure } from '../../model/failure.ts';
import { decode } from '../../text/decode.ts';
import { ageOpener, openWithPassphrase, sshOpeners, sshTag } from '../open/age.ts';
import { pgpKeys } from '../open/pgp.ts';
import { type Armour, armours } from './armour.ts';
import { type SealingCertificate, sealingCertificate } from './certificate.ts';
import { publicIdentity } from './identity.ts';
import { type LeakedKey, leakedKey } from './leaked.ts';
import { describeRsa, publicKeys, sealing } from './public.ts';
import { rsaNumbers } from './rsa.ts';
import { ageRecipientOf, type SshPrivateKey, sshFromKeyObject, sshPrivateKey } from './ssh.ts';

/** What leaks as keys do and opens no ciphertext by itself; null: nothing known. */
function otherCredential(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('latin1');
  if (/^\s*"?kind"?:\s*"?Config\b/m.test(text) && /^\s*"?users"?:/m.test(text))
    return 'is a kubeconfig, which opens a cluster and no ciphertext: take its account away, and sweep with the keys that it could read there';
  if (/^\s*(?:hv[bsr]|[sb])\.[\w-]{14,}\s*$/.test(text))
    return 'is a token of Vault, which opens no ciphertext by itself: revoke it, and sweep with the transit keys (their addresses) that it could use';
  return null;
}

interface KeyFile {
  /** As the user wrote it; `-` for standard input. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/** Asks for the passphrase of a locked key, once for each file; null: none was given. */
type Passphrase = (source: string) => Promise<string | null>;

export const acceptedForms =
  'a PEM or DER private key or certificate, a kubernetes.io/tls Secret or a List of them, an age identity, an SSH or PGP key, or a public identity' +
  ' (age1..., ssh-..., a PGP fingerprint, a KMS key)';

/**
 * Every key a file holds. Where it holds private keys, public identities beside them (comments, known recipients) are left alone. A locked
 * key counts with its public half unless the passphrase opens it. Throws a Failure when nothing in it is a key.
 */
export async function readKeys(file: KeyFile, passphrase: Passphrase): Promise<LeakedKey[]> {
  if (file.bytes.length > 16 << 20) throw unreadable(file.source, 'is larger than 16 MiB');
  let asked: Promise<string | null> | null = null;
  const ask = (): Promise<string | null> => (asked ??= passphrase(file.source));
  const found = await readBytes(Buffer.from(file.bytes), { source: file.source, ask, problems: [] });
  if (found.keys.length > 0) return unique(found.keys);
  const reason =
    found.problems[0] ??
    (found.plugin
      ? 'holds a handle of an age plugin, whose secret stays in the device: give its recipient (age1...)'
      : otherCredential(file.bytes)) ??
    'holds no key';
  throw unreadable(file.source, reason);
}

interface Reading {
  readonly source: string;
  readonly ask: () => Promise<string | null>;
  readonly problems: string[];
}

interface Found {
  readonly keys: readonly LeakedKey[];
  readonly problems: readonly string[];
  readonly plugin: boolean;
}

async function readBytes(bytes: Buffer, reading: Reading): Promise<Found> {
  const decoded = decode(bytes);
  const text = decoded.kind === 'text' ? decoded.source.text : '';
  if (bytes.subarray(0, 19).toString('latin1') === 'age-encryption.org/') return lockedIdentities(bytes, reading);
  const blocks = text === '' ? binary(bytes) : armours(text);
  const certificates = blocks.flatMap((block) =>
    block.kind === 'pem' && block.label === 'CERTIFICATE' ? (sealingCertificate(block.der) ?? []) : [],
  );
  const keys: LeakedKey[] = [];
  for (const block of blocks) keys.push(...(await readBlock(block, certificates, reading)));
  if (!keys.some(({ key }) => key.private)) {
    keys.push(...publicKeys(blocks, certificates, text, reading.source));
    for (const block of blocks)
      if (block.kind === 'pgp' && !block.private) keys.push(...(await pgp(block.packets, reading).catch(() => [])));
  }
  return { keys, problems: reading.problems, plugin: /AGE-PLUGIN-[A-Z0-9-]+-1/.test(text) };
}

async function lockedIdentities(file: Buffer, reading: Reading): Promise<Found> {
  const passphrase = await reading.ask();
  const opened = passphrase === null ? null : await openWithPassphrase(file, passphrase);
  const problem = 'is locked with a passphrase, which was not given or does not fit, and its public half is not in it';
  if (opened === null) return { keys: [], problems: [problem], plugin: false };
  return readBytes(Buffer.from(opened), { ...reading, problems: [] });
}

/** Bytes that are no text: DER or OpenPGP packets. */
function binary(bytes: Buffer): Armour[] {
  const pem = (label: string): Armour => ({ kind: 'pem', label, encrypted: false, der: bytes, pem: '' });
  const first = bytes[0] ?? 0;
  if (first !== 0x30) return (first & 0x80) === 0 ? [] : [{ kind: 'pgp', private: true, packets: bytes }];
  if (sealingCertificate(bytes) !== null) return [pem('CERTIFICATE')];
  return [pem(fromDer(bytes, null) === null ? 'PUBLIC KEY' : 'PRIVATE KEY')];
}

async function readBlock(block: Armour, certificates: readonly SealingCertificate[], reading: Reading): Promise<LeakedKey[]> {
  try {
    switch (block.kind) {
      case 'age':
        return [await ageKey(block.identity, reading.source)];
      case 'pgp':
        return block.private ? await pgp(block.packets, reading) : [];
      case 'pem':
        return await pem(block, certificates, reading);
      case 'age-file': {
        const { keys, problems } = await lockedIdentities(block.file, reading);
        reading.problems.push(...problems);
        return [...keys];
      }
      case 'cut':
        reading.problems.push('holds a key whose end is missing');
        return [];
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (isMissingModule(error))
      throw new Failure(
        'usage',
        'not-installed',
        'age-encryption and openpgp are not installed beside sealgate; an installation with its dependencies is accepted',
      );
    // The reason could quote the key: only that it failed is told.
    reading.problems.push('holds something shaped like a key that cannot be read as one');
    return [];
  }
}

const isMissingModule = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));

async function ageKey(identity: string, source: string): Promise<LeakedKey> {
  const { opener, recipient } = await ageOpener(identity);
  const described = publicIdentity(recipient, source);
  if (described === null) throw new TypeError('not a recipient');
  return leakedKey({ ...described.key, private: true }, { age: [opener] });
}

async function pgp(packets: Buffer, reading: Reading): Promise<LeakedKey[]> {
  const first = await pgpKeys(packets, null);
  const passphrase = first.some(({ locked }) => locked) ? await reading.ask() : null;
  const keys = passphrase === null ? first : await pgpKeys(packets, passphrase);
  return keys.map(({ fingerprint: name, subkeys, algorithm, opener, locked }) => {
    const all = [name, ...subkeys];
    const note = locked ? lockedNote : null;
    const described = { kind: 'pgp', fingerprint: name, source: reading.source, algorithm, recipients: all, note } as const;
    return leakedKey(described, { pgp: opener, pgpFingerprints: all });
  });
}

const lockedNote = 'locked with a passphrase that was not given or does not fit: its public half is used';

async function pem(
  block: Armour & { readonly kind: 'pem' },
  certificates: readonly SealingCertificate[],
  reading: Reading,
): Promise<LeakedKey[]> {
  if (!block.label.endsWith('PRIVATE KEY')) return [];
  if (block.label === 'OPENSSH PRIVATE KEY') {
    const first = sshPrivateKey(block.der, null);
    const key = first?.kind === 'locked' ? sshPrivateKey(block.der, await reading.ask()) : first;
    if (key !== null) return [await sshKey(key, reading.source)];
    reading.problems.push('holds an SSH key of a type that age does not know, as Ed25519 and RSA would be');
    return [];
  }
  const key = await privateKey(block, reading);
  if (key === null) return lockedByCertificate(certificates, reading);
  const ssh = sshFromKeyObject(key);
  if (ssh === null) {
    reading.problems.push(
      `holds a private key (${key.asymmetricKeyType ?? 'of no known type'}) that neither Sealed Secrets nor SOPS can use, as RSA and Ed25519 would be`,
    );
    return [];
  }
  return [ssh.kind === 'rsa' ? await sealingKey(ssh, key, certificates, reading.source) : await sshKey(ssh, reading.source)];
}

async function privateKey(block: Armour & { readonly kind: 'pem' }, reading: Reading): Promise<KeyObject | null> {
  const passphrase = block.encrypted ? await reading.ask() : null;
  if (block.encrypted && passphrase === null) return null;
  if (block.pem === '') return fromDer(block.der, passphrase);
  try {
    return createPrivateKey({ key: block.pem, format: 'pem', ...(passphrase === null ? {} : { passphrase }) });
  } catch (error) {
    if (block.encrypted) return null;
    throw error;
  }
}

function fromDer(bytes: Buffer, passphrase: string | null): KeyObject | null {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: bytes, format: 'der', type, ...(passphrase === null ? {} : { passphrase }) });
    } catch {
      // Not of this form: the next one is tried.
    }
  }
  return null;
}

function lockedByCertificate(certificates: readonly SealingCertificate[], reading: Reading): LeakedKey[] {
  reading.problems.push('is locked with a passphrase, which was not given or does not fit, and no certificate stands beside it');
  return certificates.map((certificate) => sealing(certificate, reading.source, lockedNote));
}

async function sealingKey(
  ssh: SshPrivateKey,
  key: KeyObject,
  certificates: readonly SealingCertificate[],
  source: string,
): Promise<LeakedKey> {
  const rsa = rsaNumbers(key);
  if (rsa === null) throw new TypeError('not an RSA key');
  const certificate = certificates.find((other) => other.rsa.fingerprint === rsa.fingerprint);
  const described = { ...describeRsa(rsa.fingerprint, rsa.bits, source, certificate), recipients: [ssh.public.recipient] };
  return leakedKey(described, { rsa, rsaPrivate: key, age: await sshOpeners(ssh), sshTag: sshTag(ssh.public) });
}

async function sshKey(key: SshPrivateKey, source: string): Promise<LeakedKey> {
  const { recipient, fingerprint: name } = key.public;
  const openers = await sshOpeners(key);
  const rsaPrivate = key.kind === 'rsa' ? key.key : null;
  const rsa = rsaPrivate === null ? null : rsaNumbers(rsaPrivate);
  const recipients = publicIdentity(recipient, source)?.key.recipients ?? [recipient];
  const algorithm = rsa === null ? (key.public.type === 'ssh-rsa' ? 'RSA' : 'Ed25519') : `RSA ${rsa.bits}`;
  const note = key.kind === 'locked' ? lockedNote : null;
  const derived = key.kind === 'ed25519' ? [recipient, ageRecipientOf(key.seed)] : recipients;
  const described = { kind: 'ssh', fingerprint: name, source, algorithm, recipients: derived, note } as const;
  return leakedKey(described, { rsa, rsaPrivate, age: openers, sshTag: sshTag(key.public) });
}

function unique(keys: readonly LeakedKey[]): LeakedKey[] {
  const best = new Map<string, LeakedKey>();
  for (const key of keys) if (best.get(key.key.id)?.key.private !== true) best.set(key.key.id, key);
  return [...best.values()];
}

function unreadable(source: string, reason: string): Failure {
  return new Failure('usage', 'key-unreadable', `--key ${source} ${reason}; accepted are ${acceptedForms}`);
}

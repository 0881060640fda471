import { createPublicKey } from 'node:crypto';
import { decodeBech32, encodeBech32 } from '../../systems/key-material/bech32.ts';
import { sshTag } from '../open/age.ts';
import { type LeakedKey, leakedKey } from './leaked.ts';
import { fingerprint, rsaNumbers } from './rsa.ts';
import { montgomery, sshPublicKey } from './ssh.ts';
import { WireReader } from './wire.ts';

/** A public identity as people write it, recognised by its form alone; null: it is none. */
export function publicIdentity(text: string, source: string): LeakedKey | null {
  const trimmed = text.trim();
  if (trimmed.length > 8192 || /[\r\n]/.test(trimmed)) return null;
  for (const read of [age, ssh, keyService, pgp]) {
    const found = read(trimmed, source);
    if (found !== null) return found;
  }
  return null;
}

function age(text: string, source: string): LeakedKey | null {
  if (!/^age1[02-9ac-hj-np-z1-]{20,4000}$/.test(text) || decodeBech32(text) === null) return null;
  const plugin = /^age1(?!pq1)([a-z0-9-]+)1./.exec(text)?.[1];
  const algorithm = text.startsWith('age1pq1') ? 'ML-KEM-768 + X25519' : plugin === undefined ? 'X25519' : `plugin ${plugin}`;
  // Post-quantum recipients have 1,959 characters: too long for a name.
  const name = text.length > 128 ? fingerprint(Buffer.from(text)) : text;
  return leakedKey({ kind: 'age', fingerprint: name, source, algorithm, recipients: [text] });
}

function ssh(text: string, source: string): LeakedKey | null {
  const base64 = /^ssh-(?:ed25519|rsa) +([A-Za-z0-9+/]{40,4000}={0,2})(?: .*)?$/.exec(text)?.[1];
  if (base64 === undefined) return null;
  try {
    const key = sshPublicKey(Buffer.from(base64, 'base64'));
    if (key === null) return null;
    const recipients = key.point === null ? [key.recipient] : [key.recipient, encodeBech32('age', montgomery(key.point))];
    const rsa = key.type === 'ssh-rsa' ? sshRsaNumbers(key.wire) : null;
    const algorithm = rsa === null ? 'Ed25519' : `RSA ${rsa.bits}`;
    return leakedKey({ kind: 'ssh', fingerprint: key.fingerprint, source, algorithm, recipients }, { sshTag: sshTag(key) });
  } catch {
    return null;
  }
}

function sshRsaNumbers(encoded: Buffer): ReturnType<typeof rsaNumbers> {
  const reader = new WireReader(encoded);
  reader.text();
  const [e, n] = [reader.number(), reader.number()];
  return rsaNumbers(createPublicKey({ key: { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') }, format: 'jwk' }));
}

function pgp(text: string, source: string): LeakedKey | null {
  const hex = text.replace(/^0x/i, '').replaceAll(' ', '').replace(/!$/, '');
  if (!/^(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/.test(hex)) return null;
  const name = hex.toUpperCase();
  return leakedKey({ kind: 'pgp', fingerprint: name, source, recipients: [name] }, { pgpFingerprints: [name] });
}

type ServiceKind = 'aws-kms' | 'gcp-kms' | 'azure-kv' | 'vault-transit' | 'huawei-kms';

const services: readonly (readonly [ServiceKind, RegExp])[] = [
  ['aws-kms', /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(?:key\/[\w-]+|alias\/[\w/.-]+)$/],
  ['aws-kms', /^arn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:role|assumed-role)\/[\w+=,.@/-]+$/],
  ['gcp-kms', /^projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[^/\s]+(?:\/cryptoKeys\/[^/\s]+(?:\/cryptoKeyVersions\/\d+)?)?$/],
  [
    'azure-kv',
    /^https:\/\/[\w-]+\.(?:vault|managedhsm)\.(?:azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)\/keys\/[\w-]+(?:\/[0-9a-f]{32})?\/?$/i,
  ],
  ['vault-transit', /^https?:\/\/[^/\s]+\/v1\/[^\s]+\/keys\/[^/\s]+$/],
  ['huawei-kms', /^[a-z]{2,}-[a-z]+-\d+[a-z]?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/],
];

function keyService(text: string, source: string): LeakedKey | null {
  const kind = services.find(([, form]) => form.test(text))?.[0];
  return kind === undefined ? null : leakedKey({ kind, fingerprint: text, source, recipients: [text] });
}

import { base64Values } from '../../text/base64-runs.ts';
import { ageIdentities, passphraseWork } from './age.ts';
import { type Identity, identify } from './fingerprint.ts';
import { readPgp } from './openpgp.ts';
import { readOpenSsh } from './openssh.ts';
import { type PemBlock, pemBlocks } from './pem.ts';
import { puttyKeys } from './putty.ts';

/** What a key is for, as far as its form tells. `passphrase-file`: a file of age behind a passphrase; what is in it nobody can see. */
type KeyKind = 'private' | 'ssh' | 'pgp' | 'age' | 'passphrase-file';

export interface KeyMaterial {
  readonly kind: KeyKind;
  /** Behind a passphrase: as strong as that. */
  readonly locked: boolean;
  /** Its end is missing. */
  readonly cut: boolean;
  /** `an RSA private key (PKCS #1)`; for messages. */
  readonly what: string;
  readonly algorithm: string;
  /** Of the public half: `SHA256:` of RSA, EC and SSH keys, hex of OpenPGP, the recipient of age; null where it cannot be read. */
  readonly fingerprint: string | null;
  /** The key in one spelling, so that copies of it compare equal. Secret. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const deepest = 2;
/** Reading a key costs a millisecond; a file with more of them needs no fingerprint of each. */
const mostRead = 100;

/**
 * Every private key of a text in any armour, at any indentation, and within base64 up to twice. Placeholders, public keys,
 * certificates and handles of hardware keys are none. Offsets are those of the outermost text. Never throws; linear.
 */
export function findKeyMaterial(text: string): KeyMaterial[] {
  return search(text, 0).sort((left, right) => left.start - right.start);
}

/** Base64 of a word, wherever it stands in what was encoded: the characters that do not depend on its neighbours. */
function encodings(word: string): string[] {
  return [0, 1, 2].map((shift) => {
    const base64 = Buffer.from('\0'.repeat(shift) + word).toString('base64');
    return base64.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3));
  });
}

/** Without one of these no key is in a text: markers in clear, in base64, and the beginnings of armour and identities in base64 (twice). */
const signs = new RegExp(
  [
    'PRIVATE KEY|AGE-SECRET-KEY-|AGE ENCRYPTED FILE|PuTTY-User-Key|private-key',
    ...['PRIVATE KEY', 'AGE-SECRET-KEY-', 'PuTTY-User-Key'].flatMap(encodings).map((text) => text.replaceAll('+', '\\+')),
    'LS0tLS1CRUdJTi|IyBjcmVhdGVkOi|TFMwdExTMUNSVWRKVGl|QUdFLVNFQ1JFVC1LRVkt',
  ].join('|'),
);

function search(text: string, depth: number): KeyMaterial[] {
  if (!signs.test(text)) return [];
  const found: KeyMaterial[] = [];
  for (const block of pemBlocks(text)) {
    const key = ofBlock(block, found.length < mostRead);
    if (key !== null) found.push({ ...key, start: block.start, end: block.end });
  }
  for (const { start, end, text: own, recipient, postQuantum } of ageIdentities(text)) {
    const what = postQuantum ? 'a post-quantum age identity' : 'an age identity';
    const algorithm = postQuantum ? 'ML-KEM-768, X25519' : 'X25519';
    found.push({ kind: 'age', locked: false, cut: false, what, algorithm, fingerprint: recipient, text: own, start, end });
  }
  for (const { start, end, text: own, locked, algorithm, fingerprint } of puttyKeys(text)) {
    found.push({
      kind: 'ssh',
      locked,
      cut: false,
      what: `a PuTTY private key${ofPassphrase(locked)}`,
      algorithm,
      fingerprint,
      text: own,
      start,
      end,
    });
  }
  found.push(...gnupgKeys(text));
  return depth < deepest ? [...found, ...wrapped(text, depth)] : found;
}

/** Base64 that decodes to something with armour in it: `data` of a Secret, a variable of a pipeline; also wrapped, as `base64` prints it. */
function wrapped(text: string, depth: number): KeyMaterial[] {
  const found: KeyMaterial[] = [];
  for (const { start, end } of base64Values(text, 60)) {
    const base64 = text.slice(start, end);
    if (base64.length < 64 || !startsLikeArmour(base64)) continue;
    const inner = search(Buffer.from(base64, 'base64').toString('latin1'), depth + 1);
    for (const key of inner) found.push({ ...key, start, end });
  }
  return found;
}

/** Armour, a comment before an identity, or base64 again; a certificate before its key is armour too. */
function startsLikeArmour(base64: string): boolean {
  const head = Buffer.from(base64.slice(0, 32), 'base64').toString('latin1');
  return /^\s*(?:-----BEGIN |AGE-SECRET|# created:|#|PuTTY-User|LS0tLS1CRUdJ|QUdFLVNF|IyBjcmVh)/.test(head);
}

function ofBlock(block: PemBlock, read: boolean): Omit<KeyMaterial, 'start' | 'end'> | null {
  const bytes = Buffer.from(block.base64, 'base64');
  const text = `-----BEGIN ${block.label}-----\n${block.headers === '' ? '' : `${block.headers}\n\n`}${(block.base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${block.label}-----\n`;
  const none: Identity = { algorithm: '', fingerprint: null };
  const key = (kind: KeyKind, what: string, locked: boolean, identity: Identity) => ({
    kind,
    locked,
    cut: !block.whole,
    what,
    text,
    ...identity,
  });
  if (block.label === 'AGE ENCRYPTED FILE') {
    return passphraseWork(bytes) === null ? null : key('passphrase-file', 'a file of age behind a passphrase', true, none);
  }
  if (block.label.startsWith('PGP ')) {
    const pgp = readPgp(bytes);
    if (pgp === null) return block.whole ? null : key('pgp', 'the beginning of a PGP private key', false, none);
    return key('pgp', `a PGP private key${ofPassphrase(pgp.locked)}`, pgp.locked, { algorithm: 'OpenPGP', fingerprint: pgp.fingerprint });
  }
  if (block.label === 'TSS2 PRIVATE KEY') return null;
  const what = names[block.label] ?? `a private key (${block.label})`;
  if (!block.whole) return key(block.label.startsWith('OPENSSH') ? 'ssh' : 'private', `the beginning of ${what}`, false, none);
  if (block.label === 'OPENSSH PRIVATE KEY') {
    const ssh = readOpenSsh(bytes);
    return key('ssh', `an SSH private key${ofPassphrase(ssh?.locked === true)}`, ssh?.locked === true, ssh ?? none);
  }
  const locked = /ENCRYPTED/.test(block.label) || /ENCRYPTED/.test(block.headers);
  const identity = locked || !read ? none : identify({ key: text, format: 'pem' });
  const words =
    identity.algorithm === ''
      ? what
      : what.replace('a private key', `${/^[ER]/.test(identity.algorithm) ? 'an' : 'a'} ${identity.algorithm} private key`);
  return key('private', `${words}${ofPassphrase(locked)}`, locked, { ...identity });
}

const names: Readonly<Record<string, string>> = {
  'RSA PRIVATE KEY': 'an RSA private key (PKCS #1)',
  'PRIVATE KEY': 'a private key (PKCS #8)',
  'ENCRYPTED PRIVATE KEY': 'a private key (PKCS #8)',
  'EC PRIVATE KEY': 'an EC private key (SEC 1)',
  'DSA PRIVATE KEY': 'a DSA private key',
  'OPENSSH PRIVATE KEY': 'an SSH private key',
};

const ofPassphrase = (locked: boolean): string => (locked ? ', behind a passphrase' : '');

/** Files of `private-keys-v1.d`: canonical S-expressions, or the extended format with a `Key:` line. A card's stub (`shadowed`) is none. */
function gnupgKeys(text: string): KeyMaterial[] {
  const match = /^(?:Key: \(|\((?:11|21):)(protected-)?private-key\b/m.exec(text);
  if (match === null) return [];
  const locked = match[1] !== undefined;
  const what = `a private key of GnuPG${ofPassphrase(locked)}`;
  const end = Math.min(text.length, match.index + (1 << 16));
  return [
    {
      kind: 'pgp',
      locked,
      cut: false,
      what,
      algorithm: 'OpenPGP',
      fingerprint: null,
      text: text.slice(match.index, end),
      start: match.index,
      end,
    },
  ];
}

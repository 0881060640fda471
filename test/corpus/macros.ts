/**
 * What stands between two section signs in a case: ciphertexts, keys and tokens that would be long to write out, or that another
 * scanner would take for live ones in this file. Made from the text around them, so the same case always gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

type Macro = (argument: string, seed: string) => string;

/** Replaces every `§name§` and `§name:argument§`. `seed` tells cases apart. */
export function expand(text: string, seed: string): string {
  let count = 0;
  return text.replace(/(^[ \t]*)?§([a-z0-9-]+)(?::([^§]*))?§/gm, (_all, indent: string | undefined, name: string, argument = '') => {
    count += 1;
    const macro = macros[name];
    if (macro === undefined) throw new Error(`no macro '${name}' in ${seed}`);
    const made = macro(argument, `${seed}#${count}`);
    // Alone on its line, a block of lines keeps the indentation.
    return indent === undefined ? made : `${indent}${made.replaceAll('\n', `\n${indent}`)}`;
  });
}

/** Bytes that look random and are always the same. */
function bytes(count: number, seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at * 32 < count; at += 1) blocks.push(createHash('sha256').update(`${seed}/${at}`).digest());
  return Buffer.concat(blocks).subarray(0, count);
}

const from = (alphabet: string, count: number, seed: string): string =>
  [...bytes(count, seed)].map((byte) => alphabet[byte % alphabet.length] ?? '').join('');
const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const base64 = (count: number, seed: string): string => bytes(count, seed).toString('base64');
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const wrap = (text: string): string => (text.match(/.{1,64}/g) ?? []).join('\n');

function pem(label: string, seed: string): string {
  // The start of a real one: readers look at the first bytes.
  const head = label.startsWith('OPENSSH')
    ? Buffer.from('openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0\0\0\0\x01', 'latin1')
    : Buffer.from('308204a30201000282010100', 'hex');
  return `-----BEGIN ${label}-----\n${wrap(Buffer.concat([head, bytes(600, seed)]).toString('base64'))}\n-----END ${label}-----`;
}

const certificate = (seed: string): string =>
  `-----BEGIN CERTIFICATE-----\n${wrap(Buffer.concat([Buffer.from('308203253082020da003020102', 'hex'), bytes(500, seed)]).toString('base64'))}\n-----END CERTIFICATE-----`;

/** A length of two bytes, an RSA block of 4096 bits below its modulus, and the body of AES-GCM. */
const sealed = (seed: string): string =>
  Buffer.concat([Buffer.from([2, 0, 0x31]), bytes(511, seed), bytes(40, `${seed}/body`)]).toString('base64');

const sopsValue = (text: string, type: string, seed: string): string =>
  `ENC[AES256_GCM,data:${base64(Math.max(1, Buffer.byteLength(text)), seed)},iv:${base64(32, `${seed}/iv`)},tag:${base64(16, `${seed}/tag`)},type:${type}]`;

const mac = (seed: string): string => sopsValue('0'.repeat(128), 'str', `${seed}/mac`);
const ageFile = (seed: string): string =>
  `-----BEGIN AGE ENCRYPTED FILE-----\n${wrap(
    Buffer.concat([
      Buffer.from(
        `age-encryption.org/v1\n-> X25519 ${base64(32, seed).replace(/=+$/, '')}\n${base64(32, `${seed}/k`).replace(/=+$/, '')}\n--- ${base64(32, `${seed}/m`).replace(/=+$/, '')}\n`,
      ),
      bytes(64, `${seed}/b`),
    ]).toString('base64'),
  )}\n-----END AGE ENCRYPTED FILE-----`;

/** A recipient with a checksum that is right: the last six characters. */
function toBech32(prefix: string, data: Buffer): string {
  const words: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      words.push((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  if (bits > 0) words.push((held << (5 - bits)) & 31);
  const expanded = [...[...prefix].map((char) => char.charCodeAt(0) >> 5), 0, ...[...prefix].map((char) => char.charCodeAt(0) & 31)];
  const sum = polymod([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [0, 1, 2, 3, 4, 5].map((at) => (sum >> (5 * (5 - at))) & 31);
  return `${prefix}1${[...words, ...check].map((word) => bech32[word] ?? '').join('')}`;
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generator.forEach((one, at) => {
      if ((top >> at) & 1) sum ^= one;
    });
  }
  return sum >>> 0;
}

const recipient = 'a reader of the corpus';
const ageRecipient = (): string => toBech32('age', bytes(32, recipient));

function sopsBlock(selector: string, seed: string, withMac: boolean): string {
  const lines = [
    'sops:',
    '  age:',
    `    - recipient: ${ageRecipient()}`,
    '      enc: |',
    ...ageFile(seed)
      .split('\n')
      .map((line) => `        ${line}`),
    '  lastmodified: "2025-03-01T10:11:12Z"',
    ...(withMac ? [`  mac: ${mac(seed)}`] : []),
    selector === '' ? '  unencrypted_suffix: _unencrypted' : `  ${selector}`,
    '  version: 3.9.0',
  ];
  return lines.join('\n');
}

const sopsJson = (seed: string): string =>
  JSON.stringify({
    age: [{ recipient: ageRecipient(), enc: `${ageFile(seed)}\n` }],
    lastmodified: '2025-03-01T10:11:12Z',
    mac: mac(seed),
    unencrypted_suffix: '_unencrypted',
    version: '3.9.0',
  });

function crc32(text: string): number {
  let sum = ~0;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** 30 characters and their checksum in base 62. */
function withChecksum(prefix: string, seed: string): string {
  const body = from(base62, 30, seed);
  let sum = crc32(body);
  let check = '';
  for (let at = 0; at < 6; at += 1) {
    check = `${base62[sum % 62] ?? ''}${check}`;
    sum = Math.floor(sum / 62);
  }
  return `${prefix}${body}${check}`;
}

const jwt = (seed: string): string =>
  [
    JSON.stringify({ alg: 'RS256', kid: 'k1', typ: 'JWT' }),
    JSON.stringify({ iss: 'https://login.example.org', sub: 'deployer', exp: 1900000000 }),
  ]
    .map((part) => Buffer.from(part).toString('base64url'))
    .concat(bytes(64, seed).toString('base64url'))
    .join('.');

const ansibleVault = (seed: string): string =>
  `$ANSIBLE_VAULT;1.1;AES256\n${(encodeHex(bytes(160, seed)).match(/.{1,80}/g) ?? []).join('\n')}`;
/** The body is hex of three hex strings, each on a line of its own. */
const encodeHex = (data: Buffer): string =>
  Buffer.from(
    `${data.subarray(0, 32).toString('hex')}\n${data.subarray(32, 64).toString('hex')}\n${data.subarray(64).toString('hex')}`,
  ).toString('hex');

function helmRelease(): string {
  const release = {
    name: 'ledger',
    info: { status: 'deployed' },
    chart: { metadata: { name: 'ledger', version: '1.4.2' } },
    config: { auth: { password: 'm4j8pXq7Rw2K' } },
    manifest: '',
    version: 1,
    namespace: 'payments',
  };
  return encode(gzipSync(JSON.stringify(release), { level: 9 }).toString('base64'));
}

const macros: Readonly<Record<string, Macro>> = {
  b64: (text) => encode(text),
  b64random: (count, seed) => base64(Number(count), seed),
  random: (count, seed) => from(letters, Number(count), seed),
  hex: (count, seed) => bytes(Number(count), seed).toString('hex').slice(0, Number(count)),
  b64pem: (label, seed) => encode(`${pem(label, seed)}\n`),
  pem: (label, seed) => pem(label, seed),
  'pem-block': (argument, seed) => pem(argument.replace(/:\d+$/, ''), seed),
  certificate: (_, seed) => JSON.stringify(`${certificate(seed)}\n`),
  'certificate-block': (_, seed) => certificate(seed),
  b64certificate: (_, seed) => encode(`${certificate(seed)}\n`),
  'ssh-public': (_, seed) =>
    `ssh-ed25519 ${Buffer.concat([Buffer.from('0000000b7373682d6564323535313900000020', 'hex'), bytes(32, seed)]).toString('base64')}`,
  enc: (argument, seed) =>
    sopsValue(
      argument.replace(/:(?:int|bool|float)$/, ''),
      /:(int|bool|float)$/.exec(argument)?.[1] ?? 'str',
      argument === '' ? seed : seed.replace(/#.*/, argument),
    ),
  mac: (_, seed) => mac(seed),
  sops: (selector, seed) => sopsBlock(selector, seed, true),
  'sops-without-mac': (_, seed) => sopsBlock('', seed, false),
  'sops-json': (_, seed) => sopsJson(seed),
  'age-recipient': () => ageRecipient(),
  'age-identity': () => toBech32('age-secret-key-', bytes(32, 'an identity of the corpus')).toUpperCase(),
  'age-one-line': (_, seed) => `${ageFile(seed).replaceAll('\n', '\\n')}\\n`,
  sealed: (name) => sealed(`sealed ${name}`),
  'sealed-cut': () => sealed('sealed cut').slice(0, 300),
  jwt: (_, seed) => jwt(seed),
  github: (_, seed) => withChecksum('gh' + 'p_', seed),
  npm: (_, seed) => withChecksum('npm' + '_', seed),
  stripe: (_, seed) => `sk${'_live_'}${from(base62, 24, seed)}`,
  'slack-hook': (_, seed) =>
    `https://hooks.slack${'.com/services/'}T${from('0123456789ABCDEFGHIJ', 8, seed)}/B${from('0123456789ABCDEFGHIJ', 8, `${seed}b`)}/${from(base62, 24, `${seed}c`)}`,
  'vault-token': (_, seed) => `hvs${'.'}${from(base62, 24, seed)}`,
  'vault-root': () => `hvs${'.'}${from(base62, 24, 'root')}`,
  share: (name) => base64(33, `share ${name}`),
  grafana: (_, seed) => {
    const body = from(base62, 32, seed);
    return `gl${'sa_'}${body}_${crc32(`gl${'sa_'}${body}`).toString(16).padStart(8, '0')}`;
  },
  doppler: (_, seed) => `dp${'.st.prd.'}${from(base62, 43, seed)}`,
  'aws-key-id': (_, seed) => `AK${'IA'}${from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, seed)}`,
  bcrypt: (_, seed) => `$2y$10$${from(`./${base62}`, 53, seed)}`,
  'kms-blob': (_, seed) => Buffer.concat([Buffer.from('01020200', 'hex'), bytes(180, seed)]).toString('base64'),
  'pgp-private': (_, seed) =>
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${wrap(Buffer.concat([Buffer.from('9501', 'hex'), bytes(500, seed)]).toString('base64'))}\n=${base64(3, seed)}\n-----END PGP PRIVATE KEY BLOCK-----`,
  'ansible-vault': (_, seed) => ansibleVault(seed),
  'helm-release': () => helmRelease(),
};

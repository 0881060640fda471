import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { binaryKey } from '../../../src/systems/key-material/binary.ts';
import { findKeyMaterial } from '../../../src/systems/key-material/find.ts';
import { readPgp } from '../../../src/systems/key-material/openpgp.ts';
import { readOpenSsh } from '../../../src/systems/key-material/openssh.ts';
import { decode } from '../../../src/text/decode.ts';
import { type Case, suite } from '../../support/suite.ts';

interface Vector {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly expect: {
    readonly at: readonly { readonly line?: number | null; readonly pointer?: string }[];
    readonly may?: readonly { readonly line: number }[];
    readonly holds: readonly {
      readonly form: string;
      readonly secret: string;
      readonly fingerprint?: string;
      readonly recipient?: string;
    }[];
  };
}

const bytesOf = (file: string): Buffer => readFileSync(`test/vectors/${file}`);
const vectors = (JSON.parse(bytesOf('index.json').toString('utf8')) as { readonly vectors: readonly Vector[] }).vectors.filter(
  (vector) => vector.system === 'key-material',
);

const pem = bytesOf('key-material/ec-pkcs8.pem').toString('utf8').trim();
const lines = pem.split('\n');
const age = bytesOf('key-material/keys.txt').toString('utf8').trim();
const head = '-----BEGIN RSA PRIVATE KEY-----';
const tail = '-----END RSA PRIVATE KEY-----';
const first = `MII${randomBytes(48).toString('base64').slice(3)}`;
const putty = (encryption: string) =>
  `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: ${encryption}\nComment: deploy\nPublic-Lines: 2\nAAAAC3NzaC1lZDI1NTE5AAAAIBWKV+RR7moUAFSFD3CHF7k/p6+HpcYhV9/Rip6g\nI0O/\nPrivate-Lines: 1\n${randomBytes(33).toString('base64')}\nPrivate-MAC: 00\n`;

const cases: readonly Case<string, readonly string[]>[] = [
  { name: 'on one line, spaces for line ends', input: `KEY="${lines.join(' ')}"`, expect: ['private'] },
  { name: 'escaped twice', input: JSON.stringify(JSON.stringify({ key: pem })), expect: ['private'] },
  { name: 'joined by code', input: lines.map((line) => `  "${line}\\n" +`).join('\n'), expect: ['private'] },
  { name: 'commented out', input: lines.map((line) => `# ${line}`).join('\n'), expect: ['private'] },
  { name: 'lone CR for line ends', input: lines.join('\r'), expect: ['private'] },
  { name: 'in base64 twice', input: Buffer.from(Buffer.from(pem).toString('base64')).toString('base64'), expect: ['private'] },
  {
    name: 'in base64 as the tool wraps it',
    input: `key: |\n  ${Buffer.from(pem)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n  ')}\n`,
    expect: ['private'],
  },
  { name: 'no body', input: `${head}\n${tail}`, expect: [] },
  { name: 'dots', input: `${head}\n...\n${tail}`, expect: [] },
  { name: 'a line and dots', input: `${head}\n${first}\n...\n${tail}`, expect: [] },
  { name: 'a word', input: `${head}\nREDACTED\n${tail}`, expect: [] },
  { name: 'a template', input: `${head}\n{{ .Values.key }}\n${tail}`, expect: [] },
  { name: 'one letter', input: `${head}\n${'X'.repeat(64)}\n${tail}`, expect: [] },
  { name: 'only the first line of the armour', input: `the file begins with ${head} and`, expect: [] },
  { name: 'without its end, two lines', input: `${head}\n${first}\n${first}\n`, expect: ['private cut'] },
  { name: 'a key of a TPM', input: `-----BEGIN TSS2 PRIVATE KEY-----\n${first}\n${first}\n-----END TSS2 PRIVATE KEY-----`, expect: [] },
  { name: 'an age sample', input: `AGE-SECRET-KEY-1${'X'.repeat(58)}`, expect: [] },
  {
    name: 'the sample of the documentation of age',
    input: 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX',
    expect: [],
  },
  { name: 'an age identity in a variable', input: `SOPS_AGE_KEY=${age} next`, expect: ['age'] },
  { name: 'an age identity in lower case', input: age.toLowerCase(), expect: [] },
  { name: 'PuTTY', input: putty('none'), expect: ['ssh'] },
  { name: 'PuTTY with a passphrase', input: putty('aes256-cbc'), expect: ['ssh locked'] },
  {
    name: 'the key store of GnuPG',
    input: 'Created: 20260101T000000\nKey: (private-key (ecc (curve Ed25519)(flags eddsa)))\n',
    expect: ['pgp'],
  },
  { name: 'its locked form', input: '(21:protected-private-key(3:rsa(1:n3:abc)))', expect: ['pgp locked'] },
  { name: 'a stub of a card', input: '(20:shadowed-private-key(3:rsa(1:n3:abc)))', expect: [] },
];

suite('findKeyMaterial', (test) => {
  for (const vector of vectors) {
    test(vector.id, () => {
      const bytes = bytesOf(vector.file);
      const decoded = decode(bytes);
      const text = decoded.kind === 'text' ? decoded.source : null;
      const binary = text === null ? binaryKey(bytes) : null;
      const found = text === null ? (binary === null ? [] : [binary]) : findKeyMaterial(text.text);
      const secret = vector.expect.holds.filter((one) => one.secret !== 'public' && one.secret !== 'handle');
      assert.is(found.length, secret.length);
      for (const [index, one] of secret.entries()) {
        const key = found[index];
        assert.is(key?.locked, one.secret === 'protected', one.form);
        assert.is(key?.cut, one.secret === 'partial', one.form);
        if (one.fingerprint !== undefined) assert.is(key?.fingerprint, one.fingerprint);
        if (one.recipient?.startsWith('age1') && !one.recipient.startsWith('age1pq'))
          assert.is(key?.fingerprint, one.secret === 'private' ? one.recipient : null);
      }
      const wanted = [...vector.expect.at, ...(vector.expect.may ?? [])].flatMap((place) =>
        typeof place.line === 'number' ? [place.line] : [],
      );
      if (text !== null && wanted.length > 0)
        assert.equal(
          findKeyMaterial(text.text).map((key) => text.position(key.start).line),
          wanted,
        );
    });
  }

  for (const { name, input, expect } of cases) {
    test(name, () =>
      assert.equal(
        findKeyMaterial(input).map((key) => `${key.kind}${key.locked ? ' locked' : ''}${key.cut ? ' cut' : ''}`),
        expect,
      ),
    );
  }

  test('a key is the same key in every wrapping', () => {
    const wrappings = [
      pem,
      lines.join('\r\n'),
      JSON.stringify(pem),
      Buffer.from(pem).toString('base64'),
      lines.map((line) => `      ${line}`).join('\n'),
    ];
    assert.is(new Set(wrappings.map((text) => findKeyMaterial(text)[0]?.text)).size, 1);
  });

  test('SSH keys have the fingerprint that ssh-keygen prints, locked or not', () => {
    // ssh-keygen -lf test/vectors/key-material/id_ed25519.pub
    for (const file of ['id_ed25519', 'id_ed25519_locked']) {
      assert.is(
        findKeyMaterial(bytesOf(`key-material/${file}`).toString('utf8'))[0]?.fingerprint,
        'SHA256:guQ5TXBKwz+JQGAYTH5eW/r7YYBTGekUmXMYAK1H8O0',
      );
    }
  });

  test('PEM of every algorithm, and DER of PKCS #8, PKCS #1 and SEC 1', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const ed = generateKeyPairSync('ed25519').privateKey;
    for (const key of [rsa, ec, ed]) {
      const exported = key.export({ type: 'pkcs8', format: 'pem' }).toString();
      const fingerprint = findKeyMaterial(exported)[0]?.fingerprint;
      assert.match(fingerprint ?? '', /^SHA256:/);
      assert.is(binaryKey(key.export({ type: 'pkcs8', format: 'der' }))?.fingerprint, fingerprint);
    }
    assert.is(binaryKey(rsa.export({ type: 'pkcs1', format: 'der' }))?.locked, false);
    assert.is(binaryKey(ec.export({ type: 'sec1', format: 'der' }))?.locked, false);
    const locked = rsa.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' });
    assert.is(binaryKey(locked)?.locked, true);
    assert.is(binaryKey(locked.subarray(0, 200)), null);
    assert.is(binaryKey(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }).subarray(1)), null);
  });

  test('never throws and never takes long, whatever the text', () => {
    const pieces = fc.constantFrom(
      '-----BEGIN ',
      '-----END ',
      'PRIVATE KEY-----',
      'RSA ',
      'OPENSSH ',
      'PGP ',
      ' BLOCK-----',
      '\n',
      '\\n',
      first,
      'AGE-SECRET-KEY-1',
      'LS0tLS1CRUdJTi',
      '=',
      ' ',
      'PuTTY-User-Key-File-2: x\n',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 30 })), { maxLength: 60 }),
        (parts) => findKeyMaterial(parts.join('')).length >= 0,
      ),
      { numRuns: 500 },
    );
    for (const text of [
      `${head}\n`.repeat(40_000),
      `${head}\n${first}\n`.repeat(2000),
      'LS0tLS1CRUdJTi'.repeat(80_000),
      `${'A'.repeat(64)}\n`.repeat(40_000),
      'PuTTY-User-Key-File-2: x\nEncryption: none\n'.repeat(30_000),
      '-----BEGIN '.repeat(80_000),
    ])
      findKeyMaterial(text);
  });

  test('never throws on packets, DER and wire formats, whole or damaged', () => {
    const genuine = [
      bytesOf('key-material/pgp-q.gpg'),
      bytesOf('key-material/rsa-pkcs8.der'),
      Buffer.from(
        bytesOf('key-material/id_rsa')
          .toString('utf8')
          .replace(/-----[^-]+-----|\s/g, ''),
        'base64',
      ),
    ];
    const damaged = fc
      .tuple(fc.constantFrom(...genuine), fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 8 }), fc.nat(3000))
      .map(([bytes, edits, length]) => {
        const copy = Buffer.from(bytes.subarray(0, Math.max(1, length)));
        for (const [at, value] of edits) if (at < copy.length) copy[at] = value;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        binaryKey(bytes);
        readPgp(bytes);
        readOpenSsh(bytes);
      }),
      { numRuns: 1500 },
    );
  });
});

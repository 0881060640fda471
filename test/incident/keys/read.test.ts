import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import * as assert from 'uvu/assert';
import { readKeys } from '../../../src/incident/keys/read.ts';
import { Failure } from '../../../src/model/failure.ts';
import { suite } from '../../support/suite.ts';

const vectors = new URL('../../vectors/', import.meta.url);
const read = (file: string, passphrase: string | null = null) =>
  readKeys({ source: file, bytes: readFileSync(new URL(file, vectors)) }, async () => passphrase);

interface Held {
  readonly key: string;
  readonly secret: 'private' | 'protected' | 'public' | 'partial' | 'handle';
}
interface Entry {
  readonly id: string;
  readonly file: string;
  readonly class: string;
  readonly expect: { readonly passphrase?: string; readonly holds: readonly Held[] };
}
interface Known {
  readonly id: string;
  readonly kind: string;
  readonly fingerprint?: string;
  readonly recipient?: string;
  readonly subkeys?: readonly string[];
}

const index = JSON.parse(readFileSync(new URL('index.json', vectors), 'utf8')) as { vectors: (Entry & { system: string })[] };
const known = new Map((JSON.parse(readFileSync(new URL('keys.json', vectors), 'utf8')) as Known[]).map((key) => [key.id, key]));

/** How a key of the set is told apart in the reader's answer. */
function names(id: string): readonly string[] {
  const key = known.get(id);
  if (key?.fingerprint !== undefined) return [key.fingerprint];
  return key?.recipient === undefined ? [] : [key.recipient.split(' ').slice(0, 2).join(' ')];
}

suite('incident/keys/read, keys in base64', (test) => {
  for (const file of ['keys/sealing-d.key', 'keys/age-x.txt']) {
    test(`${file} is read at every width of line, however short the last`, async () => {
      const base64 = readFileSync(new URL(file, vectors)).toString('base64');
      for (let width = 32; width < 110; width += 1) {
        const lines = (base64.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((line) => `    ${line}`).join('\n');
        const text = `data:\n  a.key: |\n${lines}\n  other: eHh4\n`;
        const keys = await readKeys({ source: file, bytes: Buffer.from(text) }, async () => null);
        assert.equal([width, keys.map(({ key }) => key.private)], [width, [true]]);
      }
    });
  }
});

suite('incident/keys/read, vectors of key material', (test) => {
  // Keys of TLS servers that are not RSA open nothing here; a sealed key and known_hosts hold none to read.
  const unusable = new Set(['tls-ec']);
  for (const entry of index.vectors) {
    if (entry.system !== 'key-material') continue;
    const wanted = entry.expect.holds.filter((held) => held.secret === 'private' && !unusable.has(held.key));
    if (wanted.length === 0) continue;
    test(`${entry.id}: every private key is read`, async () => {
      const keys = await read(entry.file);
      assert.is(keys.filter(({ key }) => key.private).length, wanted.length);
      for (const held of wanted) {
        const name = names(held.key);
        const mine = keys.find(
          ({ key }) => name.length === 0 || [key.fingerprint, ...key.recipients].some((other) => name.includes(other)),
        );
        assert.ok(mine?.key.private, held.key);
      }
    });
  }
  for (const entry of index.vectors) {
    if (entry.system !== 'key-material') continue;
    const locked = entry.expect.holds.filter((held) => held.secret === 'protected');
    if (locked.length === 0) continue;
    test(`${entry.id}: the passphrase opens it`, async () => {
      const keys = await read(entry.file, 'correct-horse');
      assert.equal(
        keys.map(({ key }) => key.private),
        [true],
      );
      const name = names(locked[0]?.key ?? '');
      if (name.length > 0) assert.ok(keys.some(({ key }) => [key.fingerprint, ...key.recipients].some((other) => name.includes(other))));
    });
    test(`${entry.id}: a wrong passphrase is said, never the key`, async () => {
      try {
        const [first] = await read(entry.file, 'wrong');
        assert.not(first?.key.private);
        assert.match(first?.key.note ?? '', /locked with a passphrase/);
      } catch (error) {
        assert.instance(error, Failure);
        assert.match((error as Failure).message, /locked with a passphrase/);
      }
    });
  }
});

suite('incident/keys/read, keys of the set', (test) => {
  const table = [
    {
      name: 'a backup List holds three sealing keys with their dates',
      file: 'keys/sealing-backup.yaml',
      expect: ['sealing-a', 'sealing-b', 'sealing-c'],
    },
    { name: 'a certificate', file: 'keys/sealing-b.crt', expect: ['sealing-b'] },
    { name: 'a public PGP key', file: 'keys/pgp-q.pub.asc', expect: ['pgp-q'] },
    { name: 'a public SSH key', file: 'keys/ssh-rsa.pub', expect: ['ssh-rsa'] },
    { name: 'recipients one a line', file: 'key-material/recipients.txt', expect: ['age-x', 'age-y'] },
    { name: 'a public key', file: 'key-material/public.pem', expect: ['sealing-a'] },
  ];
  for (const { name, file, expect } of table) {
    test(name, async () => {
      const keys = await read(file);
      assert.equal(
        keys.map(({ key }) => [key.fingerprint, ...key.recipients].find((other) => expect.some((id) => names(id).includes(other)))).length,
        expect.length,
      );
      for (const id of expect)
        assert.ok(
          keys.some(({ key }) => [key.fingerprint, ...key.recipients].some((other) => names(id).includes(other))),
          id,
        );
    });
  }

  test('the certificate beside a key gives its dates, and says whether the controller made it', async () => {
    const [a] = await read('keys/sealing-backup.yaml');
    assert.is(a?.key.notBefore, '2025-01-10T06:00:00.000Z');
    assert.is(a?.key.controllerMade, true);
    const [d] = await read('keys/sealing-d.secret.yaml');
    assert.is(d?.key.controllerMade, false);
  });

  test('an Ed25519 SSH key answers to the recipient that ssh-to-age derives', async () => {
    const [key] = await read('keys/ssh-ed25519');
    assert.ok(key?.key.recipients.includes(known.get('age-from-ssh')?.recipient ?? ''));
    const [half] = await read('keys/ssh-ed25519.pub');
    assert.equal(half?.key.recipients, key?.key.recipients);
  });

  test('a private key never shows in any form of printing', async () => {
    for (const file of ['keys/sealing-a.key', 'keys/age-x.txt', 'keys/age-pq.txt', 'keys/ssh-ed25519', 'keys/pgp-p.asc']) {
      const keys = await read(file);
      const printed = inspect(keys, { depth: 20, showHidden: true }) + JSON.stringify(keys);
      const lines = readFileSync(new URL(file, vectors), 'latin1').split('\n');
      for (const line of lines.filter((text) => text.length > 40 && !text.startsWith('#')))
        assert.not.ok(printed.includes(line.trim()), file);
    }
  });

  const refused = [
    { name: 'text without a key', bytes: 'hello world', expect: /holds no key; accepted are a PEM/ },
    { name: 'an elliptic curve key', bytes: readFileSync(new URL('keys/tls-ec.key', vectors)), expect: /private key \(ec\)/ },
    { name: 'a key cut off', bytes: readFileSync(new URL('key-material/cut.pem', vectors)), expect: /end is missing/ },
    { name: 'a handle of a plugin', bytes: readFileSync(new URL('key-material/yubikey.txt', vectors)), expect: /give its recipient/ },
    { name: 'a placeholder', bytes: readFileSync(new URL('key-material/placeholder-x.pem', vectors)), expect: /holds no key/ },
  ];
  for (const { name, bytes, expect } of refused) {
    test(`${name} is refused in one sentence`, async () => {
      try {
        await readKeys({ source: 'leaked', bytes: Buffer.from(bytes) }, async () => null);
        assert.unreachable();
      } catch (error) {
        assert.instance(error, Failure);
        assert.is((error as Failure).kind, 'usage');
        assert.match((error as Failure).message, expect);
      }
    });
  }
});

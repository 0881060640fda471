import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { repoPath } from '../../../src/model/ids.ts';
import { keyMaterial } from '../../../src/systems/key-material/index.ts';
import type { Candidate, Emit } from '../../../src/systems/system.ts';
import { sourceText } from '../../../src/text/lines.ts';
import { profileOf } from '../../../src/text/profile.ts';
import { type Case, suite } from '../../support/suite.ts';

const vector = (name: string): string => readFileSync(`test/vectors/key-material/${name}`, 'utf8');
const relabelled = vector('secret-sealing-key-data.yaml')
  .replace(/ {2}labels:\n.*\n/, '')
  .replace(/name: \S+/, 'name: backup');

const cases: readonly Case<string, readonly string[]>[] = [
  {
    name: 'by its label, no longer active',
    input: vector('secret-sealing-key-stringdata.yaml'),
    expect: ['private-key', 'sealing-key /stringData/tls.key'],
  },
  { name: 'by its label', input: vector('secret-sealing-key-data.yaml'), expect: ['private-key', 'sealing-key /data/tls.key'] },
  {
    name: 'by the name of old controllers',
    input: vector('secret-sealing-key-legacy-name.yaml'),
    expect: ['private-key', 'sealing-key /data/tls.key'],
  },
  { name: 'by the shape of its certificate', input: relabelled, expect: ['private-key', 'sealing-key /data/tls.key'] },
  {
    name: 'three in a backup',
    input: vector('main.key'),
    expect: [
      'private-key',
      'private-key',
      'private-key',
      'sealing-key /items/0/data/tls.key',
      'sealing-key /items/1/data/tls.key',
      'sealing-key /items/2/data/tls.key',
    ],
  },
  { name: 'a TLS key of something else', input: vector('secret-tls-rsa.yaml'), expect: ['private-key'] },
  { name: 'locked', input: vector('id_ed25519_locked'), expect: ['locked-private-key'] },
  { name: 'cut', input: vector('cut.pem'), expect: ['cut-private-key'] },
];

suite('key-material', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const said = emitted(input).map((one) => `${one.aspect}${one.place.pointer === null ? '' : ` ${one.place.pointer}`}`);
      assert.equal(said.sort(), expect);
    });
  }

  test('says what is public of a key, and nothing else', () => {
    for (const one of emitted(vector('main.key'))) {
      assert.match(String(one.detail?.['fingerprint']), /^SHA256:[A-Za-z0-9+/]{43}$/);
      assert.equal(Object.keys(one.detail ?? {}).sort(), ['algorithm', 'fingerprint', 'what']);
    }
  });

  test('a file behind a passphrase is told as that', () => {
    const said: string[] = [];
    run(vector('age-locked.age'), { observe: (one) => said.push(one.aspect) });
    assert.equal(said, ['passphrase-file']);
  });

  test('a keyring and DER are found in binary files', () => {
    for (const name of ['pgp-q.gpg', 'rsa-pkcs8.der']) {
      const found: Candidate[] = [];
      const bytes = readFileSync(`test/vectors/key-material/${name}`);
      keyMaterial.binary?.(
        bytes,
        { profile: profileOf(repoPath(name)), source: null, bytes },
        emitter({ value: (one) => found.push(one) }),
      );
      assert.is(found.length, 1, name);
    }
  });
});

function emitted(text: string): Candidate[] {
  const found: Candidate[] = [];
  run(text, { value: (one) => found.push(one) });
  return found;
}

function run(text: string, emit: Partial<Emit>): void {
  const source = sourceText(text);
  keyMaterial.text?.(source, { profile: profileOf(repoPath('backup.yaml')), source, bytes: Buffer.from(text) }, emitter(emit));
}

function emitter(emit: Partial<Emit>): Emit {
  return { value: () => {}, passes: () => false, observe: () => {}, link: () => {}, note: () => {}, ...emit };
}

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { type Parsed, parseSealed } from '../../../src/systems/sealed-secrets/ciphertext.ts';
import { type Case, suite } from '../../support/suite.ts';
import { sealedValues } from './vectors.ts';

/** Damages of the vectors that only show with a key, and the words the vectors have for what never was a ciphertext. */
const without: Readonly<Record<string, string>> = { gcm: 'sealed', rsa: 'sealed', plaintext: 'plain', 'plain-base64': 'plain base64' };

const cases: readonly Case<string, string>[] = [
  { name: 'a word', input: 'hunter2', expect: 'plain' },
  { name: 'a word that is base64 by chance', input: 'password', expect: 'plain' },
  { name: 'a password with a sample word in it', input: 'MyExample-TODO!123', expect: 'plain' },
  { name: 'base64 of text', input: Buffer.from('correct horse battery').toString('base64'), expect: 'plain base64' },
  {
    name: 'base64 of a key store',
    input: Buffer.concat([Buffer.from('feedfeed00000002', 'hex'), randomBytes(400)]).toString('base64'),
    expect: 'plain base64',
  },
  { name: 'base64 of 32 random bytes', input: randomBytes(32).fill(0xa7, 0, 2).toString('base64'), expect: 'plain' },
  { name: 'white space', input: ' \n ', expect: 'broken empty' },
  { name: 'the sample of the README', input: 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq.....', expect: 'broken placeholder' },
  { name: 'an ellipsis', input: '…', expect: 'broken placeholder' },
  { name: 'words in angle brackets', input: '<your sealed value here>', expect: 'broken placeholder' },
  { name: 'a reference in angle brackets', input: '<path:secret/data/app#password>', expect: 'plain' },
  { name: 'replace me', input: 'REPLACE_ME', expect: 'broken placeholder' },
  { name: 'a Helm action', input: '{{ .Values.sealed }}', expect: 'template' },
  { name: 'a variable', input: '${SEALED}', expect: 'template' },
  { name: 'first characters only', input: 'AgAA', expect: 'broken truncated-rsa' },
  { name: 'an empty plaintext under 1024 bits', input: sealedBytes(128, 0), expect: 'sealed 0' },
  { name: 'an empty plaintext under 8192 bits', input: sealedBytes(1024, 0), expect: 'sealed 0' },
  { name: 'a modulus of 2056 bits', input: sealedBytes(264, 7), expect: 'sealed 7' },
  { name: 'line ends of either kind', input: sealedBytes(256, 5).replace(/(.{76})/g, '$1\r\n'), expect: 'sealed 5' },
  { name: 'a blank at the end', input: `${sealedBytes(256, 5)} `, expect: 'broken base64' },
  { name: 'no padding', input: sealedBytes(256, 6).replace(/=+$/, ''), expect: 'broken base64' },
  {
    name: 'an integer of one',
    input: Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(255), Buffer.from([1]), randomBytes(40)]).toString('base64'),
    expect: 'broken fabricated',
  },
  {
    name: 'a repeated pattern',
    input: Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256, 'abcdefgh'), randomBytes(40)]).toString('base64'),
    expect: 'broken fabricated',
  },
];

suite('parseSealed', (test) => {
  for (const value of sealedValues()) {
    test(`${value.vector}: ${value.key || 'value'}`, () => {
      const found = parseSealed(String(value.text));
      const expected = value.damage === null ? 'sealed' : (without[value.damage] ?? `broken ${value.damage}`);
      // Cut with an ellipsis is what a sample looks like, and is called so.
      const wanted = value.vector === 'base64-cut-with-ellipsis' && value.damage !== null ? 'broken placeholder' : expected;
      assert.is(words(found).replace(/^sealed .*/, 'sealed'), wanted);
      if (found.kind === 'sealed' && value.plaintextBytes !== null) assert.is(found.plaintextLength, value.plaintextBytes);
    });
  }

  for (const { name, input, expect } of cases) test(name, () => assert.is(words(parseSealed(input)), expect));

  test('keeps what a patient reader can still use', () => {
    const text = sealedBytes(256, 9);
    for (const damaged of [
      ` ${text}`,
      text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      text.replace(/(.{70})/, '$1\t'),
    ]) {
      const found = parseSealed(damaged);
      assert.is(found.kind === 'broken' && found.readable?.plaintextLength, 9);
    }
  });

  test('never throws and never takes long, whatever the text', () => {
    const characters = fc.constantFrom(...'AgQYIBD+/=-_. \n\t{}<>x9');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 2000 }), fc.string({ unit: characters, maxLength: 3000 })),
        (text) => parseSealed(text) !== null,
      ),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1200 }), (bytes) => parseSealed(Buffer.from(bytes).toString('base64')) !== null));
    parseSealed('AgA'.repeat(500_000));
    parseSealed(`AgA${' '.repeat(500_000)}.`);
  });

  test('any cut of a ciphertext is noticed until only the tag could tell', () => {
    const bytes = Buffer.from(sealedBytes(256, 20), 'base64');
    for (let length = 1; length < bytes.length; length += 1) {
      const expected = length < 258 ? 'broken truncated-rsa' : length < 274 ? 'broken truncated-tag' : `sealed ${length - 274}`;
      assert.is(words(parseSealed(bytes.subarray(0, length).toString('base64'))), expected, `${length} bytes`);
    }
  });
});

/** The layout of a value, with random bytes for everything encrypted. */
function sealedBytes(modulus: number, plaintext: number): string {
  const block = randomBytes(modulus).fill(0x5a, 0, 1);
  return Buffer.concat([Buffer.from([modulus >> 8, modulus & 255]), block, randomBytes(plaintext + 16)]).toString('base64');
}

function words(found: Parsed): string {
  switch (found.kind) {
    case 'sealed':
      return `sealed ${found.plaintextLength}`;
    case 'broken':
      return `broken ${found.damage}`;
    case 'plain':
      return found.base64 ? 'plain base64' : 'plain';
    case 'template':
      return 'template';
  }
}

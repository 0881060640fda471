import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { findSealed } from '../../../src/systems/sealed-secrets/bare.ts';
import { sealedNotes } from '../../../src/systems/sealed-secrets/notes.ts';
import { type Case, suite } from '../../support/suite.ts';
import { snapshotFile } from './reading.ts';
import { sealedValues, vectorBytes, vectorIndex } from './vectors.ts';

const one = sealed(256, 21);
const two = sealed(512, 21);

const cases: readonly Case<string, readonly string[]>[] = [
  { name: 'the output of kubeseal --raw', input: one, expect: [one] },
  { name: 'a string of TypeScript', input: `const password = '${one}';`, expect: [one] },
  { name: 'a member of JSON', input: JSON.stringify({ value: one, other: two }), expect: [one, two] },
  { name: 'CUE', input: `encryptedData: password: "${two}"`, expect: [two] },
  { name: 'a block scalar', input: `password: |\n  ${two.replace(/(.{64})/g, '$1\n  ')}\nnext: 1\n`, expect: [two] },
  { name: 'a list without padding', input: `${sealed(256, 1)}\n${sealed(256, 4)}\n`, expect: ['any', 'any'] },
  { name: 'longer base64 around it', input: `x${one}`, expect: [] },
  { name: 'a certificate', input: vectorBytes('keys/sealing-a.crt').toString('utf8'), expect: [] },
  { name: 'cut short', input: one.slice(0, 200), expect: [] },
];

suite('ciphertexts in any text', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const found = findSealed(input).map((bare) => bare.text);
      assert.is(found.length, expect.length);
      for (const [index, text] of expect.entries()) if (text !== 'any') assert.is(found[index], text);
    });
  }

  test('finds every sealed value of the vectors, and knows those that stand in an object', () => {
    for (const value of sealedValues()) {
      if (value.state !== 'sealed') continue;
      const entry = vectorIndex.find((one) => one.id === value.vector);
      const text = vectorBytes(entry?.file ?? '').toString('utf8');
      const wanted = String(value.text).replace(/\s+/g, '');
      assert.ok(
        findSealed(text).some((bare) => bare.text === wanted),
        value.vector,
      );
    }
    const values = sealedNotes(snapshotFile('values.yaml', vectorBytes('sealed-secrets/helm-values-sealed.yaml').toString('utf8')).facts);
    assert.is(values.objects.length, 0);
    assert.is(values.bare.length, 1);
    for (const name of ['shape-list', 'shape-literal-block', 'payload-sixty-kilobytes', 'shape-flow-one-line']) {
      assert.is(
        sealedNotes(snapshotFile('a.yaml', vectorBytes(`sealed-secrets/${name}.yaml`).toString('utf8')).facts).bare.length,
        0,
        name,
      );
    }
  });

  test('is linear on hostile text', () => {
    for (const text of [
      'AgA'.repeat(700_000),
      `AgA${'x'.repeat(30)}\n`.repeat(60_000),
      `${'AgAA'.repeat(9)}\n`.repeat(50_000),
      'AgA '.repeat(500_000),
    ])
      findSealed(text);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'AgBQ+/=\n x'), maxLength: 3000 }), (text) => findSealed(text).length >= 0));
  });
});

function sealed(modulus: number, plaintext: number): string {
  return Buffer.concat([
    Buffer.from([modulus >> 8, modulus & 255]),
    randomBytes(modulus).fill(0x5a, 0, 1),
    randomBytes(plaintext + 16),
  ]).toString('base64');
}

import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import * as assert from 'uvu/assert';
import { exclusions, posterior, type SealingCertificate } from '../../../src/systems/sealed-secrets/attribution.ts';
import { parseSealed, type Sealed } from '../../../src/systems/sealed-secrets/ciphertext.ts';
import { modulusOf } from '../../../src/systems/sealed-secrets/unseal.ts';
import { suite } from '../../support/suite.ts';
import { sealedValues, vectorBytes } from './vectors.ts';

const certificates = new Map(['a', 'b', 'c', 'd', 'e', 'z'].map((letter) => [`sealing-${letter}`, certificate(`sealing-${letter}`)]));

suite('attribution without a private key', (test) => {
  test('the true key of a whole value is never excluded by mathematics', () => {
    for (const value of sealedValues()) {
      const parsed = parseSealed(String(value.text));
      const own = value.sealingKey === null ? undefined : certificates.get(value.sealingKey);
      if (parsed.kind === 'sealed' && own !== undefined) assert.equal(exclusions(parsed, own, null), [], value.vector);
    }
  });

  test('another size is excluded, and a block above the modulus', () => {
    assert.equal(exclusions(sealed(0x10, 256), must('sealing-a'), null), ['modulus-size']);
    assert.equal(exclusions(sealed(0xf9, 512), must('sealing-a'), null), ['above-modulus']);
    assert.equal(exclusions(sealed(0xf0, 512), must('sealing-b'), null), []);
  });

  test('older than the key counts for controller-made certificates only, and allows for a day of skew', () => {
    assert.equal(exclusions(sealed(0x10, 512), must('sealing-b'), '2025-02-01T00:00:00Z'), ['older-than-key']);
    assert.equal(exclusions(sealed(0x10, 512), must('sealing-b'), '2025-02-08T12:00:00+02:00'), []);
    assert.equal(exclusions(sealed(0x10, 512), { ...must('sealing-b'), controllerMade: false }, '2020-01-01T00:00:00Z'), []);
  });

  test('the posterior follows the moduli: a group of many low blocks speaks for the small modulus', () => {
    const candidates = [must('sealing-a'), must('sealing-b'), must('sealing-d')];
    const one = posterior([sealed(0x20, 512)], candidates);
    assert.equal([...one.keys()], ['sealing-a', 'sealing-b']);
    // n/2^bits is 0.6938 and 0.9523 (keys.json): one value weighs 1/n each.
    assert.ok(Math.abs((one.get('sealing-a') ?? 0) - 0.9523 / (0.6938 + 0.9523)) < 1e-3);
    const many = posterior(
      Array.from({ length: 20 }, () => sealed(0x20, 512)),
      candidates,
    );
    assert.ok((many.get('sealing-a') ?? 0) > 0.99);
    assert.is(posterior([sealed(0x20, 512), sealed(0xe0, 512)], candidates).get('sealing-b'), 1);
    assert.is(posterior([sealed(0xfe, 512)], candidates).size, 0);
    assert.is(
      posterior(
        Array.from({ length: 100_000 }, () => sealed(0x20, 512)),
        candidates,
      ).get('sealing-b'),
      0,
    );
  });
});

function sealed(first: number, length: number): Sealed {
  return { kind: 'sealed', modulusBytes: length, rsa: randomBytes(length).fill(first, 0, 1), body: Buffer.alloc(16), plaintextLength: 0 };
}

function certificate(id: string): SealingCertificate {
  const parsed = new X509Certificate(vectorBytes(`keys/${id}.crt`));
  const modulus = modulusOf(createPublicKey(parsed.publicKey.export({ type: 'spki', format: 'pem' })));
  if (modulus === null) throw new Error('no modulus');
  return { id, modulus, notBefore: new Date(parsed.validFrom).toISOString(), controllerMade: true };
}

function must(id: string): SealingCertificate {
  const found = certificates.get(id);
  if (found === undefined) throw new Error(id);
  return found;
}

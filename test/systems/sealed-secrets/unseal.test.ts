import { constants, createCipheriv, createPrivateKey, generateKeyPairSync, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseSealed, type Sealed } from '../../../src/systems/sealed-secrets/ciphertext.ts';
import { labelOf, labelTable, matchLabel } from '../../../src/systems/sealed-secrets/label.ts';
import { openEncoded, rsaBlock, type SealingKey, sealingKey, type Unsealed } from '../../../src/systems/sealed-secrets/unseal.ts';
import { suite } from '../../support/suite.ts';
import { sealedValues, vectorBytes, vectorIndex } from './vectors.ts';

const keys = new Map(
  ['a', 'b', 'c', 'd', 'e', 'z'].map((letter) => [`sealing-${letter}`, load(vectorBytes(`keys/sealing-${letter}.key`))]),
);
const values = sealedValues();

function unseal(sealed: Sealed, key: SealingKey): Unsealed {
  const block = rsaBlock(sealed, key);
  if (typeof block === 'string') return { kind: 'excluded', reason: block };
  return openEncoded(privateDecrypt({ key: key.key, padding: constants.RSA_NO_PADDING }, block), sealed.body);
}

suite('unseal', (test) => {
  const objects = vectorIndex.flatMap((entry) => entry.expect.objects ?? []);
  const table = labelTable(objects);

  for (const value of values) {
    test(`${value.vector}: ${value.key || 'value'}`, () => {
      const parsed = parseSealed(String(value.text));
      const readable = parsed.kind === 'sealed' ? parsed : parsed.kind === 'broken' ? parsed.readable : null;
      const right = value.sealingKey === null ? undefined : keys.get(value.sealingKey);
      // One wrong key of each vector is tried, the same size where there is one: a 4096 bit operation takes its time.
      const wrong = keys.get(value.sealingKey === 'sealing-a' ? 'sealing-b' : 'sealing-a');
      if (readable !== null && wrong !== undefined) assert.is(unseal(readable, wrong).kind, 'excluded');
      if (right === undefined) return;
      assert.ok(readable, 'the layout can be read');
      const found = unseal(readable as Sealed, right);
      assert.is(found.kind, value.opens ? 'opened' : 'damaged');
      if (found.kind === 'excluded') return;
      if (found.kind === 'opened') assert.is(found.plaintext.length, value.plaintextBytes);
      const sealedFor = matchLabel(found.labelHash, table);
      assert.is(sealedFor && labelOf(sealedFor.scope, sealedFor.namespace, sealedFor.name), value.label);
    });
  }

  test('what opens is right down to the byte: the v1 blob is the whole Secret', () => {
    const blob = values.find((value) => value.vector === 'v1-data-blob-strict');
    const parsed = parseSealed(String(blob?.text));
    const found = unseal(parsed as Sealed, keys.get('sealing-d') as SealingKey);
    if (found.kind !== 'opened') throw new Error('it opens');
    assert.is(JSON.parse(Buffer.from(found.plaintext).toString('utf8')).metadata.name, 'db-credentials');
  });

  test('opens a block without its leading zeros, as Go does', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const key = sealingKey(privateKey) as SealingKey;
    for (let tries = 0; tries < 5000; tries += 1) {
      const sessionKey = randomBytes(32);
      const rsa = publicEncrypt(
        { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from('a/b') },
        sessionKey,
      );
      if (rsa[0] !== 0) continue;
      const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
      const body = Buffer.concat([cipher.update('value'), cipher.final(), cipher.getAuthTag()]);
      const parsed = parseSealed(Buffer.concat([Buffer.from([0, 127]), rsa.subarray(1), body]).toString('base64'));
      const found = parsed.kind === 'broken' && parsed.readable !== null ? unseal(parsed.readable, key) : null;
      assert.is(found?.kind, 'opened');
      assert.equal(found?.kind === 'opened' && matchLabel(found.labelHash, labelTable([{ namespace: 'a', name: 'b' }])), {
        scope: 'strict',
        namespace: 'a',
        name: 'b',
      });
      return;
    }
    throw new Error('no block with a leading zero came up');
  });

  test('an old place is found among names that never stood together', () => {
    const table = labelTable([
      { namespace: 'payments', name: 'db' },
      { namespace: 'ledger', name: 'smtp' },
    ]);
    const other = labelTable([{ namespace: 'ledger', name: 'db' }]);
    const [hash] = [...other].find(([, sealedFor]) => sealedFor.scope === 'strict') ?? [''];
    assert.equal(matchLabel(Buffer.from(hash, 'hex'), table), { scope: 'strict', namespace: 'ledger', name: 'db' });
    assert.is(matchLabel(Buffer.alloc(32), table), null);
  });

  test('other keys than RSA are no sealing keys', () => {
    assert.is(sealingKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey), null);
    assert.is(sealingKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey), null);
  });

  test('never throws, whatever stands in the blocks', () => {
    const key = sealingKey(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey) as SealingKey;
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 140 }).chain(bytes), fc.uint8Array({ maxLength: 40 }), (rsa, body) => {
        const found = unseal({ kind: 'sealed', modulusBytes: rsa.length, rsa, body, plaintextLength: 0 }, key);
        assert.is(found.kind, 'excluded');
      }),
      { numRuns: 200 },
    );
  });
});

function load(pem: Buffer): SealingKey {
  const key = sealingKey(createPrivateKey(pem));
  if (key === null) throw new Error('no sealing key');
  return key;
}

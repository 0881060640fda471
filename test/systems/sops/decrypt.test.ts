import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openDocuments, opensMac } from '../../../src/systems/sops/decrypt.ts';
import { readMetadata } from '../../../src/systems/sops/metadata.ts';
import { suite } from '../../support/suite.ts';
import { dataKey } from './keys.ts';
import { fileOf, vectorFile, vectors } from './vectors.ts';

/** Sets of private keys that suffice, without SSH keys: those are opened elsewhere. */
const openable = vectors.flatMap((vector) => {
  const set = vector.expect.openSets.find((keys) => keys.every((key) => !key.startsWith('ssh')));
  return set === undefined ? [] : [{ ...vector, keys: set }];
});

suite('sops decrypt: what sops itself says of each vector', (test) => {
  for (const { id, file, keys, expect } of openable) {
    test(`${id} with ${keys.join(' and ')}`, async () => {
      const { documents } = vectorFile(file);
      const metadata = documents[0] === undefined ? null : readMetadata(documents[0]);
      // A block that is misplaced or gone opens nothing.
      if (metadata === null) {
        assert.is(expect.decrypts, false);
        return;
      }
      const key = await dataKey(metadata, keys);
      assert.is(key?.length, 32, 'the data key');
      const opened = openDocuments(documents, key ?? new Uint8Array());
      assert.ok(opened);
      const whole = opened.leaves.every(({ state }) => state === 'opened' || state === 'clear');
      // Without a MAC sops refuses before it tries a leaf.
      assert.is(
        whole && opened.mac !== 'missing',
        expect.decrypts,
        opened.leaves.map(({ leaf, state }) => `${leaf.pointer} ${state}`).join(', '),
      );
      if (expect.decrypts) assert.is(opened.mac === 'valid', expect.macValid, opened.mac);
      for (const problem of expect.problems) {
        const state = opened.leaves.find(
          ({ leaf, document }) => leaf.pointer === problem.at.pointer && document === problem.at.document,
        )?.state;
        if (problem.class === 'value-does-not-authenticate') assert.is(state, 'unauthentic');
        if (problem.class === 'value-type-mismatch') assert.is(state, 'mistyped');
        if (problem.class === 'mac-mismatch') assert.not.ok(opened.mac === 'valid');
      }
      assert.is(opened.comments.filter(({ value }) => value !== null).length, expect.encryptedComments, 'comments');
    });
  }

  test('every vector that some key of another kind than SSH opens is covered', () => {
    assert.ok(openable.length > 120, String(openable.length));
  });
});

suite('sops decrypt: comments and clear values, as sops reads them', (test) => {
  for (const name of readdirSync('test/systems/sops/made').filter((one) => one !== 'README.md')) {
    test(name, async () => {
      const { documents } = fileOf(name, readFileSync(`test/systems/sops/made/${name}`));
      const metadata = documents[0] === undefined ? null : readMetadata(documents[0]);
      const key = metadata === null ? null : await dataKey(metadata, ['age-x']);
      const opened = openDocuments(documents, key ?? new Uint8Array());
      assert.ok(opened);
      assert.equal(
        opened.leaves.filter(({ state }) => state !== 'opened' && state !== 'clear'),
        [],
      );
      assert.is(opened.mac, 'valid');
      for (const { comment, value } of opened.comments) assert.is(value !== null, comment.selected, comment.comment.text);
    });
  }
});

suite('sops decrypt', (test) => {
  test('the key of another file opens neither the MAC nor a leaf', async () => {
    const [one] = vectorFile('sops/format-yaml-age-x.yaml').documents;
    const [other] = vectorFile('sops/selector-flux.yaml').documents;
    const [block, foreign] = [one, other].map((document) => (document === undefined ? null : readMetadata(document)));
    assert.ok(one && block && foreign);
    const key = (await dataKey(foreign, ['age-x'])) ?? new Uint8Array();
    assert.not.ok(opensMac(block, key));
    assert.ok(opensMac(foreign, key));
    const opened = openDocuments([one], key);
    assert.is(opened?.mac, 'unauthentic');
    assert.ok(opened?.leaves.every(({ state }) => state === 'unauthentic'));
  });

  test('a key of a wrong size opens nothing', () => {
    const { documents } = vectorFile('sops/format-yaml-age-x.yaml');
    for (const size of [0, 16, 31, 33])
      assert.ok(openDocuments(documents, new Uint8Array(size))?.leaves.every(({ value }) => value === null));
  });

  test('no plaintext shows when the result is printed', async () => {
    const { documents } = vectorFile('sops/format-yaml-age-x.yaml');
    const [document] = documents;
    const metadata = document === undefined ? null : readMetadata(document);
    const key = metadata === null ? null : await dataKey(metadata, ['age-x']);
    const opened = openDocuments(documents, key ?? new Uint8Array());
    const password = opened?.leaves.find(({ leaf }) => leaf.pointer === '/database/password');
    assert.is(String(password?.value), '***');
    assert.is(password?.value?.length, 18);
  });
});

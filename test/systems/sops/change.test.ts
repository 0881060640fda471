import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { Concealed } from '../../../src/model/concealed.ts';
import type { SnapshotFile } from '../../../src/model/snapshot.ts';
import { sops } from '../../../src/systems/sops/index.ts';
import type { Observation } from '../../../src/systems/system.ts';
import { suite } from '../../support/suite.ts';
import { snapshotFile, vectors } from './vectors.ts';

type Told = Omit<Observation, 'subject'>;

function changed(before: string | Uint8Array, after: string | Uint8Array): readonly Told[] {
  const told: Told[] = [];
  sops.change?.(
    { before: snapshotFile('secret.yaml', before), after: snapshotFile('secret.yaml', after) },
    { system: 'sops', observe: (_at, one) => told.push(one) },
  );
  return told;
}

const aspectsOf = (told: readonly Told[]): string[] => told.map(({ aspect }) => aspect).sort();

/** What each way of writing two versions shows without a key. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'pair-updatekeys-remove-after': ['recipient-removed-data-key-kept'],
  'pair-updatekeys-add-after': ['recipient-added'],
  'pair-updatekeys-replace-pgp-after': ['recipient-added', 'recipient-removed-data-key-kept'],
  'pair-rotate-after': ['data-key-rotated-values-kept'],
  'pair-rotate-remove-after': ['data-key-rotated-values-kept'],
  'pair-updatekeys-then-rotate-after': ['data-key-rotated-values-kept'],
  'pair-rotate-then-edit-after': ['data-key-rotated-values-kept'],
  'pair-edit-after': [],
  'pair-edit-adds-key-after': [],
  'pair-decrypt-and-encrypt-after': [],
  'pair-hand-edit-value-after': ['mac-unchanged-while-leaves-changed'],
  'pair-hand-edit-clear-value-after': ['mac-unchanged-while-leaves-changed'],
  'pair-decrypted-in-place-after': [],
  'pair-copied-and-edited-after': [],
  'pair-groups-add-after': ['recipient-added'],
};

suite('sops changes of the vectors', (test) => {
  const pairs = vectors.flatMap((vector) => (vector.before === undefined ? [] : [{ ...vector, before: vector.before }]));
  for (const { id, file, before, expect } of pairs) {
    test(id, () => {
      const told = changed(readFileSync(`test/vectors/${before}`), readFileSync(`test/vectors/${file}`));
      assert.equal(aspectsOf(told), [...(shown[id] ?? ['an entry in the table above'])].sort());
      const changedLeaves = (expect.change?.['changed'] ?? []) as readonly string[];
      const hand = told.find(({ aspect }) => aspect === 'mac-unchanged-while-leaves-changed');
      if (hand !== undefined) {
        assert.is(hand.place.pointer, '/sops/mac');
        assert.is(hand.detail?.['changed'], changedLeaves.map((pointer) => pointer.slice(1).replaceAll('/', '.')).join(', '));
      }
      const removed = told.find(({ aspect }) => aspect === 'recipient-removed-data-key-kept');
      if (removed !== undefined) assert.is(removed.detail?.['kept'], expect.encrypted?.length);
    });
  }
});

suite('sops changes', (test) => {
  const secret = readFileSync('test/vectors/sops/selector-flux.yaml', 'utf8');
  const onlyEncrypted = readFileSync('test/vectors/sops/selector-mac-only-encrypted.yaml', 'utf8');
  const rows: readonly { readonly name: string; readonly before?: string; readonly after: string; readonly expect: readonly string[] }[] = [
    { name: 'a comment added', after: `# new\n${secret}`, expect: [] },
    {
      name: 'keys in another order, where the values differ',
      after: secret.replace(/( {4}password: .*\n)( {4}username: .*\n)/, '$2$1'),
      expect: ['mac-unchanged-while-leaves-changed'],
    },
    { name: 'quotes added', after: secret.replace('type: Opaque', 'type: "Opaque"'), expect: [] },
    { name: 'a clear key renamed: names are not in the MAC', after: secret.replace('type: Opaque', 'kindOfSecret: Opaque'), expect: [] },
    {
      name: 'an encrypted key renamed: its path is authenticated',
      after: secret.replace('    password:', '    pass:'),
      expect: ['mac-unchanged-while-leaves-changed'],
    },
    { name: 'a null added', after: secret.replace('type: Opaque', 'type: Opaque\nimmutable: null'), expect: [] },
    {
      name: 'a clear value added',
      after: secret.replace('type: Opaque', 'type: Opaque\nimmutable: true'),
      expect: ['mac-unchanged-while-leaves-changed'],
    },
    {
      name: 'a clear value that the MAC does not cover',
      before: onlyEncrypted,
      after: onlyEncrypted.replace('type: Opaque', 'type: Other'),
      expect: [],
    },
    {
      name: 'no MAC to compare',
      before: secret.replace(/ {4}mac: .*\n/, ''),
      after: secret.replace(/ {4}mac: .*\n/, '').replace('type: Opaque', 'type: Other'),
      expect: [],
    },
    { name: 'plain before', before: 'a: 1\n', after: secret, expect: [] },
    { name: 'a fingerprint in lower case is the same recipient', after: secret, expect: [] },
  ];
  for (const { name, before, after, expect } of rows)
    test(name, () => assert.equal(aspectsOf(changed(before ?? secret, after)), [...expect]));

  test('a note that went through a cache shows no clear value, and is compared by ciphertexts alone', () => {
    const other = secret.replace('type: Opaque', 'type: Other');
    const [before, after] = [secret, other].map((text): SnapshotFile => {
      const file = snapshotFile('secret.yaml', text);
      return { ...file, facts: { ...file.facts, notes: JSON.parse(JSON.stringify(file.facts.notes)) as Record<string, unknown> } };
    });
    assert.ok(before && after);
    assert.not.ok(JSON.stringify(before.facts.notes).includes('Opaque'));
    const told: Told[] = [];
    sops.change?.({ before, after }, { system: 'sops', observe: (_at, one) => told.push(one) });
    assert.equal(told, []);
    assert.ok(JSON.stringify(snapshotFile('x.yaml', secret).facts.notes).includes(String(new Concealed('x'))));
  });
});

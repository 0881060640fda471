import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { Holdings } from '../../src/incident/holdings.ts';
import type { LeakedKey } from '../../src/incident/keys/leaked.ts';
import { readKeys } from '../../src/incident/keys/read.ts';
import { mayHold } from '../../src/incident/markers.ts';
import { readBlob } from '../../src/incident/read-blob.ts';
import { SealedTrials } from '../../src/incident/sealed-trials.ts';
import { SopsReach } from '../../src/incident/sops-reach.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly synthetic?: boolean;
  readonly expect: {
    readonly opens?: Readonly<Record<string, 'data-key' | 'share'>>;
    readonly openSets?: readonly (readonly string[])[];
    readonly decrypts?: boolean;
    readonly macValid?: boolean | null;
    readonly encrypted?: readonly string[];
    readonly objects?: readonly {
      readonly values: Readonly<
        Record<
          string,
          { readonly key: string | null; readonly opens?: boolean; readonly state: string; readonly plaintextBytes?: number | null }
        >
      >;
    }[];
  };
}

const index = (JSON.parse(readFileSync(join(vectors, 'index.json'), 'utf8')) as { vectors: Entry[] }).vectors;

async function keyOf(id: string): Promise<LeakedKey> {
  const known = JSON.parse(readFileSync(join(vectors, 'keys.json'), 'utf8')) as { id: string; files: string[] }[];
  const files = known.find((key) => key.id === id)?.files ?? [];
  const file = id.startsWith('sealing-') ? `keys/${id}.key` : (files[0] ?? '');
  const [key] = await readKeys({ source: id, bytes: readFileSync(join(vectors, file)) }, async () => 'correct-horse');
  assert.ok(key?.key.private, id);
  return key as LeakedKey;
}

const ids = ['age-x', 'age-y', 'age-z', 'age-pq', 'age-from-ssh', 'ssh-ed25519', 'ssh-rsa', 'pgp-p', 'pgp-q', 'pgp-r'];
const keys = Promise.all(ids.map(async (id) => [id, await keyOf(id)] as const)).then((all) => new Map(all));

async function holdingsOf(file: string): Promise<Holdings | null> {
  const bytes = readFileSync(join(vectors, file));
  return mayHold(bytes) ? readBlob(bytes) : null;
}

/** Its second document was encrypted alone: the CLI reads the first block only, Flux and whoever has the key read both. */
const hiddenBlock: Readonly<Record<string, string>> = { 'multi-document-joined-by-hand': 'age-y' };

suite('incident, every vector of SOPS', (test) => {
  for (const { id, file, expect } of index.filter(({ system }) => system === 'sops')) {
    const { opens = {}, openSets = [] } = expect;
    if (Object.keys(opens).length === 0) continue;
    test(`${id}: opens what sops opens with each key alone, and no more`, async () => {
      const holdings = await holdingsOf(file);
      assert.ok(holdings?.sops, 'no SOPS file was found');
      for (const [name, key] of await keys) {
        const reach = new SopsReach([key]);
        await reach.add(id, holdings.sops);
        const { own, shareholders } = reach.of(id);
        // An Ed25519 key opens what is for the recipient derived from it; the identity derived from it does not open SSH stanzas.
        const alone = openSets.some((set) => set.length === 1 && set[0] === name);
        const single = opens[name] ?? (name === 'ssh-ed25519' ? opens['age-from-ssh'] : undefined);
        const wanted = alone || hiddenBlock[id] === name ? 'data-key' : single;
        assert.is(own.length > 0, wanted === 'data-key', `${name}: data key`);
        assert.is(shareholders.length > 0, wanted === 'share', `${name}: share`);
      }
    });
    const set = openSets[0];
    if (set === undefined || expect.decrypts !== true) continue;
    test(`${id}: ${set.join(' and ')} open every leaf that sops decrypts`, async () => {
      const all = await keys;
      const reach = new SopsReach(set.flatMap((name) => all.get(name) ?? []));
      const holdings = await holdingsOf(file);
      assert.ok(holdings?.sops);
      await reach.add(id, holdings.sops);
      const opened = new Set(
        holdings.sops.leaves.filter((leaf) => reach.open(id, leaf) !== null).map(({ document, pointer }) => `${document}${pointer}`),
      );
      for (const place of expect.encrypted ?? []) {
        const pointer = typeof place === 'string' ? place : (place as { pointer: string }).pointer;
        // Before any section of an INI file stands what SOPS has in a section DEFAULT.
        const named = file.endsWith('.ini') ? pointer.replace(/^\/DEFAULT\//, '/') : pointer;
        assert.ok(
          [...opened].some((one) => one.endsWith(named)),
          pointer,
        );
      }
    });
    test(`${id}: its MAC ${expect.macValid === true ? 'verifies' : 'does not verify'}`, async () => {
      const all = await keys;
      const reach = new SopsReach(set.flatMap((name) => all.get(name) ?? []));
      const holdings = await holdingsOf(file);
      assert.ok(holdings?.sops);
      await reach.add(id, holdings.sops);
      const [dataKey] = reach.of(id).own;
      assert.ok(dataKey);
      if (dataKey !== undefined) assert.is(reach.mac(id, dataKey, 0) === 'valid', expect.macValid === true);
    });
  }
});

suite('incident, every vector of Sealed Secrets', (test) => {
  test('each value is opened by the one key that opens it, whatever label, damage or base64', async () => {
    const sealing = await Promise.all(['a', 'b', 'c', 'd', 'e', 'z'].map((letter) => keyOf(`sealing-${letter}`)));
    const trials = new SealedTrials(sealing);
    const names = new Map(sealing.map(({ key }) => [key.id, key.source]));
    let checked = 0;
    for (const { id, file, expect } of index.filter(({ system }) => system === 'sealed-secrets')) {
      const values = (expect.objects ?? []).flatMap((object) => Object.values(object.values ?? {}));
      if (values.length === 0) continue;
      const holdings = await holdingsOf(file);
      const found = holdings?.sealed ?? [];
      await trials.run(found.map(({ ciphertext }) => ciphertext));
      const count = (opened: boolean) => {
        const counts = new Map<string, number>();
        for (const { ciphertext } of found) {
          const outcome = trials.outcomes.get(ciphertext);
          if (outcome === undefined || outcome.kind === 'closed' || (opened && outcome.kind !== 'opened')) continue;
          const name = names.get(outcome.keyId) ?? '?';
          counts.set(name, (counts.get(name) ?? 0) + 1);
        }
        return counts;
      };
      const wanted = new Map<string, number>();
      for (const { key, opens } of values) if (key !== null && opens === true) wanted.set(key, (wanted.get(key) ?? 0) + 1);
      for (const [key, number] of wanted) {
        assert.ok((count(true).get(key) ?? 0) >= number, `${id}: ${key} opens ${number}, found ${count(true).get(key) ?? 0}`);
        checked += number;
      }
      // A key that fits no value of the file opens none.
      const fitting = new Set(values.flatMap(({ key }) => key ?? []));
      for (const name of count(false).keys()) assert.ok(fitting.has(name), `${id}: ${name} was claimed`);
    }
    assert.ok(checked > 50, String(checked));
  });
});

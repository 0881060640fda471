import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { RepositoryReading } from '../../src/commands/sweep/repository.ts';
import type { Inventory } from '../../src/incident/inventory.ts';
import { type Investigation, investigate } from '../../src/incident/investigate.ts';
import type { LeakedKey } from '../../src/incident/keys/leaked.ts';
import { readKeys } from '../../src/incident/keys/read.ts';
import { keyMaterial } from '../../src/incident/material.ts';
import { SealedTrials } from '../../src/incident/sealed-trials.ts';
import type { Companion } from '../../src/incident/sightings.ts';
import { SopsReach } from '../../src/incident/sops-reach.ts';
import { cleanEnvironment } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));

interface TruthRow {
  readonly path: string;
  readonly kind?: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly key: string;
  readonly system: string;
  readonly evidence: string;
  readonly values?: readonly string[];
  readonly reasons?: readonly string[];
  readonly firstCommit: string;
  readonly lastCommit: string;
  readonly currentAtHead: boolean;
  readonly tips?: readonly string[];
  readonly liveValue?: boolean;
}
interface Truth {
  readonly repo: string;
  readonly commits: number;
  readonly keyMaterial: readonly {
    readonly key: string;
    readonly path: string;
    readonly firstCommit: string;
    readonly lastCommit: string;
    readonly currentAtHead: boolean;
  }[];
  readonly plaintext: readonly TruthRow[];
  readonly leaks: Readonly<
    Record<
      string,
      { readonly exposures: readonly TruthRow[]; readonly damaged: readonly TruthRow[]; readonly excluded: readonly TruthRow[] }
    >
  >;
  readonly publicOnly: Readonly<Record<string, readonly TruthRow[]>>;
}

const names = ['fleet', 'monorepo', 'platform'] as const;
const truths = names.map((name) => JSON.parse(readFileSync(join(vectors, 'sweep', `${name}.truth.json`), 'utf8')) as Truth);

const folder = mkdtempSync(join(tmpdir(), 'sealgate-truth-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const inventories: Promise<readonly Inventory[]> = Promise.all(
  names.map(async (name) => {
    const cwd = join(folder, name);
    execFileSync('git', ['clone', '-q', '--mirror', join(vectors, 'sweep', `${name}.bundle`), cwd], { env: cleanEnvironment() });
    const facts = { name, location: name, visibility: null, forks: null, owner: null, tier: null, cluster: null };
    const reading = await RepositoryReading.open(facts, { cwd, env: cleanEnvironment() }, { onBlobs: () => {}, known: new Map() });
    return reading.history();
  }),
);

async function keysOf(ids: readonly string[], half: 'private' | 'public'): Promise<LeakedKey[]> {
  const known = JSON.parse(readFileSync(join(vectors, 'keys.json'), 'utf8')) as {
    id: string;
    kind: string;
    files: string[];
    recipient?: string;
  }[];
  const keys: LeakedKey[] = [];
  for (const id of ids) {
    const entry = known.find((key) => key.id === id);
    const sealing = id.startsWith('sealing-');
    const file =
      half === 'public' ? (sealing ? `keys/${id}.crt` : (entry?.files[1] ?? '')) : sealing ? `keys/${id}.key` : (entry?.files[0] ?? '');
    const bytes = file === '' ? Buffer.from(entry?.recipient ?? '') : readFileSync(join(vectors, file));
    keys.push(...(await readKeys({ source: id, bytes }, async () => null)));
  }
  return keys;
}

async function found(keys: readonly LeakedKey[], companion: Companion | null = null): Promise<Investigation> {
  return investigate(await inventories, {
    keys,
    trials: new SealedTrials(keys),
    reach: new SopsReach(keys),
    certificates: [],
    companion,
    cluster: null,
  });
}

/** One row as text, so that a difference can be read. */
const line = (...fields: readonly unknown[]): string =>
  fields.map((field) => (field === null || field === undefined ? '-' : String(field))).join(' | ');

const truthLine = (row: TruthRow, ...more: readonly unknown[]): string =>
  line(
    row.path,
    row.kind === undefined ? '' : row.kind,
    row.namespace,
    row.name,
    row.key,
    row.system,
    row.evidence,
    row.firstCommit,
    row.lastCommit,
    row.currentAtHead,
    ...more,
  );

interface Row {
  readonly repo: string;
  readonly path: string;
  readonly resource: { readonly kind: string; readonly namespace: string | null; readonly name: string | null } | null;
  readonly key: string;
  readonly firstCommit: { readonly id: string } | null;
  readonly lastCommit: { readonly id: string } | null;
  readonly current: boolean;
}
const rowLine = (row: Row, withKind: boolean, system: string, evidence: string, ...more: readonly unknown[]): string =>
  line(
    row.path,
    withKind ? row.resource?.kind : '',
    row.resource?.namespace,
    row.resource?.name,
    row.key,
    system,
    evidence,
    row.firstCommit?.id,
    row.lastCommit?.id,
    row.current,
    ...more,
  );

function same(actual: readonly string[], wanted: readonly string[]): void {
  assert.equal([...actual].sort(), [...wanted].sort());
}

const everyPrivateKey = [
  'sealing-a',
  'sealing-b',
  'sealing-c',
  'sealing-d',
  'sealing-e',
  'sealing-z',
  'age-x',
  'age-y',
  'age-z',
  'age-pq',
  'pgp-p',
  'pgp-q',
];

/** Every key there is, to compare values with: what it opens is found once for all leaks. */
const companions = keysOf(everyPrivateKey, 'private').then((keys) => ({ trials: new SealedTrials(keys), reach: new SopsReach(keys) }));

suite('incident, prepared repositories, private keys', (test) => {
  for (const leak of Object.keys(truths[0]?.leaks ?? {})) {
    test(`${leak}: nothing missing, nothing more, the same commits`, async () => {
      const keys = await keysOf(leak.split('+'), 'private');
      const investigation = await found(keys, await companions);
      for (const truth of truths) {
        const mine = <R extends Row>(rows: readonly R[]): R[] => rows.filter(({ repo }) => repo === truth.repo);
        const known = truth.leaks[leak];
        const value = ({
          distinctValues,
          liveValue,
          evidence,
        }: {
          distinctValues: number | null;
          liveValue: boolean | null;
          evidence: string;
        }) => (evidence === 'proven' ? [distinctValues, liveValue] : []);
        same(
          mine(investigation.exposures).map((row) => rowLine(row, true, row.system, row.evidence, row.refs.join(','), ...value(row))),
          (known?.exposures ?? []).map((row) =>
            truthLine(row, row.tips?.join(','), ...(row.evidence === 'proven' ? [row.values?.length, row.liveValue] : [])),
          ),
        );
        same(
          mine(investigation.damaged).map((row) => rowLine(row, true, row.system, 'damaged', row.refs.join(','))),
          (known?.damaged ?? []).map((row) => truthLine(row, row.tips?.join(','))),
        );
        same(
          mine(investigation.excluded).map((row) => rowLine(row, true, row.system, 'excluded')),
          (known?.excluded ?? []).map((row) => truthLine({ ...row, evidence: 'excluded' })),
        );
        same(
          mine(investigation.plaintext).map((row) => rowLine(row, true, 'plain', 'plaintext', row.refs.join(','))),
          truth.plaintext.map((row) => truthLine(row, row.tips?.join(','))),
        );
      }
    });
    test(`${leak}: without the other keys a value is called live only where it is, and gone only where that is certain`, async () => {
      const investigation = await found(await keysOf(leak.split('+'), 'private'));
      for (const truth of truths) {
        const live = new Map(
          (truth.leaks[leak]?.exposures ?? []).map((row) => [
            line(row.path, row.namespace, row.name, row.key, row.evidence),
            row.liveValue,
          ]),
        );
        for (const row of investigation.exposures.filter(({ repo, evidence }) => repo === truth.repo && evidence === 'proven')) {
          const wanted = live.get(line(row.path, row.resource?.namespace, row.resource?.name, row.key, row.evidence));
          assert.ok(row.liveValue === null || row.liveValue === wanted, `${row.path} ${row.key}`);
        }
      }
    });
  }
});

suite('incident, prepared repositories, public identities', (test) => {
  for (const id of Object.keys(truths[0]?.publicOnly ?? {})) {
    test(`${id}: listed, possible and excluded as the truth has them`, async () => {
      const investigation = await found(await keysOf([id], 'public'));
      const system = id.startsWith('sealing') ? 'sealed-secrets' : 'sops';
      for (const truth of truths) {
        const actual = [
          ...investigation.exposures.map((row) => ({ row, evidence: row.evidence as string, refs: row.refs })),
          ...investigation.excluded.map((row) => ({ row, evidence: 'excluded', refs: row.refs })),
        ].filter(({ row }) => row.repo === truth.repo && row.system === system);
        same(
          actual.map(({ row, evidence, refs }) => rowLine(row, false, row.system, evidence, refs.join(','))),
          (truth.publicOnly[id] ?? []).map((row) => truthLine(row, row.tips?.join(','))),
        );
      }
    });
  }
});

suite('incident, prepared repositories, private keys committed', (test) => {
  test('each is found where it stands, and known for the leaked one it is', async () => {
    const keys = await keysOf(everyPrivateKey, 'private');
    const names = new Map(keys.map(({ key }) => [key.id, key.source]));
    const rows = keyMaterial(await inventories, keys);
    assert.ok(rows.every(({ leaked }) => leaked));
    for (const truth of truths) {
      same(
        rows
          .filter(({ repo }) => repo === truth.repo)
          .map((row) => line(names.get(row.keyId ?? ''), row.path, row.firstCommit?.id, row.lastCommit?.id, row.current)),
        truth.keyMaterial.map((row) => line(row.key, row.path, row.firstCommit, row.lastCommit, row.currentAtHead)),
      );
    }
  });
});

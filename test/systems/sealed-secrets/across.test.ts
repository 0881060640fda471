import { randomBytes } from 'node:crypto';
import * as assert from 'uvu/assert';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { valueChange } from '../../../src/systems/sealed-secrets/change.ts';
import { sealedSecrets } from '../../../src/systems/sealed-secrets/index.ts';
import { type Case, suite } from '../../support/suite.ts';
import { snapshotFile } from './reading.ts';
import { vectorBytes, vectorIndex } from './vectors.ts';

const one = sealed(20);
const two = sealed(20);
const longer = sealed(21);

const object = (
  namespace: string,
  name: string,
  value: string,
  more: { readonly scope?: string; readonly template?: string } = {},
): string => `
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: ${name}
  namespace: ${namespace}
${more.scope ? `  annotations:\n    sealedsecrets.bitnami.com/${more.scope}: "true"\n` : ''}spec:
  encryptedData:
    password: ${value}
${more.template ? `  template:\n    metadata:\n      name: ${more.template.split('/')[1]}\n      namespace: ${more.template.split('/')[0]}\n` : ''}`;

const changes: readonly Case<readonly [before: string, after: string], readonly string[]>[] = [
  { name: 'nothing changed', input: [object('a', 'db', one), object('a', 'db', one)], expect: [] },
  {
    name: 'another name, the same ciphertext',
    input: [object('a', 'db', one), object('a', 'app', one)],
    expect: ['moved-name /metadata/name'],
  },
  {
    name: 'a copy beside the original',
    input: [object('a', 'db', one), `${object('a', 'db', one)}---${object('b', 'db', one)}`],
    expect: ['moved-namespace /metadata/namespace'],
  },
  {
    name: 'another name, namespace-wide',
    input: [object('a', 'db', one, { scope: 'namespace-wide' }), object('a', 'app', one, { scope: 'namespace-wide' })],
    expect: [],
  },
  {
    name: 'the template came along',
    input: [object('a', 'db', one, { template: 'a/db' }), object('b', 'db', one, { template: 'b/db' })],
    expect: ['moved-namespace /metadata/namespace'],
  },
  {
    name: 'back to what the template always said',
    input: [object('b', 'db', one, { template: 'a/db' }), object('a', 'db', one, { template: 'a/db' })],
    expect: [],
  },
  {
    name: 'widened, nothing sealed again',
    input: [object('a', 'db', one), object('a', 'db', one, { scope: 'cluster-wide' })],
    expect: ['moved-scope /metadata/annotations/sealedsecrets.bitnami.com~1cluster-wide'],
  },
  {
    name: 'widened, all sealed again',
    input: [object('a', 'db', one), object('a', 'db', two, { scope: 'cluster-wide' })],
    expect: ['scope-widened /metadata/annotations/sealedsecrets.bitnami.com~1cluster-wide'],
  },
  { name: 'narrowed, all sealed again', input: [object('a', 'db', one, { scope: 'cluster-wide' }), object('a', 'db', two)], expect: [] },
  {
    name: 'plaintext instead',
    input: [object('a', 'db', one), object('a', 'db', 'hunter2')],
    expect: ['unsealed-again /spec/encryptedData/password'],
  },
];

const builds: readonly Case<Readonly<Record<string, string>>, readonly string[]>[] = [
  {
    name: 'the outermost namespace wins',
    input: {
      'k/kustomization.yaml': 'namespace: a\nresources: [../m]',
      'm/kustomization.yaml': 'namespace: z\nresources: [s.yaml]',
      'm/s.yaml': object('a', 'db', one),
    },
    expect: [],
  },
  {
    name: 'prefixes and suffixes add up',
    input: {
      'k/kustomization.yaml': 'namePrefix: x-\nresources: [../m]',
      'm/kustomization.yaml': 'nameSuffix: -y\nresources: [s.yaml]',
      'm/s.yaml': object('a', 'db', one, { template: 'a/x-db-y' }),
    },
    expect: [],
  },
  {
    name: 'the last to change it is named',
    input: {
      'k/kustomization.yaml': 'namePrefix: x-\nresources: [../m]',
      'm/kustomization.yaml': 'nameSuffix: -y\nresources: [s.yaml]',
      'm/s.yaml': object('a', 'db', one),
    },
    expect: ['m/s.yaml kustomize-name k/kustomization.yaml x-db-y'],
  },
  {
    name: 'two overlays, one of them right',
    input: {
      'p/kustomization.yaml': 'namespace: a\nresources: [../m]',
      'q/kustomization.yaml': 'namespace: b\nresources: [../m]',
      'm/kustomization.yaml': 'resources: [s.yaml]',
      'm/s.yaml': object('a', 'db', one),
    },
    expect: ['m/s.yaml kustomize-namespace q/kustomization.yaml b'],
  },
  {
    name: 'a kustomization that builds itself',
    input: { 'k/kustomization.yaml': 'namespace: b\nresources: [., ../k, s.yaml]', 'k/s.yaml': object('a', 'db', one) },
    expect: [],
  },
  {
    name: 'out of the repository',
    input: { 'kustomization.yaml': 'namespace: b\nresources: [../../s.yaml, https://example.org/x]', 's.yaml': object('a', 'db', one) },
    expect: [],
  },
];

suite('Sealed Secrets across versions and files', (test) => {
  for (const { name, input, expect } of changes) {
    test(name, () => {
      const said: string[] = [];
      const [before, after] = input;
      sealedSecrets.change?.(
        { before: snapshotFile('s.yaml', before), after: snapshotFile('s.yaml', after) },
        { system: 'sealed-secrets', observe: (_at, told) => said.push(`${told.aspect} ${told.place.pointer}`) },
      );
      assert.equal(said, expect);
    });
  }

  for (const { name, input, expect } of builds) test(name, () => assert.equal(judge(input), expect));

  test('the kustomize vectors', () => {
    for (const [name, expected] of [
      ['kustomize-namespace', 'kustomize-namespace'],
      ['kustomize-nameprefix', 'kustomize-name'],
    ]) {
      const folder = `sealed-secrets/${name}`;
      assert.ok(vectorIndex.some((entry) => entry.id === name));
      const files = Object.fromEntries(
        ['kustomization.yaml', 'sealedsecret.yaml'].map((file) => [`${folder}/${file}`, vectorBytes(`${folder}/${file}`).toString('utf8')]),
      );
      assert.is(judge(files)[0]?.split(' ')[1], expected);
    }
  });

  test('the public length tells that a value changed', () => {
    assert.is(valueChange(one, one), 'same');
    assert.is(valueChange(one, two), 'unknown');
    assert.is(valueChange(one, longer), 'changed');
    assert.is(valueChange(one, 'plain'), 'unknown');
  });
});

function judge(files: Readonly<Record<string, string>>): string[] {
  const all = new Map(Object.entries(files).map(([path, text]) => [path, snapshotFile(path, text)]));
  const snapshot: Snapshot = { whole: false, file: (path) => all.get(path), files: () => all.values() };
  const said: string[] = [];
  sealedSecrets.snapshot?.(snapshot, {
    system: 'sealed-secrets',
    observe: (at, told) => said.push(`${at.path} ${told.aspect} ${told.detail?.['by']} ${told.detail?.['becomes']}`),
  });
  return said;
}

function sealed(plaintext: number): string {
  return Buffer.concat([Buffer.from([0, 128]), randomBytes(128).fill(0x5a, 0, 1), randomBytes(plaintext + 16)]).toString('base64');
}

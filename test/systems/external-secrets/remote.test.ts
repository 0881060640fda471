import * as assert from 'uvu/assert';
import { repoPath } from '../../../src/model/ids.ts';
import { establish } from '../../../src/scan/establish.ts';
import { profileOf } from '../../../src/text/profile.ts';
import { suite } from '../../support/suite.ts';

const rows: readonly { readonly name: string; readonly spec: string; readonly expect: readonly unknown[] }[] = [
  {
    name: 'a key and its property, under the name it gets',
    spec: 'secretStoreRef: {kind: ClusterSecretStore, name: a}\n  data: [{secretKey: b, remoteRef: {key: c, property: d, version: "2"}}]',
    expect: [{ store: 'ClusterSecretStore/a', key: 'c', property: 'd', version: '2', as: 'b' }],
  },
  {
    name: 'a store of its own',
    spec: 'secretStoreRef: {name: a}\n  data: [{secretKey: b, sourceRef: {storeRef: {name: e}}, remoteRef: {key: c}}]',
    expect: [{ store: 'SecretStore/e', key: 'c', as: 'b' }],
  },
  {
    name: 'all of a key, and all of a name',
    spec: 'secretStoreRef: {name: a}\n  dataFrom: [{extract: {key: b}}, {find: {path: c, name: {regexp: d}}}]',
    expect: [
      { store: 'SecretStore/a', key: 'b' },
      { store: 'SecretStore/a', path: 'c', names: 'd' },
    ],
  },
  { name: 'a generator has no key', spec: 'dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: a}}}]', expect: [] },
  { name: 'no list', spec: 'data: none', expect: [] },
];

const remotes = (text: string): readonly unknown[] =>
  establish(new TextEncoder().encode(text), profileOf(repoPath('a.yaml')))
    .facts.filter(({ aspect }) => aspect === 'remote')
    .map(({ detail }) => detail);

suite('external-secrets: what is fetched', (test) => {
  for (const { name, spec, expect } of rows)
    test(name, () =>
      assert.equal(
        remotes(`apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x, namespace: y}\nspec:\n  ${spec}\n`),
        expect,
      ),
    );

  test('what is pushed', () => {
    const spec = 'secretStoreRefs: [{name: a}]\n  data: [{match: {secretKey: b, remoteRef: {remoteKey: c, property: d}}}]';
    assert.equal(remotes(`apiVersion: external-secrets.io/v1alpha1\nkind: PushSecret\nmetadata: {name: x}\nspec:\n  ${spec}\n`), [
      { store: 'SecretStore/a', key: 'c', property: 'd', as: 'b' },
    ]);
  });
});

/** The smaller systems, a line or two for each; and none of them may fail on an object that is not what it should be. */
import * as assert from 'uvu/assert';
import { field } from '../../src/systems/fields.ts';
import { systems } from '../../src/systems/registry.ts';
import { suite } from '../support/suite.ts';
import { across, factsOf, linked, said } from './reading.ts';

const object = (apiVersion: string, kind: string, body: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ledger, namespace: payments}\n${body}\n`;
const secret = (body: string): string => object('v1', 'Secret', body);
const envelope = 'iv5WnT4z26Wzj5IikOK34uIg'.slice(2);
const kamus = `${envelope}==:OB+6LdcX6M1uOnlkrIj/HFdUJmXW9TIkykFTXJfB01g=`;

suite('paths of fields', (test) => {
  for (const [pattern, path, expect] of [
    ['spec.data.*', 'spec.data.password', true],
    ['spec.data.*', 'spec.data', false],
    ['spec.data.*', 'spec.data.a.b', false],
    ['**.template.data.*', 'template.data.x', true],
    ['**.template.data.*', 'spec.a.b.template.data.x', true],
    ['spec.*oken*', 'spec.accessToken', true],
    ['spec.a', 'spec.ab', false],
  ] as const) {
    test(`${pattern} ${expect ? 'is' : 'is not'} ${path}`, () =>
      assert.is(field(pattern, 'literal', 'values').pattern.test(`${path.replaceAll('.', '\n')}\n`), expect));
  }
});

suite('what each system reads', (test) => {
  for (const { system, name, input, path, expect } of [
    {
      system: 'bank-vaults',
      name: 'a startup secret from a Secret, and one written out',
      input: object(
        'vault.banzaicloud.com/v1alpha1',
        'Vault',
        'spec:\n  unsealConfig: {aws: {}}\n  externalConfig:\n    startupSecrets:\n    - data: {data: {password: m4j8pXq7Rw2K}, secretKeyRef: [{name: s, key: k}]}',
      ),
      expect: ['startup-secret /spec/externalConfig/startupSecrets/0/data/data/password plain secret'],
    },
    {
      system: 'argocd-vault-plugin',
      name: 'the login by AppRole',
      input: secret(
        'stringData: {AVP_TYPE: vault, AVP_SECRET_ID: 8ce2eae9-6ec5-1494-021d-34c8e8f3473e, AVP_ROLE_ID: e1db40fe-8e1b-e0db-7183-26f536c97282}',
      ),
      expect: ['plugin-credential /stringData/AVP_SECRET_ID plain secret'],
    },
    {
      system: 'argocd-vault-replacer',
      name: 'a path without data',
      input: secret('stringData: {a: "<secret:kv/x~k>", b: "<secret:kv/data/x~k|base64>"}'),
      expect: ['path-without-data /stringData/a'],
    },
    {
      system: 'secrets-store-csi',
      name: 'a name in a list inside a string inside a list',
      input: object(
        'secrets-store.csi.x-k8s.io/v1',
        'SecretProviderClass',
        'spec:\n  parameters:\n    objects: |\n      array:\n        - |\n          objectName: db\n          objectType: secret\n        - |\n          objectName: api\n          objectType: secret\n  secretObjects:\n  - {secretName: s, data: [{objectName: db, key: a}, {objectName: other, key: b}]}',
      ),
      expect: ['never-synced /spec/secretObjects/0/data/1/objectName'],
    },
    {
      system: 'secrets-store-csi',
      name: 'nothing is said of a list that only Helm can fill in',
      input: object(
        'secrets-store.csi.x-k8s.io/v1',
        'SecretProviderClass',
        'spec:\n  parameters:\n    objects: "{{ .Values.objects }}"\n  secretObjects:\n  - {secretName: s, data: [{objectName: db, key: a}]}',
      ),
      expect: [],
    },
    {
      system: 'kamus',
      name: 'ciphertext, plaintext, and what is no secret',
      input: object('soluto.com/v1alpha2', 'KamusSecret', `stringData: {a: "${kamus}", password: m4j8pXq7Rw2K, host: db.payments.svc}`),
      expect: ['value /stringData/a encrypted none', 'value /stringData/password plain secret', 'value /stringData/host plain public'],
    },
    {
      system: 'kapitan',
      name: 'a reference that does not encrypt',
      input: 'data: bTRqOHBYcTdSdzJLejlUYkxjNVY=\nencoding: original\ntype: base64\n',
      path: 'refs/password',
      expect: ['clear-reference /data encoded secret'],
    },
    {
      system: 'kapitan',
      name: 'a file with other members is none of its',
      input: 'data: bTRqOHBYcTdSdzJL\nencoding: original\ntype: base64\nname: x\n',
      path: 'refs/password',
      expect: [],
    },
    {
      system: 'kubernetes-external-secrets',
      name: 'a template, as base64',
      input: object('kubernetes-client.io/v1', 'ExternalSecret', 'spec: {template: {data: {password: bTRqOHBYcTdSdzJL}}}'),
      expect: ['template /spec/template/data/password encoded secret', 'unmaintained /apiVersion'],
    },
    {
      system: 'sops-secret',
      name: 'a SopsSecret that SOPS has not seen',
      input: object(
        'isindir.github.com/v1alpha3',
        'SopsSecret',
        'spec: {secretTemplates: [{name: a, stringData: {host: db.payments.svc}}]}',
      ),
      expect: ['value /spec/secretTemplates/0/stringData/host plain public', 'not-encrypted /spec'],
    },
    {
      system: 'rustrial',
      name: 'an envelope and a bare value',
      input: object(
        'secrets.rustrial.org/v1beta1',
        'SealedSecret',
        `spec: {data: {a: {cipherText: ${'q1w8cXk3Zr0Vt9yL'.repeat(4)}}, password: m4j8pXq7Rw2K}}`,
      ),
      expect: ['value /spec/data/a/cipherText encrypted none', 'value /spec/data/password plain secret'],
    },
    {
      system: 'onepassword',
      name: 'an item names a path',
      input: object('onepassword.com/v1', 'OnePasswordItem', 'spec: {itemPath: vaults/kubernetes/items/ledger}'),
      expect: [],
    },
    {
      system: 'ricoberger',
      name: 'templates of its own kind',
      input: object(
        'ricoberger.de/v1alpha1',
        'VaultSecret',
        'spec: {path: kv/x, templates: {a: "{% .Secrets.a %}", password: m4j8pXq7Rw2K}}',
      ),
      expect: ['template /spec/templates/a template none', 'template /spec/templates/password plain secret'],
    },
    {
      system: 'codefresh',
      name: 'a whole key',
      input: object(
        'v1',
        'ConfigMap',
        'data:\n  sealing-key: |\n    -----BEGIN CERTIFICATE-----\n    MIIB\n    -----END CERTIFICATE-----\n    -----BEGIN PRIVATE KEY-----\n    MIIE\n    -----END PRIVATE KEY-----',
      ),
      expect: ['key-whole /data'],
    },
  ] as readonly { system: string; name: string; input: string; path?: string; expect: readonly string[] }[]) {
    test(`${system}: ${name}`, () =>
      assert.equal(
        said(system, input, path).filter((one) => !/^(?:literal|annotation)|plugin-credential .* (?:none|public)$/.test(one)),
        expect,
      ));
  }
});

suite('what each system names', (test) => {
  for (const { system, input, expect } of [
    {
      system: 'doppler',
      input: object(
        'secrets.doppler.com/v1alpha1',
        'DopplerSecret',
        'spec: {tokenSecret: {name: token, namespace: ops}, managedSecret: {name: db}}',
      ),
      expect: ['login-secret ops/token', 'product payments/db'],
    },
    {
      system: 'bitwarden',
      input: object('k8s.bitwarden.com/v1', 'BitwardenSecret', 'spec: {authToken: {secretName: token, secretKey: token}, secretName: db}'),
      expect: ['login-secret payments/token', 'product payments/db'],
    },
    {
      system: 'infisical',
      input: object(
        'secrets.infisical.com/v1alpha1',
        'InfisicalSecret',
        'spec:\n  authentication: {universalAuth: {credentialsRef: {secretName: login, secretNamespace: ops}}}\n  managedKubeSecretReferences: [{secretName: db, secretNamespace: apps}]',
      ),
      expect: ['login-secret ops/login', 'product apps/db'],
    },
    {
      system: 'secrets-store-csi',
      input: object(
        'v1',
        'Pod',
        'spec: {volumes: [{name: s, csi: {driver: secrets-store.csi.k8s.io, nodePublishSecretRef: {name: login}}}]}',
      ),
      expect: ['login-secret payments/login'],
    },
    {
      system: 'ksops',
      input: object('viaduct.ai/v1', 'ksops', 'files: [./a.enc.yaml]\nsecretFrom: [{envs: [b.enc.env], binaryFiles: [key=c.enc.bin]}]'),
      expect: ['file ./a.enc.yaml', 'file b.enc.env', 'file c.enc.bin'],
    },
    {
      system: 'vals',
      input: 'a: ref+sops://enc/db.yaml#/x\nb: secretref+file://plain.yaml?x=1\nc: ref+vault://a/b#/c\n',
      expect: ['encrypted-file enc/db.yaml', 'plain-file plain.yaml'],
    },
    {
      system: 'teller',
      input: 'providers:\n  local: {kind: dotenv, maps: [{id: a, path: .env}]}\n  vault: {kind: hashicorp, maps: [{id: b, path: kv/x}]}\n',
      expect: ['dotenv-file .env'],
    },
  ]) {
    test(system, () => assert.equal(linked(system, input), expect));
  }
});

suite('files that others name', (test) => {
  const plain = secret('stringData: {password: m4j8pXq7Rw2K}');
  test('KSOPS reads a file in clear, relative to itself', () => {
    const generator = object('viaduct.ai/v1', 'ksops', 'files: [../a.enc.yaml]');
    assert.equal(across('ksops', { 'x/generator.yaml': generator, 'a.enc.yaml': plain }), ['file-clear a.enc.yaml /stringData/password']);
  });
  test('a file in another folder of that name is not meant', () => {
    const generator = object('viaduct.ai/v1', 'ksops', 'files: [a.enc.yaml]');
    assert.equal(across('ksops', { 'x/generator.yaml': generator, 'a.enc.yaml': plain }), []);
  });
  test('a decrypted copy is told by its name', () => {
    assert.equal(
      across('helm-secrets', { 'secrets.yaml.dec': 'db: {password: m4j8pXq7Rw2K}\n', 'decimals.yaml': 'db: {password: m4j8pXq7Rw2K}\n' }),
      ['decrypted-copy secrets.yaml.dec /db/password'],
    );
  });
});

/** [apiVersion, kind] of every object that a system of this file claims. */
const kinds: readonly (readonly [string, string])[] = [
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['external-secrets.io/v1', 'ClusterExternalSecret'],
  ['external-secrets.io/v1', 'ClusterSecretStore'],
  ['external-secrets.io/v1alpha1', 'PushSecret'],
  ['generators.external-secrets.io/v1alpha1', 'Fake'],
  ['generators.external-secrets.io/v1alpha1', 'GeneratorState'],
  ['generators.external-secrets.io/v1alpha1', 'Webhook'],
  ['vault.banzaicloud.com/v1alpha1', 'Vault'],
  ['secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass'],
  ['soluto.com/v1alpha2', 'KamusSecret'],
  ['kubernetes-client.io/v1', 'ExternalSecret'],
  ['isindir.github.com/v1alpha3', 'SopsSecret'],
  ['viaduct.ai/v1', 'ksops'],
  ['mumoshu.github.io/v1alpha1', 'AWSSecret'],
  ['endclothing.com/v1', 'ManagedSecret'],
  ['secrets.rustrial.org/v1beta1', 'SealedSecret'],
  ['secretgen.carvel.dev/v1alpha1', 'SecretExport'],
  ['secretgenerator.mittwald.de/v1alpha1', 'StringSecret'],
  ['secrets.infisical.com/v1alpha1', 'InfisicalSecret'],
  ['secrets.doppler.com/v1alpha1', 'DopplerSecret'],
  ['k8s.bitwarden.com/v1', 'BitwardenSecret'],
  ['onepassword.com/v1', 'OnePasswordItem'],
  ['ricoberger.de/v1alpha1', 'VaultSecret'],
  ['redhatcop.redhat.io/v1alpha1', 'VaultSecret'],
  ['spv.no/v1', 'AzureKeyVaultSecret'],
];
const members =
  'provider data dataFrom target template secretObjects parameters secretTemplates secrets externalConfig unsealConfig output authToken namespaces'.split(
    ' ',
  );
const shapes = ['null', 'text', '[]', '[null]', '[text]', '[[]]', '{}', '{a: null}', '{a: [text]}', '{data: [{name: {a: 1}}]}'];

suite('objects that are not what they should be', (test) => {
  for (const [apiVersion, kind] of kinds) {
    test(`${apiVersion} ${kind}`, () => {
      for (const shape of shapes) {
        assert.is(factsOf(object(apiVersion, kind, `spec: ${shape}\nstringData: ${shape}\nfiles: ${shape}`)).resources.length, 1, shape);
        for (const member of members) factsOf(object(apiVersion, kind, `spec: {${member}: ${shape}}`));
      }
    });
  }
});

suite('remedies', (test) => {
  for (const { id, remedy, aspects } of systems) {
    test(id, () => {
      assert.ok(remedy.rotate.length > 10 && remedy.steps.length > 1);
      assert.ok(Object.values(aspects).every((says) => says.length > 10));
    });
  }
});

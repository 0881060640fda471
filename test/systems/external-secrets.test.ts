/** External Secrets Operator: what is read as a value, what is said of stores and refreshes, what stands in other files. */
import * as assert from 'uvu/assert';
import { seconds } from '../../src/systems/external-secrets/duration.ts';
import { suite } from '../support/suite.ts';
import { across, linked, said } from './reading.ts';

const id = 'external-secrets';
const object = (kind: string, spec: string, group = 'external-secrets.io/v1'): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: ledger, namespace: payments}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
const generated = (kind: string, refresh: string): string =>
  object('ExternalSecret', `${refresh}\ndataFrom:\n- sourceRef: {generatorRef: {kind: ${kind}, name: ledger}}`);

suite('durations as Go writes them', (test) => {
  for (const [text, expect] of [
    ['0', 0],
    ['0s', 0],
    ['1h', 3600],
    ['1h30m', 5400],
    ['0.5m', 30],
    ['500ms', 0.5],
    ['1h0m0s', 3600],
    ['1d', null],
    ['', null],
    ['5 m', null],
    ['-5m', null],
    ['{{ .Values.refresh }}', null],
  ] as const) {
    test(text, () => assert.is(seconds(text), expect));
  }
});

suite('values of External Secrets', (test) => {
  for (const { name, input, expect } of [
    {
      name: 'remote keys and properties are names, whatever they look like',
      input: object('ExternalSecret', 'data:\n- {secretKey: password, remoteRef: {key: A8x92kQz71mNp4Rt, property: password}}'),
      expect: [],
    },
    {
      name: 'an inline twin is a credential, a reference to a Secret is none',
      input: object(
        'SecretStore',
        'provider:\n  scaleway:\n    accessKey: {secretRef: {name: s, key: k}}\n    secretKey: {value: 7b4e9fad-df6a-4d73-92c8-b5b0eb31375b}',
      ),
      expect: ['inline-credential /spec/provider/scaleway/secretKey/value plain secret'],
    },
    {
      name: 'a header that is a template, and one that is a setting',
      input: object(
        'SecretStore',
        'provider:\n  webhook:\n    headers: {Authorization: "Bearer {{ .auth.token }}", Accept: application/json}',
      ),
      expect: [
        'header /spec/provider/webhook/headers/Authorization template none',
        'header /spec/provider/webhook/headers/Accept plain none',
      ],
    },
    {
      name: 'a template of a push',
      input: object('PushSecret', 'template: {data: {password: m4j8pXq7Rw2K}}', 'external-secrets.io/v1alpha1'),
      expect: ['template /spec/template/data/password plain secret'],
    },
  ]) {
    test(name, () =>
      assert.equal(
        said(id, input).filter((one) => !/^(?:literal|stored|open|dead|remote)/.test(one)),
        expect,
      ),
    );
  }
});

suite('refreshes', (test) => {
  for (const { name, input, expect } of [
    { name: 'an hour is the default', input: object('ExternalSecret', 'data: []'), expect: [] },
    {
      name: 'ten seconds',
      input: object('ExternalSecret', 'refreshInterval: 10s'),
      expect: ['fetched-every-few-seconds /spec/refreshInterval'],
    },
    { name: 'one minute', input: object('ExternalSecret', 'refreshInterval: 1m'), expect: ['fetched-often /spec/refreshInterval'] },
    { name: 'once, said so', input: object('ExternalSecret', 'refreshInterval: 10s\nrefreshPolicy: CreatedOnce'), expect: [] },
    { name: 'a template', input: object('ExternalSecret', 'refreshInterval: "{{ .Values.x }}"'), expect: [] },
    {
      name: 'a password that changes',
      input: generated('Password', 'refreshInterval: 1h'),
      expect: ['invented-again /spec/refreshInterval'],
    },
    { name: 'a password that stays', input: generated('Password', 'refreshInterval: "0"'), expect: [] },
    {
      name: 'a token made once, which dies',
      input: generated('ECRAuthorizationToken', 'refreshPolicy: CreatedOnce'),
      expect: ['outlives-token /spec'],
    },
    { name: 'a token in time', input: generated('GithubAccessToken', 'refreshInterval: 45m'), expect: [] },
    {
      name: 'inside a ClusterExternalSecret',
      input: object('ClusterExternalSecret', 'externalSecretSpec:\n  refreshInterval: 5s'),
      expect: ['fetched-every-few-seconds /spec/externalSecretSpec/refreshInterval'],
    },
  ]) {
    test(name, () =>
      assert.equal(
        said(id, input).filter((one) => !one.startsWith('literal')),
        expect,
      ),
    );
  }
});

suite('webhooks without TLS', (test) => {
  for (const [url, expect] of [
    ['http://secrets.example.org/x', true],
    ['https://secrets.example.org/x', false],
    ['http://bitwarden-cli.tools.svc.cluster.local:8087/x', false],
    ['http://bitwarden-cli:8087/x', false],
    ['http://127.0.0.1:8087/x', false],
  ] as const) {
    test(url, () =>
      assert.is(
        said(id, object('SecretStore', `provider:\n  webhook: {url: "${url}"}`)).some((one) => one.startsWith('webhook-unencrypted')),
        expect,
      ),
    );
  }
});

suite('links of External Secrets', (test) => {
  test('the login of a store, in its own namespace or the one that is written', () => {
    const spec =
      'provider:\n  aws:\n    auth:\n      secretRef:\n        accessKeyIDSecretRef: {name: aws, key: id}\n        secretAccessKeySecretRef: {name: aws, key: secret, namespace: eso}';
    assert.equal(linked(id, object('SecretStore', spec)), ['login-secret payments/aws', 'login-secret eso/aws']);
  });
  test('a CA bundle is no login', () => {
    const spec = 'provider:\n  vault:\n    caProvider: {type: Secret, name: ca, key: ca.crt}';
    assert.equal(linked(id, object('SecretStore', spec)), []);
  });
  test('the Secret that is made has the name of the target, else of the object', () => {
    assert.equal(linked(id, object('ExternalSecret', 'target: {name: db}')), ['product payments/db']);
    assert.equal(linked(id, object('ExternalSecret', 'data: []')), ['product payments/ledger']);
    assert.equal(linked(id, object('ExternalSecret', 'target: {creationPolicy: Merge, name: db}')), []);
  });
});

const secret = (namespace: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: db${namespace}}\nstringData: {password: m4j8pXq7Rw2K}\n`;
const made = (namespace: string): string =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db${namespace}}\nspec: {data: []}\n`;

suite('plaintext twins', (test) => {
  for (const { name, files, expect } of [
    { name: 'in one folder', files: { 'a/old.yaml': secret(''), 'a/new.yaml': made('') }, expect: 1 },
    {
      name: 'in one namespace, wherever',
      files: { 'a/old.yaml': secret(', namespace: n'), 'b/c/new.yaml': made(', namespace: n') },
      expect: 1,
    },
    { name: 'in folders side by side', files: { 'a/old/s.yaml': secret(''), 'a/new/e.yaml': made('') }, expect: 1 },
    { name: 'in another overlay', files: { 'o/dev/s/s.yaml': secret(''), 'o/prod/e/e.yaml': made('') }, expect: 0 },
    { name: 'in another namespace', files: { 'a/old.yaml': secret(', namespace: n'), 'a/new.yaml': made(', namespace: m') }, expect: 0 },
  ]) {
    test(name, () => assert.is(across(id, files).length, expect));
  }
});

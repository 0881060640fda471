import * as assert from 'uvu/assert';
import { argocd } from '../../../src/systems/argocd/index.ts';
import { suite } from '../../support/suite.ts';
import { across, generated, links, values, verdicts } from '../found.ts';

const secret = (label: string, data: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  labels:\n    argocd.argoproj.io/secret-type: ${label}\nstringData:\n${data}`;

suite('argocd: Secrets', (test) => {
  test('the label decides, and an unknown one is somebody else’s', () => {
    for (const label of ['repository', 'repo-creds', 'repository-write', 'repo-write-creds', 'scm-creds']) {
      assert.ok(
        values('argocd', 'a.yaml', secret(label, `  password: ${generated}\n`)).includes(
          'repository-credential password @/stringData/password',
        ),
        label,
      );
    }
    assert.equal(values('argocd', 'a.yaml', secret('other', `  password: ${generated}\n`)), []);
  });

  test('what says where the repository is, is public', () => {
    const found = verdicts(
      'argocd',
      'a.yaml',
      secret(
        'repository',
        '  url: https://git.example.org/a.git\n  name: apps\n  type: git\n  project: default\n  enableLfs: "true"\n  githubAppID: "12345"\n',
      ),
    );
    for (const [key, verdict] of Object.entries(found)) assert.not.equal(verdict, 'secret', key);
  });

  test('a cluster’s configuration is opened', () => {
    const config = JSON.stringify({ bearerToken: generated, tlsClientConfig: { caData: 'LS0t', insecure: false } });
    assert.is(verdicts('helm', 'a.yaml', secret('cluster', `  config: '${config}'\n`))['bearerToken'], 'secret');
  });

  test('an identity of the cloud is none', () => {
    const config = JSON.stringify({ awsAuthConfig: { clusterName: 'prod', roleARN: 'arn:aws:iam::123456789012:role/argo' } });
    for (const verdict of Object.values(verdicts('helm', 'a.yaml', secret('cluster', `  config: '${config}'\n`))))
      assert.not.equal(verdict, 'secret');
  });
});

suite('argocd: ConfigMaps', (test) => {
  const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n${data}`;

  test('references pass, in both spellings', () => {
    const found = verdicts(
      'helm',
      'a.yaml',
      map(
        '  oidc.config: |\n    name: x\n    clientSecret: $oidc.login.clientSecret\n    other:\n      clientSecret: $sso-secret:oidc.clientSecret\n',
      ),
    );
    assert.is(found['clientSecret'], 'none');
  });

  test('a literal does not', () => {
    assert.is(verdicts('helm', 'a.yaml', map(`  oidc.config: |\n    name: x\n    clientSecret: ${generated}\n`))['clientSecret'], 'secret');
  });

  test('a member that is no document is judged by itself', () => {
    assert.equal(values('argocd', 'a.yaml', map('  url: https://argo.example.org\n')), ['config-literal url @/data/url']);
  });
});

suite('argocd: applications', (test) => {
  const application = (source: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n${source}`;
  const set = (source: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n  generators: [{list: {elements: [{cluster: a}]}}]\n  template:\n    spec:\n      source:\n${source.replace(/^/gm, '    ')}`;

  test('parameters, values as text and as an object', () => {
    const source = `    helm:\n      parameters: [{name: a.password, value: ${generated}}]\n      valuesObject: {token: ${generated}}\n      values: |\n        a: 1\n        apiKey: ${generated}\n`;
    for (const text of [application(source), set(source)]) {
      const found = { ...verdicts('argocd', 'a.yaml', text), ...verdicts('helm', 'a.yaml', text) };
      assert.equal([found['a.password'], found['token'], found['apiKey']], ['secret', 'secret', 'secret']);
    }
  });

  test('values of a single line', () => {
    const text = application(`    helm:\n      values: 'password: "${generated}"'\n`);
    assert.is(verdicts('argocd', 'a.yaml', text)['password'], 'secret');
  });

  test('credentials of plugins are known by their names, with Argo CD’s prefix too', () => {
    const env = (name: string): string =>
      application(`    plugin:\n      env: [{name: ${name}, value: 8ce2eae9-6ec5-1494-021d-34c8e8f3473e}]\n`);
    for (const name of ['AVP_SECRET_ID', 'ARGOCD_ENV_AVP_SECRET_ID', 'VAULT_TOKEN']) {
      assert.equal(values('argocd', 'a.yaml', env(name)), [`plugin-credential ${name} @/spec/source/plugin/env/0/value`]);
    }
    assert.equal(values('argocd', 'a.yaml', env('AVP_ROLE_ID')), ['literal AVP_ROLE_ID @/spec/source/plugin/env/0/value']);
  });

  test('parameters of plugins', () => {
    const text = application(`    plugin:\n      parameters:\n      - name: api-token\n        string: ${generated}\n`);
    assert.equal(values('argocd', 'a.yaml', text), ['literal api-token @/spec/source/plugin/parameters/0/string']);
  });

  const uris = [
    { input: 'secrets://secrets.yaml', expect: ['value-file /charts/db/secrets.yaml'] },
    { input: 'secrets+age-import:///keys/age.txt?prod/secrets.yaml', expect: ['value-file /charts/db/prod/secrets.yaml'] },
    { input: 'secrets://sops!/env/secrets.yaml', expect: ['value-file /env/secrets.yaml'] },
    { input: 'secrets://https://git.example.org/secrets.yaml', expect: [] },
    { input: 'secrets+literal://ref+vault://secret/db#/password', expect: [] },
    { input: 'values.yaml', expect: [] },
  ];
  for (const { input, expect } of uris) {
    test(`${input} names ${expect.length === 0 ? 'no encrypted file' : expect[0]}`, () => {
      assert.equal(links('a.yaml', application(`    path: charts/db\n    helm:\n      valueFiles: ['${input}']\n`)), expect);
    });
  }

  test('a file that is taken for encrypted and is not', () => {
    const files = {
      'a.yaml': application("    path: db\n    helm: {valueFiles: ['secrets://s.yaml']}\n"),
      'db/s.yaml': `token: ${generated}\nhost: x\n`,
    };
    assert.equal(across(argocd, files), ['db/s.yaml#/token value-file-clear']);
    assert.equal(across(argocd, { ...files, 'db/s.yaml': 'token: ref+vault://secret/x#/token\n' }), []);
  });
});

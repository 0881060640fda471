import * as assert from 'uvu/assert';
import { vaultSecretsOperator } from '../../../src/systems/vault-secrets-operator/index.ts';
import { suite } from '../../support/suite.ts';
import { across, generated, links, values, verdicts } from '../found.ts';

const object = (kind: string, spec: string): string =>
  `apiVersion: secrets.hashicorp.com/v1beta1\nkind: ${kind}\nmetadata: {name: a, namespace: apps}\nspec:\n${spec}`;
const system = 'vault-secrets-operator';

suite('vault secrets operator', (test) => {
  test('a header that logs in, beside one that names a namespace', () => {
    const found = verdicts(
      system,
      'a.yaml',
      object('VaultConnection', `  headers:\n    X-Vault-Token: ${generated}\n    X-Vault-Namespace: platform\n`),
    );
    assert.equal(
      [found['X-Vault-Token'], found['X-Vault-Namespace']].map((one) => one === 'secret'),
      [true, false],
    );
  });

  test('headers and parameters of each method of a global login', () => {
    const text = object(
      'VaultAuthGlobal',
      `  jwt:\n    headers: {Authorization: Bearer ${generated}}\n    params: {client_secret: ${generated}}\n`,
    );
    assert.equal(values(system, 'a.yaml', text), [
      'header Authorization @/spec/jwt/headers/Authorization',
      'parameter client_secret @/spec/jwt/params/client_secret',
    ]);
  });

  test('a template of references passes, a literal beside one does not', () => {
    const template = (text: string): string => object('SecretTransformation', `  templates:\n    dsn:\n      text: '${text}'\n`);
    assert.equal(values(system, 'a.yaml', template('{{ get .Secrets "x" }}')), ['template text @/spec/templates/dsn/text template']);
    assert.is(verdicts(system, 'a.yaml', template(`postgres://a:${generated}@db/{{ get .Secrets "name" }}`))['text'], 'secret');
  });

  test('the Secret of a login, which stands in clear', () => {
    const auth = object('VaultAuth', '  method: appRole\n  appRole: {roleId: x, secretRef: approle}\n');
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: approle, namespace: apps}\nstringData:\n  id: 8ce2eae9-6ec5-1494-021d-34c8e8f3473e\n`;
    assert.equal(links('a.yaml', auth), ['login-secret Secret/approle']);
    assert.equal(across(vaultSecretsOperator, { 'a.yaml': auth, 's.yaml': secret }), ['s.yaml#/stringData/id login-secret-clear']);
  });
});

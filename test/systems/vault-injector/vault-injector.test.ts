import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, values, verdicts } from '../found.ts';

const deployment = (annotations: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    metadata:\n      annotations:\n        vault.hashicorp.com/agent-inject: "true"\n${annotations}    spec:\n      containers:\n      - name: a\n        env: [{name: API_TOKEN, value: ${generated}}]\n`;

suite('vault injector', (test) => {
  test('paths and switches are no values; templates, commands and logins are read', () => {
    const text = deployment(
      '        vault.hashicorp.com/role: app\n        vault.hashicorp.com/agent-inject-secret-db: secret/data/db\n        vault.hashicorp.com/agent-inject-template-db: x\n        vault.hashicorp.com/agent-inject-command-db: kill 1\n        vault.hashicorp.com/auth-config-path: /run/id\n',
    );
    assert.equal(
      values('vault-injector', 'a.yaml', text).map((one) => one.split(' ')[0]),
      ['template', 'command', 'login-setting'],
    );
  });

  test('a template of references only', () => {
    const text = deployment(
      `        vault.hashicorp.com/agent-inject-template-db: '{{ with secret "secret/data/db" }}{{ .Data.data.p }}{{ end }}'\n`,
    );
    assert.ok(values('vault-injector', 'a.yaml', text)[0]?.endsWith(' template'));
  });

  test('the rest of the workload is read as ever', () => {
    assert.is(verdicts('core', 'a.yaml', deployment(''))['API_TOKEN'], 'secret');
  });

  test('a workload without its annotations is not its own', () => {
    assert.equal(values('vault-injector', 'a.yaml', deployment('').replace('vault.hashicorp.com', 'example.org')), []);
  });
});

import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, observations, values, verdicts } from '../found.ts';

suite('terraform: configuration', (test) => {
  const cases = [
    {
      name: 'a variable file',
      path: 'x.tfvars',
      input: `db_password = "${generated}"\n`,
      expect: 'variable-value db_password @/db_password',
    },
    {
      name: 'a default, called by its variable',
      path: 'v.tf',
      input: `variable "db_password" {\n  default = "${generated}"\n}\n`,
      expect: 'variable-value db_password @/variable/db_password/default',
    },
    {
      name: 'a provider',
      path: 'p.tf',
      input: `provider "x" {\n  token = "${generated}"\n}\n`,
      expect: 'provider-credential token @/provider/x/token',
    },
    {
      name: 'data of a kubernetes_secret',
      path: 'k.tf',
      input: `resource "kubernetes_secret_v1" "a" {\n  data = { x = "${generated}" }\n}\n`,
      expect: 'kubernetes-secret x @/resource/kubernetes_secret_v1/a/data/x',
    },
    {
      name: 'a set of a release, called by its name',
      path: 'h.tf',
      input: `resource "helm_release" "a" {\n  set {\n    name = "auth.password"\n    value = "${generated}"\n  }\n}\n`,
      expect: 'chart-value auth.password @/resource/helm_release/a/set/value',
    },
    {
      name: 'a local',
      path: 'l.tf',
      input: `locals {\n  api_token = "${generated}"\n}\n`,
      expect: 'argument api_token @/locals/api_token',
    },
  ];
  for (const { name, path, input, expect } of cases) {
    test(name, () => {
      assert.ok(values('terraform', path, input).includes(expect), values('terraform', path, input).join('\n'));
    });
  }

  test('binary_data is base64', () => {
    const text = `resource "kubernetes_secret" "a" {\n  binary_data = { x = "${Buffer.from(generated).toString('base64')}" }\n}\n`;
    assert.equal(values('terraform', 'k.tf', text), ['kubernetes-secret x @/resource/kubernetes_secret/a/binary_data/x encoded']);
  });

  const computed = ['var.password', 'data.vault_kv.x.data["password"]', 'random_password.x.result', '"${var.password}"', 'file("x.txt")'];
  for (const expression of computed) {
    test(`${expression} is no literal`, () => {
      const [verdict] = Object.values(verdicts('terraform', 'p.tf', `provider "x" {\n  password = ${expression}\n}\n`));
      assert.is(verdict, 'none');
    });
  }

  test('descriptions and sources say nothing', () => {
    assert.equal(
      values('terraform', 'v.tf', 'variable "x_password" {\n  type = string\n  description = "the password of the database"\n}\n'),
      [],
    );
  });
});

suite('terraform: state', (test) => {
  const state = (resources: unknown[], outputs: unknown = {}): string =>
    JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'x', outputs, resources });
  const instance = (type: string, attributes: unknown, sensitive: unknown = []): unknown => ({
    type,
    name: 'a',
    instances: [{ attributes, sensitive_attributes: sensitive }],
  });

  test('the file itself is told once', () => {
    assert.equal(
      observations('terraform', 'terraform.tfstate', state([])).map((one) => one.aspect),
      ['state-file'],
    );
  });

  test('an attribute that the provider calls sensitive, whatever its name', () => {
    const path = [[{ type: 'get_attr', value: 'outcome' }]];
    assert.is(verdicts('terraform', 'x.tfstate', state([instance('x_y', { outcome: generated }, path)]))['outcome'], 'secret');
    assert.is(verdicts('terraform', 'x.tfstate', state([instance('x_y', { outcome: generated })]))['outcome'], 'none');
  });

  test('an output that its author calls sensitive', () => {
    assert.is(verdicts('terraform', 'x.tfstate', state([], { link: { value: generated, sensitive: true } }))['link'], 'secret');
    assert.is(verdicts('terraform', 'x.tfstate', state([], { link: { value: generated } }))['link'], 'none');
  });

  test('data of a Secret in the state', () => {
    assert.is(verdicts('terraform', 'x.tfstate', state([instance('kubernetes_secret', { data: { x: generated } })]))['x'], 'secret');
  });

  test('other JSON with resources is none', () => {
    assert.equal(values('terraform', 'x.json', '{"resources": [{"type": "a", "name": "b"}]}'), []);
  });
});

import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, observations, values, verdicts } from '../found.ts';

suite('helm: values', (test) => {
  test('a mapping that is no object is read as values, whatever the file is called', () => {
    const text = `auth:\n  password: ${generated}\n`;
    for (const path of ['values.yaml', 'prod/app.yml', 'secrets.yaml.dec', 'values.yaml.gotmpl']) {
      assert.equal(values('helm', path, text), ['value password @/auth/password'], path);
    }
  });

  test('a pair of name and value goes by the name', () => {
    assert.equal(verdicts('helm', 'values.yaml', `env:\n- name: DB_PASSWORD\n  value: ${generated}\n`)['DB_PASSWORD'], 'secret');
  });

  test('whole objects among the values are read as objects', () => {
    const text = `extraDeploy:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: a}\n  stringData: {password: ${generated}}\n`;
    assert.equal(values('helm', 'values.yaml', text), []);
    assert.equal(
      values('core', 'values.yaml', text).filter((one) => one.includes('password')),
      ['secret-data password @/extraDeploy/0/stringData/password'],
    );
  });

  test('a schema, an API description and a lock file hold no values', () => {
    for (const text of [
      '{"$schema": "http://json-schema.org/schema#", "properties": {"password": {"default": "x"}}}',
      '{"type": "object", "properties": {"password": {"type": "string", "default": "x"}}}',
      '{"openapi": "3.0.0", "paths": {"/login": {"example": {"password": "x"}}}}',
      '{"lockfileVersion": 3, "packages": {"a": {"integrity": "x"}}}',
    ]) {
      assert.equal(values('helm', 'x.json', text), []);
    }
  });

  test('what stands in a document within a Secret is judged as strictly as the Secret', () => {
    const inner = Buffer.from('smtp:\n  user: app\n  password: Sunflower\n').toString('base64');
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  config.yaml: ${inner}\n`;
    assert.is(verdicts('helm', 'a.yaml', text)['password'], 'secret');
    assert.is(verdicts('helm', 'values.yaml', 'smtp:\n  user: app\n  password: Sunflower\n')['password'], 'suspect');
  });
});

suite('helm: templates that are no manifests', (test) => {
  const cases = [
    { name: 'a default', input: `{{ .Values.auth.password | default "${generated}" | b64enc }}`, expect: ['auth.password'] },
    { name: 'a literal that is encoded', input: `{{- define "x.token" -}}\n{{ "${generated}" | b64enc }}`, expect: ['x.token'] },
    { name: 'a variable', input: `{{- $password := default "${generated}" .Values.p -}}`, expect: ['password'] },
    { name: 'no literal', input: '{{ .Values.auth.password | b64enc }}', expect: [] },
    { name: 'a literal that is only named', input: '{{ include "x.name" . | b64enc }}', expect: [] },
  ];
  for (const { name, input, expect } of cases) {
    test(name, () => {
      assert.equal(Object.keys(verdicts('helm', 'chart/templates/_helpers.tpl', input)), expect);
    });
  }
});

suite('helm: records of releases', (test) => {
  const manifest = `---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {token: ${generated}}\n`;
  const release = {
    name: 'web',
    info: {},
    chart: { metadata: { name: 'web' }, values: { adminPassword: '' }, templates: [{ name: 'x', data: generated }] },
    config: { auth: { password: generated } },
    manifest,
  };
  const once = Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64');
  const secret = `apiVersion: v1\nkind: Secret\ntype: helm.sh/release.v1\nmetadata: {name: sh.helm.release.v1.web.v1, labels: {name: web}}\ndata:\n  release: ${once}\n`;

  test('the record is told, with the values and the manifests inside it', () => {
    assert.equal(
      observations('helm', 'a.yaml', secret).map((one) => [one.aspect, one.detail]),
      [['release-record', { release: 'web' }]],
    );
    assert.equal(values('helm', 'a.yaml', secret).slice(0, 2), [
      'release-value password @/data/release',
      'release-value adminPassword @/data/release empty',
    ]);
    assert.ok(values('core', 'a.yaml', secret).includes('secret-data token @/data/release'));
  });

  test('an empty or templated record is none', () => {
    assert.equal(observations('helm', 'a.yaml', secret.replace(once, '""')), []);
    assert.equal(observations('helm', 'a.yaml', secret.replace(once, '"{{ .Values.release }}"')), []);
  });
});

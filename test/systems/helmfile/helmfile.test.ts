import * as assert from 'uvu/assert';
import { helmfile } from '../../../src/systems/helmfile/index.ts';
import { suite } from '../../support/suite.ts';
import { across, generated, links, values, verdicts } from '../found.ts';

suite('helmfile', (test) => {
  test('inline values, set and the login of a repository', () => {
    const text = `repositories: [{name: x, url: https://x, password: ${generated}}]\nreleases:\n- name: a\n  chart: x/a\n  values: [v.yaml, {token: ${generated}}]\n  set: [{name: auth.password, value: ${generated}}]\n`;
    const found = verdicts('helmfile', 'helmfile.yaml', text);
    assert.equal([found['password'], found['token'], found['auth.password']], ['secret', 'secret', 'secret']);
  });

  test('files of releases and environments, which must be encrypted', () => {
    const text = 'environments:\n  prod: {secrets: [env/prod.yaml]}\nreleases:\n- name: a\n  chart: x/a\n  secrets: [a.yaml]\n';
    assert.equal(links('helmfile.yaml', text), ['secrets-file a.yaml', 'secrets-file env/prod.yaml']);
  });

  test('told at each value that stands in clear', () => {
    const files = {
      'x/helmfile.yaml': 'releases:\n- name: a\n  chart: x/a\n  secrets: [s.yaml]\n',
      'x/s.yaml': `token: ${generated}\nhost: x\n`,
    };
    assert.equal(across(helmfile, files), ['x/s.yaml#/token secrets-file-clear']);
    assert.equal(across(helmfile, { ...files, 'x/s.yaml': 'token: ref+vault://secret/a#/token\n' }), []);
  });

  test('values that have releases or environments of their own are values', () => {
    assert.equal(values('helmfile', 'values.yaml', 'releases: {a: 1}\nenvironments: {prod: {url: x}}\n'), []);
  });
});

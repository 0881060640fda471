import * as assert from 'uvu/assert';
import { fingerprintOf, type Identified } from '../../src/gate/identity.ts';
import { repoPath, ruleId } from '../../src/model/ids.ts';
import { suite } from '../support/suite.ts';

const resource = { apiVersion: 'v1', kind: 'Secret', namespace: 'prod', name: 'db' };
const one: Identified = { rule: ruleId('core/secret-plain'), system: 'core', resource, keyPath: 'data.password', path: repoPath('a.yaml') };

const cases: readonly { readonly name: string; readonly input: Partial<Identified>; readonly expect: 'same' | 'other' }[] = [
  { name: 'a renamed file', input: { path: repoPath('b.yaml') }, expect: 'same' },
  { name: 'a new version of the API', input: { resource: { ...resource, apiVersion: 'v2' } }, expect: 'same' },
  { name: 'another API group', input: { resource: { ...resource, apiVersion: 'example.org/v1' } }, expect: 'other' },
  { name: 'another namespace', input: { resource: { ...resource, namespace: 'dev' } }, expect: 'other' },
  { name: 'a namespace taken out', input: { resource: { ...resource, namespace: null } }, expect: 'other' },
  { name: 'another key', input: { keyPath: 'data.token' }, expect: 'other' },
  { name: 'another rule', input: { rule: ruleId('core/secret-base64') }, expect: 'other' },
  { name: 'another system', input: { system: 'sops' }, expect: 'other' },
];

suite('identity', (test) => {
  for (const { name, input, expect } of cases) {
    test(`${name}: ${expect} fingerprint`, () => {
      assert.is(fingerprintOf({ ...one, ...input }, 0) === fingerprintOf(one, 0), expect === 'same');
    });
  }

  test('without a resource, or with a nameless one, the path counts', () => {
    for (const without of [null, { ...resource, name: null }]) {
      const [a, b] = ['a.yaml', 'b.yaml'].map((path) => fingerprintOf({ ...one, resource: without, path: repoPath(path) }, 0));
      assert.is.not(a, b);
    }
  });

  test('the ordinal tells equal ones apart', () => {
    assert.is.not(fingerprintOf(one, 0), fingerprintOf(one, 1));
  });

  test('parts cannot be shifted into one another', () => {
    const [a, b] = [
      { ...one, resource: { ...resource, namespace: 'a', name: 'b/c' } },
      { ...one, resource: { ...resource, namespace: 'a/b', name: 'c' } },
    ];
    assert.is.not(fingerprintOf(a, 0), fingerprintOf(b, 0));
  });

  test('the form is promised: 128 bits in hex, the same in every release', () => {
    assert.is(fingerprintOf(one, 0), 'a3161ebb5e5c9829162a153d78bdde91');
  });
});

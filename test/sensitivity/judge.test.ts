import * as assert from 'uvu/assert';
import type { Container } from '../../src/model/fact.ts';
import { judge, type Question } from '../../src/sensitivity/judge.ts';
import { suite } from '../support/suite.ts';
import { pairs } from './pairs.ts';

const ask = (text: string, more: Partial<Question> = {}): Question => ({
  text,
  whole: true,
  key: 'password',
  keyPath: 'data.password',
  container: 'secret',
  kind: null,
  secretType: null,
  scalar: 'string',
  neighbours: [],
  example: false,
  test: false,
  ...more,
});

suite('sensitivity of a value', (test) => {
  for (const { verdict, container, keyPath, value } of pairs) {
    // The key is the last step; keys of Secrets and annotations may hold dots themselves.
    const key =
      /secret|config-map|annotation/.test(container) || keyPath.startsWith('@') ? keyPath : keyPath.slice(keyPath.lastIndexOf('.') + 1);
    test(`${container}: ${keyPath}: ${value.slice(0, 40).replaceAll('\n', ' ')}: ${verdict}`, () => {
      const judged = judge(ask(value, { key, keyPath, container: container as Container }));
      const said = judged.sensitivity.verdict === 'none' || judged.sensitivity.verdict === 'public' ? 'silent' : judged.sensitivity.verdict;
      assert.is(said, verdict, `${judged.sensitivity.shape}: ${judged.sensitivity.reasons.join('; ')}`);
      assert.ok(judged.sensitivity.reasons.length > 0);
    });
  }

  const verdict = (text: string, more: Partial<Question> = {}): string => judge(ask(text, more)).sensitivity.verdict;
  const weakness = (text: string, more: Partial<Question> = {}): readonly string[] => judge(ask(text, more)).weakness;

  test('where a value stands counts each time anew', () => {
    const env = { container: 'env' as const, keyPath: 'env.password' };
    assert.equal([verdict('hunter2', { ...env, passing: true }), verdict('hunter2', env)], ['suspect', 'secret']);
    const written = { container: 'secret' as const, passing: true };
    assert.equal(
      [verdict('gfpass', written), verdict('harbor42pass', written), verdict('Ysr2iq7fDxcLoLMsz', written)],
      ['suspect', 'suspect', 'secret'],
    );
    const setting = { key: 'secret', keyPath: 'secret', container: 'values' as const };
    assert.equal([verdict('shh!', { ...setting, inSecret: true }), verdict('shh!', setting)], ['suspect', 'none']);
  });

  test('an example holds placeholders and made-up values; what looks real is still said', () => {
    const example = { example: true };
    assert.is(verdict('changeme', example), 'none');
    assert.is(verdict('admin', example), 'none');
    assert.is(verdict('hunter2', example), 'none');
    assert.is(verdict('Ysr2iq7fDxcLoLMsz', example), 'suspect');
  });
  test('a password in a test is no alarm, generated or not', () => {
    assert.is(verdict('admin', { test: true }), 'suspect');
    assert.is(verdict('Ysr2iq7fDxcLoLMsz', { test: true }), 'suspect');
    assert.is(verdict('Ysr2iq7fDxcLoLMsz', { test: true, container: 'values' }), 'suspect');
  });
  test('what stands beside references counts by its pieces', () => {
    const residue = { whole: false };
    assert.is(verdict('postgres://app:JDyNXuDTUDGgtW4U9B@:5432/', residue), 'secret');
    assert.is(verdict('n78BToXMszpi', residue), 'secret');
    assert.is(verdict('redis://:@127.0.0.1:6739', residue), 'none');
    assert.is(verdict('-password', residue), 'none');
    assert.is(verdict('Bearer ', { ...residue, key: 'Authorization' }), 'none');
    assert.is(verdict('n78BToXMszpi', { ...residue, key: 'name', container: 'values' }), 'none');
    assert.is(verdict('admin:changeme@', residue), 'none');
  });
  test('weaknesses of a value', () => {
    assert.equal(weakness('password'), ['guessable', 'equals-key']);
    assert.equal(weakness('P@ssw0rd!'), ['guessable']);
    assert.equal(weakness('rFTQ'), ['short']);
    assert.equal(weakness('Q3JwS3JpOVVIIWtkSEZtZFFR', { keyPath: 'stringData.password' }), ['base64-in-string-data']);
    assert.equal(weakness('Ysr2iq7fDxcLoLMsz'), []);
    assert.equal(weakness('admin', { key: 'username' }), []);
    assert.equal(weakness('postgres://app:postgres@db/x', { key: 'DATABASE_URL' }), ['guessable']);
  });
  test("raw bytes are a secret under a secret's name", () => {
    const bytes = { scalar: 'binary' } as const;
    assert.is(verdict('', { ...bytes, key: 'encryption-key' }), 'secret');
    assert.is(verdict('', { ...bytes, key: 'server.keystore.jks' }), 'secret');
    assert.is(verdict('', { ...bytes, key: 'truststore.jks' }), 'none');
    assert.is(verdict('', { ...bytes, key: 'logo.png' }), 'none');
    assert.is(verdict('', { ...bytes, key: 'blob' }), 'suspect');
    assert.is(verdict('', { ...bytes, key: 'icon', container: 'config-map' }), 'none');
  });
  test('a token whose checksum is wrong is an alarm only where a secret is expected', () => {
    const forged = ['ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ', '0mLq18'].join('');
    assert.is(verdict(forged, { key: 'foo', container: 'values' }), 'suspect');
    assert.is(verdict(forged, { key: 'token', container: 'values' }), 'secret');
    assert.is(judge(ask(forged)).sensitivity.token, 'github-token');
  });
  test('the id half of a key pair is none', () => {
    const id = ['AKIA', 'Z7QK3MNB5TWX2RLD'].join('');
    assert.equal([verdict(id, { key: 'aws_access_key_id' }), verdict(id, { key: 'x', container: 'env' })], ['public', 'public']);
  });
  test('the secret id of an AppRole is told by its neighbour', () => {
    const uuid = 'b4e9fadd-f6a3-d736-2c8b-5b0eb31375bb';
    assert.is(verdict(uuid, { key: 'secretId', container: 'env', neighbours: ['roleId', 'secretId'] }), 'secret');
    assert.is(verdict(uuid, { key: 'secretId', container: 'env' }), 'public');
  });
});

import { randomBytes } from 'node:crypto';
import * as assert from 'uvu/assert';
import type { ValueFact } from '../../../src/model/fact.ts';
import { suite } from '../../support/suite.ts';
import { factsOf, generated, values, verdicts } from '../found.ts';

const share = (bytes = 33): string => randomBytes(bytes).toString('base64');
const rootToken = `hvs.${generated}Qz7R`;

const details = (path: string, text: string) =>
  factsOf(path, text)
    .facts.filter((fact): fact is ValueFact => fact.subject === 'value' && fact.aspect.endsWith('-key'))
    .map((fact) => fact.detail);

suite('vault: what operator init prints', (test) => {
  test('shares are counted against the threshold', () => {
    const init = (found: number) =>
      JSON.stringify({ unseal_keys_b64: Array.from({ length: found }, () => share()), unseal_shares: 5, unseal_threshold: 3 });
    assert.equal(details('init.json', init(3))[0], { found: 3, total: 5, threshold: 3, enough: 'yes' });
    assert.equal(details('init.json', init(2))[0], { found: 2, total: 5, threshold: 3, enough: 'no' });
    assert.equal(details('init.json', JSON.stringify({ unseal_keys_b64: [share()] }))[0], {
      found: 1,
      total: 1,
      threshold: 'unknown',
      enough: 'unknown',
    });
  });

  const forms = [
    {
      name: 'of the HTTP API',
      input: { keys: [randomBytes(33).toString('hex')], keys_base64: [share()], root_token: rootToken },
      expect: ['keys_base64/0', 'keys/0', 'root_token'],
    },
    {
      name: 'of a single keeper',
      input: { unseal_keys_b64: [share(32)], unseal_keys_hex: [randomBytes(32).toString('hex')] },
      expect: ['unseal_keys_b64/0', 'unseal_keys_hex/0'],
    },
    {
      name: 'of a key service',
      input: { unseal_keys_b64: [], recovery_keys_b64: [share()], root_token: rootToken },
      expect: ['recovery_keys_b64/0', 'root_token'],
    },
    { name: 'placeholders', input: { unseal_keys_b64: ['<key 1>'], root_token: '' }, expect: [] },
    { name: 'keys of something else', input: { keys: [randomBytes(32).toString('hex')], count: 1 }, expect: [] },
  ];
  for (const { name, input, expect } of forms) {
    test(`JSON ${name}`, () => {
      assert.equal(
        values('vault', 'x.json', JSON.stringify(input)).map((one) => one.slice(one.indexOf('@/') + 2)),
        expect,
      );
    });
  }

  test('the text of the terminal, in any file', () => {
    const text = `# init\n\nUnseal Key 1: ${share()}\nUnseal Key 2: ${share()}\n\nInitial Root Token: ${rootToken}\n\nVault initialized with 3 key shares and a key threshold of 2.\n`;
    assert.equal(
      values('vault', 'notes.md', text).filter((one) => !one.startsWith('token')),
      ['unseal-key Unseal Key 1 @line 3', 'unseal-key Unseal Key 2 @line 4', 'root-token Initial Root Token @line 6'],
    );
    assert.equal(details('notes.md', text)[0], { found: 2, total: 3, threshold: 2, enough: 'yes' });
  });

  test('and within a ConfigMap, at the place of its value', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  init: |\n    Unseal Key 1: ${share()}\n`;
    assert.equal(values('vault', 'a.yaml', text), ['unseal-key Unseal Key 1 @/data/init']);
  });
});

suite('vault: tokens', (test) => {
  const tokens = [
    { name: 'a root token', input: rootToken, expect: 1 },
    { name: 'a service token', input: `hvs.${'CAESI'.repeat(20)}`, expect: 1 },
    { name: 'a batch token', input: `hvb.${'AAAAAQ'.repeat(20)}`, expect: 1 },
    { name: 'an old token, alone in its file', input: `s.${generated}Qz7R`, expect: 1 },
    { name: 'an old token among text', input: `see s.${generated}Qz7R there`, expect: 0 },
    { name: 'a module of a program', input: 'hvs.configuration.loader', expect: 0 },
    { name: 'a longer word', input: `archvs.${generated}Qz7R`, expect: 0 },
  ];
  for (const { name, input, expect } of tokens) {
    test(name, () => {
      assert.is(values('vault', 'x.txt', `${input}\n`).length, expect);
    });
  }
});

suite('vault: configuration of the server', (test) => {
  const block = (member: string): string =>
    `listener "tcp" {\n  address = "x"\n}\nseal "transit" {\n  address = "https://x"\n  ${member}\n}\n`;

  test('in a file of its own and as a string of values', () => {
    const own = verdicts('vault', 'vault.hcl', block(`token = "${rootToken}"`));
    assert.is(own['token'], 'secret');
    const text = `server:\n  config: |\n${block(`token = "${rootToken}"`).replace(/^/gm, '    ')}\nother: {token_ttl: 1h}\n`;
    assert.ok(values('vault', 'values.yaml', text).includes('server-credential token @/server/config'));
  });

  test('what comes from the environment, or is an address, is none', () => {
    for (const member of ['token = "${VAULT_TOKEN}"', 'key_name = "autounseal"']) {
      for (const verdict of Object.values(verdicts('vault', 'vault.hcl', block(member)))) assert.not.equal(verdict, 'secret');
    }
  });

  test('a block that never ends is bounded', () => {
    assert.not.throws(() => values('vault', 'x.txt', `seal "x" {\n${'a = "b" {\n'.repeat(3000)}`));
    assert.not.throws(() => values('vault', 'x.txt', 'seal "x" {'.repeat(100_000)));
  });
});

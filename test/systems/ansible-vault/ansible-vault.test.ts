import * as assert from 'uvu/assert';
import type { ValueFact } from '../../../src/model/fact.ts';
import { damageOf } from '../../../src/systems/ansible-vault/armour.ts';
import { suite } from '../../support/suite.ts';
import { factsOf, generated, values } from '../found.ts';

const body = '66386439653236336462626566653037386135363936376264363762353262320a30643536366264\n3031';

suite('ansible vault: ciphertext', (test) => {
  const cases = [
    { name: 'version 1.1', input: `$ANSIBLE_VAULT;1.1;AES256\n${body}\n`, expect: null },
    {
      name: 'with the id of a vault, and CR LF',
      input: `$ANSIBLE_VAULT;1.2;AES256;prod\r\n${body.replace('\n', '\r\n')}\r\n`,
      expect: null,
    },
    { name: 'indented, as a value is', input: `  $ANSIBLE_VAULT;1.1;AES256\n  ${body.replace('\n', '\n  ')}`, expect: null },
    { name: 'no header', input: body, expect: 'plaintext' },
    { name: 'an unknown cipher', input: `$ANSIBLE_VAULT;1.1;ROT13\n${body}`, expect: 'header' },
    { name: 'a header alone', input: '$ANSIBLE_VAULT;1.1;AES256\n', expect: 'empty' },
    { name: 'a text among the digits', input: `$ANSIBLE_VAULT;1.1;AES256\n${body}\npassword: x`, expect: 'not-hex' },
    { name: 'half a byte', input: `$ANSIBLE_VAULT;1.1;AES256\n${body}3`, expect: 'cut' },
    { name: 'a merge that was never finished', input: `$ANSIBLE_VAULT;1.1;AES256\n<<<<<<< HEAD\n${body}\n`, expect: 'conflict' },
  ];
  for (const { name, input, expect } of cases) {
    test(name, () => {
      assert.is(damageOf(input), expect);
    });
  }
});

suite('ansible vault: files and values', (test) => {
  const fact = (text: string, key: string): ValueFact | undefined =>
    factsOf('group_vars/all.yml', text).facts.find((one): one is ValueFact => one.subject === 'value' && one.key === key);

  test('a whole file is one value', () => {
    assert.equal(values('ansible-vault', 'vault.yml', `$ANSIBLE_VAULT;1.1;AES256\n${body}\n`), ['file - @line 1 encrypted']);
    assert.equal(values('ansible-vault', 'vault.yml', '$ANSIBLE_VAULT;1.1;AES256\n'), ['file - @line 1 broken']);
  });

  test('a tagged value is covered, one beside it is not', () => {
    const text = `a_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${body.replace('\n', '\n  ')}\nb_password: ${generated}\n`;
    assert.equal([fact(text, 'a_password')?.protection, fact(text, 'a_password')?.envelope], ['encrypted', 'ansible-vault']);
    assert.equal([fact(text, 'b_password')?.protection, fact(text, 'b_password')?.sensitivity.verdict], ['plain', 'secret']);
  });

  test('a tagged value in clear is broken, and says how', () => {
    assert.is(fact(`a: !vault ${generated}\n`, 'a')?.damage, 'plaintext');
  });
});

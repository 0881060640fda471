import * as assert from 'uvu/assert';
import { parseRule } from '../../src/rules/rule-file.ts';
import { suite } from '../support/suite.ts';

const sound = `id: own/password
title: A password
severity: error
class: leak
subject: value
match: { key: password }
message: "{key} stands in {detail.by}"
why: It is readable.
remedy: Rotate {key}.
references: []
examples: { fail: [{ name: one, input: "a: b", at: [/a] }], pass: [{ name: none, input: "a: b" }] }
`;

const cases: readonly { readonly name: string; readonly text: string; readonly says: RegExp | null }[] = [
  { name: 'a sound rule', text: sound, says: null },
  { name: 'no YAML', text: `${sound}: [`, says: /^rule file own\/password.yaml, line \d+: not valid YAML$/ },
  {
    name: 'an id that is not its path',
    text: sound.replace('own/password', 'own/token'),
    says: /its id must be 'own\/password', not 'own\/token'/,
  },
  {
    name: 'an unknown severity',
    text: sound.replace('severity: error', 'severity: fatal'),
    says: /rule file own\/password.yaml: .*severity/,
  },
  {
    name: 'a blank of the fact in the remedy, where the fact is not known any more',
    text: sound.replace('Rotate {key}', 'Rotate {detail.by}'),
    says: /\{detail\.by\} is filled in the message only, not in why and remedy/,
  },
];

suite('rules: a rule file', (test) => {
  for (const { name, text, says } of cases)
    test(name, () => {
      if (says === null) assert.is(parseRule(text, 'own/password.yaml').id, 'own/password');
      else assert.throws(() => parseRule(text, 'own/password.yaml'), says);
    });
});

import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { fillMessage } from '../../src/gate/message.ts';
import { parseRule } from '../../src/rules/rule-file.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import { memory } from '../../src/scan/examples.ts';
import { scan } from '../../src/scan/scan.ts';
import { Tally } from '../../src/scan/tally.ts';
import { suite } from '../support/suite.ts';

suite('messages', (test) => {
  test('every blank of every shipped rule is filled by every fact that it matches', async () => {
    const rules = shippedRuleSet();
    const blank: string[] = [];
    for (const name of readdirSync('rules', { recursive: true }).map((one) => String(one).replaceAll('\\', '/'))) {
      if (!name.endsWith('.yaml')) continue;
      const { id, examples } = parseRule(readFileSync(`rules/${name}`, 'utf8'), name);
      for (const example of examples.fail) {
        const treesOf = ({ commit }: { readonly commit: unknown }): readonly string[] => (commit === null ? [''] : []);
        const { matches } = await scan({ ...memory(example), treesOf, rules, tally: new Tally() });
        for (const { rule, fact, path } of matches) {
          if (rule.id !== id) continue;
          const marked = fillMessage({ message: rule.message.replaceAll('?', '') }, fact, path);
          if (/(?<!\{)\{[\w.]+\}|(?<![\w/])\?/.test(marked)) blank.push(`${id}, '${example.name}': ${marked}`);
        }
      }
    }
    assert.equal(blank, []);
  });
});

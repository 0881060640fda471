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
});

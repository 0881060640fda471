import * as assert from 'uvu/assert';
import { compileRe2 } from '../../src/text/regexp.ts';
import { suite } from '../support/suite.ts';

const matches: readonly (readonly [pattern: string, text: string, expect: boolean])[] = [
  ['^(data|stringData)$', 'stringData', true],
  ['data', 'metadata', true],
  ['(?i)PASSWORD', 'password', true],
  ['\\.enc\\.yaml$', 'a/b.enc.yaml', true],
  ['^\\pL+$', 'Größe', true],
  ['(?:a+)+$', `${'a'.repeat(30)}b`, false],
];

suite('text/regexp', (test) => {
  for (const [pattern, text, expect] of matches) {
    test(`${pattern} ${expect ? 'matches' : 'does not match'} ${text}`, () => {
      const compiled = compileRe2(pattern);
      if ('error' in compiled) throw new Error(compiled.error);
      assert.is(compiled.test(text), expect);
    });
  }

  for (const pattern of ['(?!data)', '(', 'a**', '[z-a]']) {
    test(`refuses ${pattern}, as Go does, without quoting it`, () => {
      const compiled = compileRe2(pattern);
      assert.ok('error' in compiled && compiled.error.length > 0 && !compiled.error.includes(pattern));
    });
  }
});

import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { base64Runs, base64Values } from '../../src/text/base64-runs.ts';
import { tries } from '../support/fuzz.ts';
import { suite } from '../support/suite.ts';

suite('text, runs of base64', (test) => {
  test('they are those that a pattern finds', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ9+/', 'bcdefgh', ' '), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.constantFrom(1, 2, 5, 16), (each, least) => {
        const found = [...base64Runs(each, least)].map(({ start, end }) => each.slice(start, end));
        assert.equal(found, each.match(new RegExp(`[A-Za-z0-9+/]{${least},}`, 'g')) ?? []);
      }),
      tries(3000),
    );
  });

  const values: readonly { readonly name: string; readonly text: string; readonly expect: readonly string[] }[] = [
    { name: 'one line', text: 'key: AAAABBBBCC==', expect: ['AAAABBBBCC=='] },
    { name: 'a shorter last line', text: 'AAAABBBB\n  CCCCDDDD\n  EE==\nother: x', expect: ['AAAABBBB\n  CCCCDDDD\n  EE=='] },
    { name: 'CR LF', text: 'AAAABBBB\r\nCC', expect: ['AAAABBBB\r\nCC'] },
    { name: 'the name of the next member', text: 'a: AAAABBBB\ntls.key: AAAACCCC\n', expect: ['AAAABBBB', 'AAAACCCC'] },
    { name: 'an item of its own line', text: 'AAAABBBB\n- AAAACCCC', expect: ['AAAABBBB', 'AAAACCCC'] },
    { name: 'nothing behind padding', text: 'AAAABBBBCCC=\nAAAACCCC', expect: ['AAAABBBBCCC=', 'AAAACCCC'] },
    { name: 'an empty line between', text: 'AAAABBBB\n\nAAAACCCC', expect: ['AAAABBBB', 'AAAACCCC'] },
    { name: 'shorter than the least', text: 'AAAABBB', expect: [] },
  ];
  for (const { name, text, expect } of values) {
    test(`values: ${name}`, () => {
      assert.equal(
        [...base64Values(text, 8)].map(({ start, end }) => text.slice(start, end)),
        expect,
      );
    });
  }
});

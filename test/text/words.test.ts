import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { Words } from '../../src/text/words.ts';
import { tries } from '../support/fuzz.ts';
import { suite } from '../support/suite.ts';

suite('text, words', (test) => {
  const words = ['PRIVATE KEY-----', 'ENC[AES256_GCM', 'encryptedData', 'abab'];
  const search = new Words(words);
  for (const word of words) {
    test(`'${word}' is found at the beginning, in the middle, at the end, and not without its last character`, () => {
      assert.is(search.isIn(word), true);
      assert.is(search.isIn(`${'x'.repeat(37)}${word}${'é'.repeat(5)}`), true);
      assert.is(search.isIn(`ab\n${word}`), true);
      assert.is(search.isIn(`ab ${word.slice(0, -1)}`), false);
    });
  }

  test('a word behind its own beginning, and behind characters beyond Latin-1, is found', () => {
    assert.is(search.isIn('xxabaabab'), true);
    assert.is(search.isIn('\u4e61\u6261abab'), true);
    assert.is(search.isIn('\u4e61\u6261\u4e61\u6261'), false);
  });

  test('finds what a search for each word finds, in texts of their own letters', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abKEY-[e', 'aba', 'PRIVATE ', 'ENC[AES'), maxLength: 60 });
    const holds = (each: string): boolean => search.isIn(each) === words.some((word) => each.includes(word));
    fc.assert(fc.property(text, holds), tries(3000));
  });
});

import * as assert from 'uvu/assert';
import { sourceText } from '../../src/text/lines.ts';
import { suite } from '../support/suite.ts';

const cases = [
  { name: 'LF', input: 'ab\ncd\n', offset: 4, expect: '2:2 of 3' },
  { name: 'CR LF is one line end', input: 'ab\r\ncd\r\n', offset: 5, expect: '2:2 of 3' },
  { name: 'a lone CR ends a line', input: 'ab\rcd', offset: 4, expect: '2:2 of 2' },
  { name: 'mixed line ends', input: 'a\r\nb\rc\nd', offset: 7, expect: '4:1 of 4' },
  { name: 'the line end belongs to its line', input: 'ab\ncd', offset: 2, expect: '1:3 of 2' },
  { name: 'columns count UTF-16 units', input: '🔑x', offset: 2, expect: '1:3 of 1' },
  { name: 'an empty text has one line', input: '', offset: 0, expect: '1:1 of 1' },
  { name: 'beyond the end is the end', input: 'ab', offset: 99, expect: '1:3 of 1' },
  { name: 'before the start is the start', input: 'ab', offset: -1, expect: '1:1 of 1' },
];

suite('text/lines', (test) => {
  for (const { name, input, offset, expect } of cases) {
    test(name, () => {
      const source = sourceText(input);
      const { line, column } = source.position(offset);
      assert.is(`${line}:${column} of ${source.lines}`, expect);
    });
  }

  test('every offset goes to a position and back', () => {
    const source = sourceText('one\r\ntwo\rthree\n\nfive');
    for (let offset = 0; offset <= source.text.length; offset++) {
      const { line, column } = source.position(offset);
      assert.is(source.lineStart(line) + column - 1, offset);
    }
  });
});

import * as assert from 'uvu/assert';
import { splitStream } from '../../src/manifest/stream.ts';
import { actionsIn } from '../../src/manifest/template.ts';
import { suite } from '../support/suite.ts';

const cases: readonly { readonly name: string; readonly input: string; readonly expect: readonly string[] }[] = [
  { name: 'nothing', input: '', expect: [] },
  { name: 'white space', input: '\n  \n', expect: [] },
  { name: 'one document', input: 'a: 1\n', expect: ['a: 1\n'] },
  { name: 'a marker at the start', input: '---\na: 1\n', expect: ['---\na: 1\n'] },
  { name: 'two documents', input: 'a: 1\n---\nb: 2\n', expect: ['a: 1\n', '---\nb: 2\n'] },
  { name: 'comments before the first marker belong to it', input: '# x\n\n---\na: 1\n', expect: ['# x\n\n---\na: 1\n'] },
  { name: 'directives belong to the document after them', input: '%YAML 1.2\n---\na: 1\n', expect: ['%YAML 1.2\n---\na: 1\n'] },
  { name: 'an empty document counts', input: 'a: 1\n---\n---\nb: 2\n', expect: ['a: 1\n', '---\n', '---\nb: 2\n'] },
  { name: 'a marker at the end begins an empty document', input: 'a: 1\n---\n', expect: ['a: 1\n', '---\n'] },
  { name: 'an end marker', input: 'a: 1\n...\n', expect: ['a: 1\n'] },
  { name: 'an end marker between documents', input: 'a: 1\n...\n---\nb: 2\n', expect: ['a: 1\n', '\n---\nb: 2\n'] },
  { name: 'a bare document after an end marker', input: 'a: 1\n...\nb: 2\n', expect: ['a: 1\n', '\nb: 2\n'] },
  { name: 'directives after an end marker', input: 'a: 1\n...\n%YAML 1.2\n---\nb: 2\n', expect: ['a: 1\n', '\n%YAML 1.2\n---\nb: 2\n'] },
  { name: 'a comment behind the marker', input: '--- # one\na: 1\n--- # two\nb: 2\n', expect: ['--- # one\na: 1\n', '--- # two\nb: 2\n'] },
  { name: 'content behind the marker', input: '--- a\n--- |\n  b\n', expect: ['--- a\n', '--- |\n  b\n'] },
  { name: 'more dashes are no marker', input: 'a: |\n  x\n----\nb: 1\n', expect: ['a: |\n  x\n----\nb: 1\n'] },
  { name: 'a marker that is indented is none', input: 'a: |\n  ---\n  b\n', expect: ['a: |\n  ---\n  b\n'] },
  { name: 'a marker in a comment is none', input: '# ---\na: 1\n#---\n', expect: ['# ---\na: 1\n#---\n'] },
  { name: 'a marker at the margin ends a block scalar', input: 'a: |\n  x\n---\nb: 1\n', expect: ['a: |\n  x\n', '---\nb: 1\n'] },
  { name: 'CR LF', input: 'a: 1\r\n---\r\nb: 2\r\n', expect: ['a: 1\r\n', '---\r\nb: 2\r\n'] },
  { name: 'lone CR', input: 'a: 1\r---\rb: 2\r', expect: ['a: 1\r', '---\rb: 2\r'] },
  { name: 'files joined with their byte order marks', input: 'a: 1\n\uFEFF---\nb: 2\n', expect: ['a: 1\n\uFEFF', '---\nb: 2\n'] },
  { name: 'only comments are a document, for their sake', input: '# x\n', expect: ['# x\n'] },
  { name: 'a marker inside a template comment is none', input: '{{/*\n---\n*/}}\na: 1\n', expect: ['{{/*\n---\n*/}}\na: 1\n'] },
];

suite('manifest/stream', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const parts = splitStream(input, { start: 0, end: input.length }, actionsIn(input));
      assert.equal(
        parts.map(({ start, end }) => input.slice(start, end)),
        expect,
      );
    });
  }

  test('reads a region of a text only', () => {
    assert.equal(splitStream('a\n---\nb\n---\nc', { start: 6, end: 12 }), [
      { start: 6, end: 8 },
      { start: 8, end: 12 },
    ]);
  });

  test('a long run of CR LF before something else takes no time', () => {
    const input = `${'\r\n'.repeat(50_000)}a: 1\r\n---\r\nb: 2`;
    assert.is(splitStream(input, { start: 0, end: input.length }).length, 2);
  });
});

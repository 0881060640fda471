import * as assert from 'uvu/assert';
import { readOutline } from '../../src/manifest/outline.ts';
import { suite } from '../support/suite.ts';
import { document, documents, places, plain, tree } from './plain.ts';

const outline = (text: string): unknown => plain(readOutline({ text, start: 0, end: text.length }));

/** On well-formed text the outline is the tree. */
const cases: readonly { readonly name: string; readonly input: string; readonly expect: unknown }[] = [
  { name: 'nothing', input: '\n# x\n', expect: null },
  { name: 'members', input: 'a: b\nc:\n  d: e\n  f:\n    g: h\ni: j\n', expect: { a: 'b', c: { d: 'e', f: { g: 'h' } }, i: 'j' } },
  {
    name: 'lists',
    input: 'a:\n- b: c\n  d: e\n- f\ng:\n  - - h\n    - i\n  - j: k\n',
    expect: { a: [{ b: 'c', d: 'e' }, 'f'], g: [['h', 'i'], { j: 'k' }] },
  },
  { name: 'a list at the root', input: '- a: b\n- c: d\n', expect: [{ a: 'b' }, { c: 'd' }] },
  { name: 'quotes and comments', input: `a: "b\\n" # x\nc: 'it''s'\n"d": e # y\n`, expect: { a: 'b\n', c: "it's", d: 'e' } },
  { name: 'literal blocks', input: 'a: |\n  b\n\n   c\nd: e\n', expect: { a: 'b\n\n c\n', d: 'e' } },
  { name: 'folded blocks', input: 'a: >-\n  b\n  c\nd: e\n', expect: { a: 'b c\n', d: 'e' } },
  { name: 'a quoted string over lines', input: 'a: "b\n  c"\nd: e\n', expect: { a: 'b c', d: 'e' } },
  { name: 'a plain scalar over lines', input: 'a: b\n  c\nd: e\n', expect: { a: 'b c', d: 'e' } },
  { name: 'flow collections', input: 'a: {b: c, d: [e]}\n', expect: { a: { b: 'c', d: ['e'] } } },
  { name: 'anchors and tags', input: 'a: &x !!str b\nc: &y\n  d: e\n', expect: { a: 'b', c: { d: 'e' } } },
  {
    name: 'pretty-printed JSON',
    input: '{\n  "a": {\n    "b": "c",\n    "d": 1\n  },\n  "e": [\n    "f",\n    "g"\n  ]\n}\n',
    expect: { a: { b: 'c', d: '1' }, e: ['f', 'g'] },
  },
  { name: 'a quote that is never closed takes its line', input: 'a: "b\nc: d\n', expect: { a: '"b', c: 'd' } },
  { name: 'a value at the wrong column', input: 'a:\n  b: c\n d: e\nf: g\n', expect: { a: { b: 'c' }, d: 'e', f: 'g' } },
  { name: 'a deeper member without parent', input: 'a: b\n    c: d\ne: f\n', expect: { a: 'b', c: 'd', e: 'f' } },
  { name: 'tabs', input: 'a:\n\tb: c\n\td:\n\t\te: f\n', expect: { a: { b: 'c', d: { e: 'f' } } } },
  {
    name: 'template actions',
    input: '{{ if .a }}b: c\n{{ end }}\nd: {{ .e | default "f: g" }}\n',
    expect: { b: 'c', d: '{{ .e | default "f: g" }}' },
  },
  {
    name: 'a flow mapping with a bracket too many',
    input: 'a: {b: c, "d": [e, {f: g}}]\nh: i\n',
    expect: { a: { b: 'c', d: ['e', { f: 'g' }] }, h: 'i' },
  },
  {
    name: 'a flow mapping that never ends',
    input: 'a: {b: "c d", e: {f: g, h: [\ni: j\n',
    expect: { a: { b: 'c d', e: { f: 'g', h: [] } }, i: 'j' },
  },
  { name: 'a quote in a flow mapping that never ends', input: 'a: {b: "c, d: e\n', expect: { a: { b: 'c', d: 'e' } } },
  { name: 'JSON on one line that was cut off', input: '{"a":{"b":"c:d, e","f":12', expect: { a: { b: 'c:d, e', f: '12' } } },
  { name: 'a list and then members at one column', input: '- a\nb: c\n', expect: ['a', { b: 'c' }] },
];

suite('manifest/outline', (test) => {
  for (const { name, input, expect } of cases) test(name, () => assert.equal(outline(input), expect));

  test('a broken Secret is read by line, and says where it broke', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n bad: [\ndata:\n  password: QUJD\n';
    const found = document(text);
    assert.is(found.how, 'lines');
    assert.equal(found.problem, { reason: 'syntax', line: 5 });
    assert.ok(places(found).includes('/data/password 7:13-7:17'));
    assert.equal(tree(text), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, bad: '', data: { password: 'QUJD' } });
  });

  test('one broken document hides no other', () => {
    const found = documents('a: [\n---\nb: c\n---\nd: "\n');
    assert.equal(
      found.map((one) => one.how),
      ['lines', 'parsed', 'lines'],
    );
  });

  test('both sides of a conflict are there', () => {
    const found = document('a: 1\n<<<<<<< HEAD\nb: one\n||||||| base\nb: none\n=======\nb: two\n>>>>>>> topic\nc: 2\n');
    assert.is(found.how, 'lines');
    assert.equal(found.problem, { reason: 'conflict', line: 2 });
    assert.equal(found.root?.kind === 'mapping' && found.root.entries.map((entry) => [entry.key.text, plain(entry.value)]), [
      ['a', '1'],
      ['b', 'one'],
      ['b', 'none'],
      ['b', 'two'],
      ['c', '2'],
    ]);
  });

  test('a conflict whose sides do not fit together is read by line', () => {
    assert.equal(tree('a:\n<<<<<<< HEAD\n  - b\n=======\n    c: d\n>>>>>>> x\n'), { a: ['b', { c: 'd' }] });
  });

  test('depth is bounded', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}k${i}:`);
    assert.ok(readOutline({ text: lines.join('\n'), start: 0, end: lines.join('\n').length }) !== null);
    const dashes = `a: [\n${'- '.repeat(5000)}x`;
    assert.is(document(dashes).how, 'lines');
  });
});

import * as assert from 'uvu/assert';
import type { Mapping, Scalar } from '../../src/model/tree.ts';
import { suite } from '../support/suite.ts';
import { at, document, places, tree } from './plain.ts';

const trees: readonly { readonly name: string; readonly input: string; readonly expect: unknown }[] = [
  { name: 'nothing', input: '# only a comment\n', expect: null },
  { name: 'block collections', input: 'a:\n- b: c\n  d: e\n- f\n', expect: { a: [{ b: 'c', d: 'e' }, 'f'] } },
  { name: 'flow collections', input: '{a: [b, {c: d}], "e": f}', expect: { a: ['b', { c: 'd' }], e: 'f' } },
  { name: 'quoted scalars', input: `a: "x\\ty\\u00e9"\nb: 'it''s'\n`, expect: { a: 'x\tyé', b: "it's" } },
  {
    name: 'block scalars',
    input: 'a: |\n  x\n   y\n\n  z\nb: >-\n  u\n  v\nc: |+\n  w\n\n',
    expect: { a: 'x\n y\n\nz\n', b: 'u v', c: 'w\n\n' },
  },
  { name: 'empty values', input: 'a:\nb: \nd:\n-\n- x\n', expect: { a: '', b: '', d: ['', 'x'] } },
  { name: 'an alias', input: 'a: &x {b: c}\nd: *x\n', expect: { a: { b: 'c' }, d: { b: 'c' } } },
  { name: 'an anchor that is set again', input: 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', expect: { a: '1', b: '1', c: '2', d: '2' } },
  { name: 'an alias inside its own anchor', input: 'a: &x [*x, b]\n', expect: { a: ['', 'b'] } },
  { name: 'a merge key', input: 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n', expect: { a: { b: '1', c: '2' }, d: { b: '1', c: '3' } } },
  { name: 'an explicit key before the merge', input: 'a: &x {c: 2}\nd:\n  c: 3\n  <<: *x\n', expect: { a: { c: '2' }, d: { c: '3' } } },
  {
    name: 'several mappings merged: the first wins',
    input: 'a: &x {c: 1}\nb: &y {c: 2, d: 2}\ne:\n  <<: [*x, *y]\n',
    expect: { a: { c: '1' }, b: { c: '2', d: '2' }, e: { c: '1', d: '2' } },
  },
  { name: 'a merge key with its tag', input: 'a: &x {c: 1}\nb:\n  !!merge <<: *x\n', expect: { a: { c: '1' }, b: { c: '1' } } },
  { name: 'a quoted << is a key', input: '"<<": {a: b}\n', expect: { '<<': { a: 'b' } } },
  { name: 'a merge of something that is no mapping', input: '<<: text\n', expect: { '<<': 'text' } },
  { name: 'a collection as a key stands as it is written', input: '? [a, b]\n: c\n', expect: { '[a, b]': 'c' } },
  { name: 'characters taken for a tag', input: 'a: !Abc1\n', expect: { a: '!Abc1' } },
  { name: 'characters taken for an anchor', input: 'a: &Abc1\n', expect: { a: '&Abc1' } },
  { name: 'characters taken for an alias', input: 'a: *Abc1\n', expect: { a: '*Abc1' } },
  { name: 'an anchor of nothing that is used', input: 'a: &x\nb: *x\n', expect: { a: '', b: '' } },
  { name: 'standard tags of nothing', input: 'a: !!null\nb: !!str\n', expect: { a: '', b: '' } },
  { name: 'control characters', input: 'a: x\x01y\nb: z\n', expect: { a: 'x\ufffdy', b: 'z' } },
  { name: 'binary stays as written', input: 'a: !!binary |\n  QUJD\n  REVG\n', expect: { a: 'QUJD\nREVG\n' } },
  { name: 'CR LF', input: 'a: |\r\n  x\r\n  y\r\nb: c\r\n', expect: { a: 'x\ny\n', b: 'c' } },
  { name: 'lone CR', input: 'a:\r  b: c\rd: e\r', expect: { a: { b: 'c' }, d: 'e' } },
];

const positions: readonly { readonly name: string; readonly input: string; readonly expect: readonly string[] }[] = [
  {
    name: 'plain and quoted, quotes included',
    input: 'a: bc\nd: "e"\nf:   \'g\'  # h\n',
    expect: ['/a 1:4-1:6', '/d 2:4-2:7', '/f 3:6-3:9'],
  },
  { name: 'empty values stand behind their colon', input: 'a:\nb : \nc:   # d\n', expect: ['/a 1:3-1:3', '/b 2:4-2:4', '/c 3:3-3:3'] },
  { name: 'empty items stand behind their dash', input: '-\n- \n- a\n', expect: ['/0 1:2-1:2', '/1 2:2-2:2', '/2 3:3-3:4'] },
  { name: 'block scalars from their first content', input: 'a: |\n\n  b\n  c\n\nd: >\n    e\n', expect: ['/a 3:3-4:4', '/d 7:5-7:6'] },
  { name: 'a block scalar with an indentation indicator', input: 'a: |1\n   b\n', expect: ['/a 2:2-2:5'] },
  { name: 'a block scalar without content', input: 'a: |\n\nb: c\n', expect: ['/a 1:5-1:5', '/b 3:4-3:5'] },
  { name: 'what came through an alias stands at the alias', input: 'a: &x {b: c}\nd:  *x\n', expect: ['/a/b 1:11-1:12', '/d/b 2:5-2:7'] },
  { name: 'what was merged stands at the alias', input: 'a: &x {b: c}\nd:\n  <<: *x\n', expect: ['/a/b 1:11-1:12', '/d/b 3:7-3:9'] },
  {
    name: 'a tag or an anchor is no part of the value',
    input: 'a: !!str b\nc: &d e\nf: *d\n',
    expect: ['/a 1:10-1:11', '/c 2:7-2:8', '/f 3:4-3:6'],
  },
  {
    name: 'padded lines',
    input: 'a:\n  b: [\n    c\n  ]\n  d: "e\nf"\n  g: h\n',
    expect: ['/a/b/0 3:5-3:6', '/a/d 5:6-6:3', '/a/g 7:6-7:7'],
  },
  { name: 'CR LF', input: 'a: b\r\nc: |\r\n  d\r\n  e\r\n', expect: ['/a 1:4-1:5', '/c 3:3-4:4'] },
];

suite('manifest/yaml', (test) => {
  for (const { name, input, expect } of trees) test(name, () => assert.equal(tree(input), expect));
  for (const { name, input, expect } of positions) test(`positions: ${name}`, () => assert.equal(places(document(input)), expect));

  test('collections span from their first to their last character', () => {
    const text = 'a:\n  b: c\n  d: [e, f, ]  # g\nh: i\n';
    const { root } = document(text);
    const slice = (pointer: string): string => {
      const span = at(root, pointer)?.span ?? { start: 0, end: 0 };
      return text.slice(span.start, span.end);
    };
    assert.is(slice(''), text.trimEnd());
    assert.is(slice('/a'), 'b: c\n  d: [e, f, ]');
    assert.is(slice('/a/d'), '[e, f, ]');
  });

  test('every occurrence of a duplicate key is kept', () => {
    const root = document('a: 1\nb: 2\na: 3\n').root as Mapping;
    assert.equal(
      root.entries.map((entry) => [entry.key.text, (entry.value as Scalar).text]),
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    );
  });

  test('merged members stand where they are merged, explicit ones win', () => {
    const root = at(document('a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n').root, '/d') as Mapping;
    assert.equal(
      root.entries.map((entry) => [entry.key.text, (entry.value as Scalar).text]),
      [
        ['b', '1'],
        ['c', '3'],
      ],
    );
  });

  test('aliases are expanded within a budget, and going beyond it is said', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`);
    const found = document(`${lines.join('\n')}\n`);
    assert.is(found.problem?.reason, 'aliases');
    assert.is(found.how, 'parsed');
  });

  test('so are many aliases of little', () => {
    assert.is(document(`a: &x y\nb: [${'*x, '.repeat(10_001)}]\n`).problem?.reason, 'aliases');
  });

  test('within the budget nothing is said', () => {
    assert.is(document(`a: &x [${'y, '.repeat(1000)}]\nb: [${'*x, '.repeat(99)}]\n`).problem, null);
  });

  test('a problem holds a reason and a line, and no word of the text', () => {
    const found = document('a: 1\nb: !<hunter2 [\nc: "%hunter2\n');
    assert.equal(Object.keys(found.problem ?? {}).sort(), ['line', 'reason']);
    assert.not(JSON.stringify(found.problem).includes('hunter2'));
  });
});

/** The reader of usual YAML gives the very tree of the grammar, or leaves the text to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { yamlTree } from '../../src/manifest/yaml.ts';
import { grammarEvents, usualYaml } from '../../src/manifest/yaml-events.ts';
import { suite } from '../support/suite.ts';

/** Whether it read the text; throws where it read something else than the grammar. */
function isRead(text: string): boolean {
  const usual = usualYaml(text);
  if (usual === null) return false;
  const region = { text, start: 0, end: text.length };
  const grammar = grammarEvents(text);
  if (grammar.kind === 'failure') throw new Error(`the grammar refuses ${JSON.stringify(text)}`);
  const tree = yamlTree(region, usual);
  assert.equal(tree, yamlTree(region, grammar), JSON.stringify(text));
  return true;
}

suite('usual YAML', (test) => {
  for (const { name, text } of [
    { name: 'a mapping', text: 'a: b\nc: 1\n' },
    { name: 'nested, with empty values', text: '---\na:\n  b:\n  c: true\nd:\n' },
    { name: 'a sequence in and below its key', text: 'a:\n- x\n- y: 1\n  z: 2\nb:\n  - k:\n    - v\n' },
    { name: 'sequences in sequences, empty items', text: '- - a\n  - b\n-\n-\n  c: 1\n- # d\n  - e\n' },
    { name: 'quotes and comments', text: '# top\na: "b # c" # d\nb: \'x\'   \n\n  # far in\nc: a#b\n' },
    { name: 'escapes and doubled quotes', text: "a: \"b\\n\\u00e9\\\"\" # c\nb: 'it''s'\n" },
    { name: 'keys in quotes, with blanks, that come twice', text: '"a b": 1\n\'c\': 2\nd e : 3\nd e: 4\n' },
    { name: 'colons, empty collections, signs', text: 'url: https://x.example:80/a?b=c\ne: []\nf: {}\ng: -1\nh: ~\n' },
    { name: 'flow collections', text: 'a: [x, "1",{b: c, d: [e]} , f: g]\nh: {i: j, "k": l,}\nm: [\n  n, o\n]\np: [{\n    q: r\n  }, ]\n' },
    {
      name: 'literal and folded blocks',
      text: 'a: |\n  b\n   c\n\n  d\ne: >-\n  f\n  g\n\nh: |+\n  i\n\n\nj:\n  - |\n    k\n  - l: |\n      m\n',
    },
    { name: 'an empty block, a comment below a block', text: 'a: |\nb: |\n  c\n# d\n  # e\nf: g\n' },
    {
      name: 'scalars over several lines',
      text: 'a: b\n  c\n\n  d # e\nf: "g\n  h \\\n  i"\nj: \'k\n\n  l\'\nm:\n  n\n   o\np:\n  - q\n    - r\n',
    },
    {
      name: 'anchors, aliases and merges',
      text: 'a: &b c\nd: *b\ne: &f\n  g: 1\nh:\n  <<: *f\n  i: &j [k]\nl:\n  &m\n  n: *j\no: &p\n- q\n',
    },
    { name: 'another script', text: 'a: é\n"ключ": 値 # 😀\n' },
    { name: 'a marker behind comments', text: '# a\n\n--- # b\nc: d\n' },
    { name: 'without a line end', text: 'a:\n  - b' },
    { name: 'a very long line', text: `a: ${'b '.repeat(1 << 20)}c\n` },
  ]) {
    test(`${name}: read`, () => assert.is(isRead(text), true));
  }

  for (const { name, text } of [
    { name: 'a tag', text: 'a: !x c\n' },
    { name: 'an anchor of nothing', text: 'a: &b\nc: d\n' },
    { name: 'an anchor of a key', text: '- &a b: c\n' },
    { name: 'a block scalar of a given indentation', text: 'a: |2\n   b\n' },
    { name: 'a key of its own line', text: '? a\n: b\n' },
    { name: 'a template', text: 'a: {{ b }}\n' },
    { name: 'what the grammar refuses', text: 'a: b: c\n' },
    { name: 'indentation that fits nothing', text: 'a:\n    b: 1\n  c: 2\n' },
    { name: 'a quote that is not closed', text: 'a: "b\n  c: d\n' },
    { name: 'a bracket that is not closed', text: 'a: [b,\n  c\n' },
    { name: 'a tab', text: 'a:\tb\n' },
    { name: 'a carriage return', text: 'a: b\r\n' },
    { name: 'half a character', text: 'a: \ud800\n' },
    { name: 'what cannot be printed', text: 'a: \x7f\n' },
    { name: 'a second document', text: 'a: b\n---\nc: d\n' },
    { name: 'directives', text: '%YAML 1.1\n---\na: b\n' },
    { name: 'a scalar alone', text: 'word\n' },
    { name: 'nothing', text: '' },
    { name: 'deeper than anybody writes', text: `${Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}\n` },
    { name: 'flow deeper than anybody writes', text: `a: ${'['.repeat(60)}${']'.repeat(60)}\n` },
  ]) {
    test(`${name}: left to the grammar`, () => assert.is(isRead(text), false));
  }

  test('files of the vectors are read as the grammar reads them', () => {
    const texts = readdirSync('test', { recursive: true })
      .map(String)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => readFileSync(join('test', name), 'utf8'));
    assert.ok(texts.filter(isRead).length > 100);
  });

  test('lines of every sort, at every indentation', () => {
    const indent = fc.constantFrom('', '', ' ', '  ', '  ', '   ', '    ', '      ');
    const words =
      'a,key,x.y/z,- ,- - ,-,:, :,: ,v,"q",\'s\',"a: b",\'c\'\'d\',"e\\n",[],{},[a],# c, # c,#c,1,-1,~,null,.5,&a,&a ,*a,*a ,!t,|,>,|-,>+,?,? ,%a,@,`,---,...,a:b,a: b,http://h:1/p,<<,=,\\,\',",{,},[,],é'.split(
        ',',
      );
    const part = fc.constantFrom(...words, ',', ', ', '[a, b.c/d ,true] # c', '{a: b, c: [d]}', '[a: b]', '  ', '');
    const row = fc.tuple(indent, fc.array(part, { maxLength: 5 })).map(([blanks, parts]) => blanks + parts.join(''));
    const head = fc.constantFrom('', '', '- ', '- ', '-   ', '- - ');
    const name = fc.constantFrom('a', 'b', 'c.d', '"q"', "'s'", 'a b', '<<');
    const value = fc.constantFrom(
      ...['', ' v', ' "q" # c', " 's'", ' []', '  # c', ' a b', ' x:y', ' |', ' >-', ' |+', ' |  # c', ' &a', ' &a v', ' &a |', ' *a'],
      ...[' [', ' {', ' [a,', ' "q', " 's", ' {a: b}', ' [a: b, c]', ' "a\\', ' - v', ' &a [b]'],
    );
    const member = fc.tuple(indent, head, name, value).map(([blanks, dash, key, text]) => `${blanks}${dash}${key}:${text}`);
    const item = fc.tuple(indent, fc.constantFrom('- ', '-'), value).map((parts) => parts.join(''));
    const rest = fc
      .tuple(
        indent,
        fc.constantFrom('v', 'w x', ']', '}', '],', '"', "'", '# c', 'a,', '', '&a', 'v  ', 'x \\', '\\x41\\\\x \\ ', "''", '   '),
      )
      .map((parts) => parts.join(''));
    const line = fc.oneof(row, member, member, member, member, item, item, rest, rest);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\n', '', '\n\n', '\n  '), (lines, last) => {
        isRead(lines.join('\n') + last);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 20_000), seed: 20_261_124 },
    );
  });
});

/** The reader of simple YAML gives the very tree of the grammar, or leaves the text to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseRegion, yamlTree } from '../../src/manifest/yaml.ts';
import { readPlainYaml } from '../../src/manifest/yaml-plain.ts';
import { suite } from '../support/suite.ts';

/** Whether it read the text; throws where it read something else than the grammar. */
function isRead(text: string): boolean {
  const region = { text, start: 0, end: text.length };
  const simple = readPlainYaml(region);
  if (simple === null) return false;
  const events = parseRegion(region);
  if (events.kind === 'failure') throw new Error(`the grammar refuses ${JSON.stringify(text)}`);
  const { roots, comments, problem } = yamlTree(region, events);
  assert.equal([simple.root], roots, JSON.stringify(text));
  assert.equal(simple.comments, comments, JSON.stringify(text));
  assert.is(problem, null);
  return true;
}

suite('simple YAML', (test) => {
  for (const { name, text } of [
    { name: 'a mapping', text: 'a: b\nc: 1\n' },
    { name: 'nested, with empty values', text: '---\na:\n  b:\n  c: true\nd:\n' },
    { name: 'a sequence in and below its key', text: 'a:\n- x\n- y: 1\n  z: 2\nb:\n  - k:\n    - v\n' },
    { name: 'quotes and comments', text: '# top\na: "b # c" # d\nb: \'x\'   \n\n  # far in\nc: a#b\n' },
    { name: 'colons, empty collections, signs', text: 'url: https://x.example:80/a?b=c\ne: []\nf: {}\ng: -1\nh: ~\n' },
    { name: 'lists of words', text: 'a: [x, 1,y.z/w , true]\nb:\n  - [ / ]\n  - [c] # d\n' },
    { name: 'keys that come twice', text: 'a: 1\na: 2\n' },
    { name: 'without a line end', text: 'a:\n  - b' },
  ]) {
    test(`${name} is read`, () => assert.is(isRead(text), true));
  }

  for (const { name, text } of [
    { name: 'a scalar over two lines', text: 'a: b\n  c\n' },
    { name: 'a block scalar', text: 'a: |\n  b\n' },
    { name: 'an anchor', text: 'a: &b c\n' },
    { name: 'a tag', text: 'a: !x c\n' },
    { name: 'an alias or merge', text: '<<: *b\n' },
    { name: 'flow', text: 'a: {b: c}\n' },
    { name: 'escapes', text: 'a: "b\\n"\n' },
    { name: 'a doubled quote', text: "a: 'b''c'\n" },
    { name: 'a template', text: 'a: x {{ b }}\n' },
    { name: 'what the grammar refuses', text: 'a: b: c\n' },
    { name: 'indentation that fits nothing', text: 'a:\n    b: 1\n  c: 2\n' },
    { name: 'a tab', text: 'a:\tb\n' },
    { name: 'a carriage return', text: 'a: b\r\n' },
    { name: 'another script', text: 'a: é\n' },
    { name: 'a second document', text: 'a: b\n---\nc: d\n' },
    { name: 'a scalar alone', text: 'word\n' },
    { name: 'nothing', text: '' },
    { name: 'a very long line', text: `a: ${'b '.repeat(1 << 20)}c\n` },
  ]) {
    test(`${name} is left to the grammar`, () => assert.is(isRead(text), false));
  }

  test('files of the vectors are read as the grammar reads them', () => {
    const texts = readdirSync('test', { recursive: true })
      .map(String)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => readFileSync(join('test', name), 'utf8'));
    assert.ok(texts.filter(isRead).length > 50);
  });

  test('lines of every sort, at every indentation', () => {
    const part = fc.constantFrom(
      ...'a,key,x.y/z,- ,- - ,-,:, :,: ,v,"q",\'s\',"a: b",[],{},[a],# c, # c,#c,1,-1,- 1,~,null,true,.5,+1,&a,*a,!t,|,>,?,? ,%a,@,`,---,...,a:b,a: b,http://h:1/p,<<,=,\\,\''.split(
        ',',
      ),
      ',',
      ', ',
      '[a,b]',
      '[ 1, -x ]',
      '[a, ]',
      '[a b]',
      '[a, b.c/d ,true] # c',
      '  ',
      '',
    );
    const row = fc
      .tuple(fc.constantFrom('', ' ', '  ', '    ', '      '), fc.array(part, { maxLength: 4 }))
      .map(([indent, parts]) => indent + parts.join(''));
    const member = fc
      .tuple(
        fc.constantFrom('', '  ', '    ', '- ', '  - ', '    - ', '-   '),
        fc.constantFrom('a', 'b', 'c.d'),
        fc.constantFrom(':', ': v', ': "q" # c', ': [] ', ':  # c', ': a b', ': x:y'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(row, member, member, member), { maxLength: 8 }), fc.constantFrom('\n', ''), (rows, last) => {
        isRead(rows.join('\n') + last);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 20_000), seed: 20_261_124 },
    );
  });
});

import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readDocuments } from '../../src/manifest/documents.ts';
import { innerDocument } from '../../src/manifest/inner.ts';
import { placeOf } from '../../src/manifest/place.ts';
import { resourcesOf } from '../../src/manifest/resources.ts';
import { scalars } from '../../src/manifest/walk.ts';
import type { Format } from '../../src/model/profile.ts';
import type { Node } from '../../src/model/tree.ts';
import { decode } from '../../src/text/decode.ts';
import { sourceText } from '../../src/text/lines.ts';
import { suite } from '../support/suite.ts';

const formats: readonly Format[] = [
  'yaml',
  'json',
  'dotenv',
  'ini',
  'properties',
  'hcl',
  'toml',
  'markdown',
  'netrc',
  'npmrc',
  'script',
  'text',
];

/** Pieces whose combinations reach the corners of every reader. */
const pieces = [
  ...[
    '\n',
    '\r\n',
    '\r',
    '  ',
    '    ',
    '\t',
    ' ',
    ': ',
    ':',
    '- ',
    '-',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '#',
    ' # c',
    '\uFEFF',
    '\0',
    '\x85',
    '\u2028',
  ],
  ...['a', 'b1', 'password', 'kind: Secret\n', 'apiVersion: v1\n', 'data:\n', 'metadata: {name: x}\n', 'é', '🔑', '\ud800', 'ENC[x]'],
  ...[
    '"',
    "'",
    '\\',
    '\\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '|',
    '>',
    '|-\n',
    '>2+\n',
    '&a ',
    '*a',
    '!t ',
    '!!binary ',
    '<<: ',
    '? ',
    '~',
    'null',
  ],
  ...[
    '{{',
    '}}',
    '{{- if .x }}',
    '{{ .y }}',
    '{{ end }}\n',
    '{% if %}',
    '<%= z %>',
    '{{/*',
    '*/}}',
    '${',
    '`',
    '<<EOF\n',
    'EOF\n',
    '<<-X\n',
  ],
  ...[
    '<<<<<<< HEAD\n',
    '=======\n',
    '>>>>>>> x\n',
    '[[t]]\n',
    '[s]\n',
    ' = ',
    '=',
    'export ',
    '```yaml\n',
    '```\n',
    'machine ',
    'resource "a" {\n',
    '//',
    '/*',
    '*/',
  ],
  ...['patches:\n- patch: |\n    ', 'items:\n- ', 'kind: List\n', '"""', "'''", '$(', 'ENV '],
] as const;

const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

function check(text: string, format: Format): void {
  const source = sourceText(text);
  const documents = readDocuments(source, { format });
  for (const one of documents) {
    assert.ok(one.span.start >= 0 && one.span.start <= one.span.end && one.span.end <= text.length);
    assert.ok(one.problem === null || (one.problem.line >= 1 && one.problem.line <= source.lines));
    for (const { span } of one.comments) assert.ok(span.start < span.end && span.end <= text.length);
    if (one.root === null) continue;
    inside(one.root, text.length);
    for (const { node, pointer } of scalars(one.root)) {
      const place = placeOf(one, node.span, pointer);
      assert.ok(place.line >= 1 && place.column >= 1 && place.endLine <= source.lines);
      innerDocument(node, place, node.text, [], 1);
    }
    for (const { document, root, pointer } of resourcesOf(one)) placeOf(document, root.span, pointer);
  }
}

function inside(node: Node, length: number): void {
  assert.ok(
    node.span.start >= 0 && node.span.start <= node.span.end && node.span.end <= length,
    `span ${node.span.start} to ${node.span.end} of ${length}`,
  );
  if (node.kind === 'scalar') for (const { start, end } of node.actions) assert.ok(start >= 0 && start < end && end <= node.text.length);
  if (node.kind === 'sequence') for (const item of node.items) inside(item, length);
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      inside(key, length);
      inside(value, length);
    }
  }
}

const many = (piece: string, times = 4_000): string => piece.repeat(times);

const shapes: Readonly<Record<string, string>> = {
  'open brackets': many('['),
  'open braces': many('{a: '),
  dashes: many('- '),
  'question marks': many('? '),
  'open quotes': many('a: "\n'),
  'single quotes': many("'"),
  'anchors on anchors': many('&a '),
  aliases: `a: &a x\n${many('- *a\n')}`,
  'merge keys': `a: &a {b: c}\nd:\n${many('  <<: *a\n')}`,
  'deep indentation': Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  'document markers': many('---\n'),
  'end markers': many('...\n'),
  'block headers': many('a: |\n'),
  comments: many('# x\n'),
  'comments behind values': many('a: b # c\n'),
  'open actions': many('{{ '),
  'actions as keys': many('{{ a }}: {{ b }}\n'),
  'actions on one line': '{{ a }}'.repeat(200_000),
  'actions at the margin of a block': `a: |\n${many('{{ x }}\n')}`,
  'closing brackets at the margin': `a:\n${many('  - b: [\n  c\n]\n', 2000)}`,
  'conflict markers': many('<<<<<<< x\n=======\n>>>>>>> y\n', 5000),
  'wide flow sequence': `[${many('a,')}]`,
  'one key many times': many('a: b\n'),
  'JSON lines': many('{"a":1}\n'),
  'JSON depth': `${many('{"a":')}1${many('}')}`,
  'JSON escapes': `{"a":"${many('\\\\')}"}`,
  'open comments': many('/*'),
  'here-documents': many('<<A\n'),
  'named here-documents': Array.from({ length: 5000 }, (_, i) => `cat <<E${i}`).join('\n'),
  fences: many('```yaml\na: b\n'),
  'fences of all lengths': Array.from({ length: 500 }, (_, i) => '`'.repeat(i + 3)).join('\n'),
  sections: many('[a]\n'),
  'table arrays': many('[[a]]\n'),
  'nested tables': `[${many('a.', 5000)}a]\n`,
  interpolations: many('"${'),
  'blank lines': many('\r\n'),
  blanks: `a:${many(' ')}\n${many('\t')}x`,
  continuations: many('a=b\\\n'),
};

suite('manifest/fuzz', (test) => {
  for (const format of formats) {
    test(`${format}: nothing throws, and every span lies in the text`, () => {
      fc.assert(
        fc.property(hostile, (text) => check(text, format)),
        { numRuns: 400 },
      );
    });
  }

  test('any bytes are decoded and read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...formats), (bytes, format) => {
        const decoded = decode(bytes);
        if (decoded.kind === 'text') check(decoded.source.text, format);
      }),
      { numRuns: 1000 },
    );
  });

  test('any text in any format', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...formats), check), { numRuns: 1000 });
  });

  for (const [name, text] of Object.entries(shapes)) {
    test(`bounded: ${name}`, () => {
      for (const format of formats) readDocuments(sourceText(text), { format });
      for (const one of readDocuments(sourceText(text), { format: 'yaml' })) resourcesOf(one);
    });
  }
});

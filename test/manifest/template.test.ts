import * as assert from 'uvu/assert';
import { actionsIn } from '../../src/manifest/template.ts';
import type { Scalar } from '../../src/model/tree.ts';
import { suite } from '../support/suite.ts';
import { at, document, documents, places, tree } from './plain.ts';

const actions: readonly { readonly name: string; readonly input: string; readonly expect: readonly string[] }[] = [
  { name: 'none', input: 'a: b', expect: [] },
  { name: 'of Go', input: 'x-{{ .a }}-{{- .b -}}', expect: ['{{ .a }}', '{{- .b -}}'] },
  { name: 'side by side', input: '{{a}}{{b}}', expect: ['{{a}}', '{{b}}'] },
  { name: 'braces in a string of the action', input: '{{ "}}" }} x', expect: ['{{ "}}" }}'] },
  { name: 'braces in a raw string', input: '{{ `{{ x }}` }}', expect: ['{{ `{{ x }}` }}'] },
  { name: 'an odd quote is no string', input: '{{ it"s }} {{ b }}', expect: ['{{ it"s }}', '{{ b }}'] },
  { name: 'escaped quotes', input: '{{ printf \\"%.1f\\" .a }} b {{ c }}"', expect: ['{{ printf \\"%.1f\\" .a }}', '{{ c }}'] },
  { name: 'comments', input: '{{/* a }} b */}} c', expect: ['{{/* a }} b */}}'] },
  { name: 'over lines', input: '{{ if\n .a }}', expect: ['{{ if\n .a }}'] },
  { name: 'of Jinja', input: '{% if x %}a{% endif %}', expect: ['{% if x %}', '{% endif %}'] },
  { name: 'of lodash', input: '<%= data.x %>', expect: ['<%= data.x %>'] },
  { name: 'never closed', input: '{{ .a', expect: [] },
  { name: 'an opener before a whole action', input: '{{ {{ .a }}', expect: ['{{ {{ .a }}'] },
];

const read: readonly { readonly name: string; readonly input: string; readonly how: string; readonly expect: unknown }[] = [
  { name: 'a quoted action is ordinary YAML', input: 'a: "{{ .x }}"\n', how: 'parsed', expect: { a: '{{ .x }}' } },
  { name: 'an action inside a plain scalar is too', input: 'a: x-{{ .x }}\n', how: 'parsed', expect: { a: 'x-{{ .x }}' } },
  { name: 'and one in a block scalar', input: 'a: |\n  {{- if x }}\n  b\n', how: 'parsed', expect: { a: '{{- if x }}\nb\n' } },
  { name: 'and one in a comment', input: '# {{ x }}\na: b # {{ y }}\n', how: 'parsed', expect: { a: 'b' } },
  { name: 'a bare action is no flow mapping', input: 'a: {{ .Values.x }}\n', how: 'template', expect: { a: '{{ .Values.x }}' } },
  { name: 'a colon inside an action', input: 'a: {{ default "b: c" .x }}\n', how: 'template', expect: { a: '{{ default "b: c" .x }}' } },
  {
    name: 'a comment sign inside an action',
    input: 'a: x {{ default "b #c" }}\n',
    how: 'template',
    expect: { a: 'x {{ default "b #c" }}' },
  },
  { name: 'quotes inside quotes', input: 'a: "x {{ default "y" .z }}"\n', how: 'template', expect: { a: 'x {{ default "y" .z }}' } },
  {
    name: 'lines that decide are left out',
    input: '{{- if .a }}\na:\n  {{- range .b }}\n  b: {{ . }}\n  {{- end }}\n{{- end }}\n',
    how: 'template',
    expect: { a: { b: '{{ . }}' } },
  },
  { name: 'deciding and content on one line', input: '{{ if .a }}a: b{{ end }}\nc: d\n', how: 'template', expect: { a: 'b', c: 'd' } },
  { name: 'an action as a key', input: '{{ $k }}: {{ $v | quote }}\n', how: 'template', expect: { '{{ $k }}': '{{ $v | quote }}' } },
  {
    name: 'what is put in below a key is its value',
    input: 'a:\n  {{- toYaml .x | nindent 2 }}\nb: c\n',
    how: 'template',
    expect: { a: '{{- toYaml .x | nindent 2 }}', b: 'c' },
  },
  {
    name: 'what is put in before other members',
    input: 'a: {{- include "x" . | nindent 2 }}\n  {{- if .y }}\n  b: {{ .c }}\n  {{- end }}\nd: e\n',
    how: 'template',
    expect: { a: { b: '{{ .c }}' }, d: 'e' },
  },
  {
    name: 'what is put in behind the header of a block scalar',
    input: 'a: |- {{- include "x" . | nindent 2 }}\nb: c\n',
    how: 'template',
    expect: { a: '{{- include "x" . | nindent 2 }}', b: 'c' },
  },
  {
    name: 'a key that depends',
    input: '{{ if .a -}} b: {{- else -}} c: {{- end }}\n  d: {{ .e }}\n',
    how: 'template',
    expect: { b: { d: '{{ .e }}' } },
  },
  { name: 'but not what decides', input: 'a:\n{{- if .x }}\nb: c\n{{- end }}\n', how: 'template', expect: { a: '', b: 'c' } },
  {
    name: 'the content of a block scalar',
    input: 'a: |\n{{ .x | indent 2 }}\nb: c\n',
    how: 'template',
    expect: { a: '{{ .x | indent 2 }}\n', b: 'c' },
  },
  {
    name: 'lines at the margin in a block scalar',
    input: 'a: |\n  b\n{{- if .x }}\n  {{ .c }}\n{{- end }}\n  d\ne: {{ .f }}\n',
    how: 'template',
    expect: { a: 'b\n\n{{ .c }}\n\nd\n', e: '{{ .f }}' },
  },
  {
    name: 'a block scalar that begins with a deeper action',
    input: 'a: |\n      {{- with .x }}\n    b\n    {{- end }}\nc: {{ .d }}\n',
    how: 'template',
    expect: { a: '{{- with .x }}\nb\n{{- end }}\n', c: '{{ .d }}' },
  },
  { name: 'actions in flow collections', input: 'a: [{{ .x }}, b]\n', how: 'template', expect: { a: ['{{ .x }}', 'b'] } },
  { name: 'both branches, as duplicates', input: '{{ if .a }}\nb: 1\n{{ else }}\nb: 2\n{{ end }}\n', how: 'template', expect: { b: '2' } },
  { name: 'Jinja', input: '{% if a %}\nb: {{ c }}\n{% endif %}\n', how: 'template', expect: { b: '{{ c }}' } },
  {
    name: 'an action over lines',
    input: 'a: {{ dict\n  "b" "c"\n}}\nd: e\n',
    how: 'template',
    expect: { a: '{{ dict\n  "b" "c"\n}}', d: 'e' },
  },
];

suite('manifest/template', (test) => {
  for (const { name, input, expect } of actions) {
    test(`actions: ${name}`, () =>
      assert.equal(
        actionsIn(input).map(({ start, end }) => input.slice(start, end)),
        expect,
      ));
  }

  for (const { name, input, how, expect } of read) {
    test(name, () => {
      assert.equal(tree(input), expect);
      assert.is(document(input).how, how);
    });
  }

  test('positions are those of the file', () => {
    const text = '{{- if .a }}\n{{ if .b }}a: {{ .c }}-x{{ end }}\nb:\n  {{- toYaml .d }}\nc: |\n  {{ .e }} f\n{{- end }}\n';
    assert.equal(places(document(text)), ['/a 2:15-2:25', '/b 4:3-4:19', '/c 6:3-6:13']);
  });

  test('actions are ranges of the text of their scalar', () => {
    const found = at(document('a: "x {{ .b }} y {{ .c }}"\n').root, '/a') as Scalar;
    assert.equal(
      found.actions.map(({ start, end }) => found.text.slice(start, end)),
      ['{{ .b }}', '{{ .c }}'],
    );
  });

  test('private-use characters of the text itself are not taken for actions', () => {
    assert.equal(tree('a: {{ .x }}\ue000\nb: \ue000\n'), { a: '{{ .x }}\ue000', b: '\ue000' });
  });

  test('documents of a template are split outside its actions', () => {
    const found = documents('{{/*\n---\n*/}}\na: {{ .b }}\n---\nc: {{ .d }}\n');
    assert.equal(
      found.map((one) => one.how),
      ['template', 'template'],
    );
  });

  test('openers without end take no time', () => {
    assert.equal(actionsIn('{{ '.repeat(200_000)), []);
    assert.equal(actionsIn(`${'{% '.repeat(100_000)}${'{{ "'.repeat(100_000)}`), []);
  });
});

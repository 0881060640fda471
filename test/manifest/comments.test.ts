import * as assert from 'uvu/assert';
import type { Format } from '../../src/model/profile.ts';
import { suite } from '../support/suite.ts';
import { documents } from './plain.ts';

const cases: readonly { readonly name: string; readonly format?: Format; readonly input: string; readonly expect: readonly string[] }[] = [
  { name: 'on a line of their own', input: '# a\nb: c\n  # d\n', expect: ['own a', 'own d'] },
  { name: 'behind values', input: 'a: b # c\nd: "e" # f\ng: [h] # i\n', expect: ['end c', 'end f', 'end i'] },
  {
    name: 'behind keys, markers and block headers',
    input: '--- # a\nb: # c\n  d: | # e\n    f\n... # g\n',
    expect: ['end a', 'end c', 'end e'],
  },
  { name: 'inside flow collections', input: 'a: [ # b\n  c, # d\n]\n', expect: ['end b', 'end d'] },
  { name: 'not inside scalars', input: 'a: b#c\nd: "e # f"\ng: |\n  # h\ni: \'j # k\'\n', expect: [] },
  { name: 'below a block scalar', input: 'a: |\n  b\n# c\nd: e\n', expect: ['own c'] },
  {
    name: 'around anchors, tags and aliases',
    input: 'a: &b # c\n  d\ne: !!str # f\n  g\nh: *b # i\n',
    expect: ['end c', 'end f', 'end i'],
  },
  { name: 'what an unquoted value loses to them', input: 'a: b #c\n', expect: ['end c'] },
  { name: 'of SOPS', input: '#ENC[AES256_GCM,data:x]\na: b\n', expect: ['own ENC[AES256_GCM,data:x]'] },
  { name: 'CR LF', input: '# a\r\nb: c # d\r\n', expect: ['own a', 'end d'] },
  { name: 'in a template', input: '{{ if .a }}\n# b\nc: {{ .d }} # e\n{{ end }}\n', expect: ['own b', 'end e'] },
  { name: 'in a document read by line', input: '# a\nb: [ # c\nd: "#e"\nf: g # h\n', expect: ['own a', 'end c', 'end h'] },
  { name: 'in JSON', format: 'json', input: '// a\n{"b": 1, // c\n/* d */ "e": "//f"}', expect: ['own a', 'end c', 'own d'] },
  { name: 'in dotenv', format: 'dotenv', input: '# a\nB=c # d\nE="f # g" # h\n', expect: ['own a', 'end d', 'end h'] },
  { name: 'in INI', format: 'ini', input: '; a\n[b]\nc = d ; e\n# f\n', expect: ['own a', 'end e', 'own f'] },
  { name: 'in properties', format: 'properties', input: '# a\n! b\nc=d # e\n', expect: ['own a', 'own b'] },
  { name: 'in HCL', format: 'hcl', input: '# a\nb = "#c" // d\n/* e */\n', expect: ['own a', 'end d', 'own e'] },
  { name: 'in TOML', format: 'toml', input: '# a\nb = "#c" # d\n', expect: ['own a', 'end d'] },
  { name: 'in a script', format: 'script', input: '#!/bin/sh\n# a\nB=c # d\n', expect: ['own !/bin/sh', 'own a', 'end d'] },
];

suite('manifest/comments', (test) => {
  for (const { name, format, input, expect } of cases) {
    test(name, () => {
      const comments = documents(input, format).flatMap((one) => one.comments);
      assert.equal(
        comments.map(({ text, ownLine }) => `${ownLine ? 'own' : 'end'} ${text}`),
        expect,
      );
      for (const { span, text } of comments) assert.ok(input.slice(span.start, span.end).includes(text));
    });
  }

  test('a span goes from the sign to the end of the line', () => {
    const [comment] = documents('a: b   #  c  \nd: e\n').flatMap((one) => one.comments);
    assert.equal(comment?.span, { start: 7, end: 13 });
  });
});

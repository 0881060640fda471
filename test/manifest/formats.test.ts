import * as assert from 'uvu/assert';
import { formatOf } from '../../src/manifest/format.ts';
import type { Format } from '../../src/model/profile.ts';
import { suite } from '../support/suite.ts';
import { document, documents, places, tree } from './plain.ts';

interface Row {
  readonly name: string;
  readonly input: string;
  readonly expect: unknown;
}

const json: readonly Row[] = [
  {
    name: 'values of every kind',
    input: '{"a": [1, -2.5e3, true, null, "b"], "c": {}}',
    expect: { a: ['1', '-2.5e3', 'true', 'null', 'b'], c: {} },
  },
  { name: 'escapes', input: '{"a": "b\\n\\"\\u00e9\\ud83d\\udd11\\/"}', expect: { a: 'b\n"é🔑/' } },
  { name: 'a backslash before the closing quote', input: '{"a": "b\\\\", "c": "d"}', expect: { a: 'b\\', c: 'd' } },
  { name: 'comments and trailing commas', input: '// x\n{"a": [1, /* y */ 2,], // z\n}', expect: { a: ['1', '2'] } },
  { name: 'JSON5', input: "{a: 'b', $c: [1,], }", expect: { a: 'b', $c: ['1'] } },
  { name: 'a template', input: '{"a": {{ .b }}}', expect: { a: '{{ .b }}' } },
  { name: 'tabs', input: '{\n\t"a":\t"b"\n}', expect: { a: 'b' } },
];

const dotenv: readonly Row[] = [
  { name: 'plain, export, spaces', input: 'A=b\nexport C=d e\nF = g\n', expect: { A: 'b', C: 'd e', F: 'g' } },
  { name: 'quotes', input: `A="b # c"\nD='e\\n'\nF="g\\nh"\n`, expect: { A: 'b # c', D: 'e\\n', F: 'g\nh' } },
  { name: 'quotes over lines', input: 'A="b\nc"\nD=e\n', expect: { A: 'b\nc', D: 'e' } },
  { name: 'a quote that is never closed', input: 'A="b\nC=d\n', expect: { A: '"b', C: 'd' } },
  { name: 'comments after values', input: 'A=b # c\nD=e#f\n', expect: { A: 'b', D: 'e#f' } },
  { name: 'nothing after the sign', input: 'A=\nB\n', expect: { A: '', B: '' } },
  { name: 'signs in the value', input: 'A=b=c==\n', expect: { A: 'b=c==' } },
  { name: 'CR LF', input: 'A=b\r\nC="d"\r\n', expect: { A: 'b', C: 'd' } },
  { name: 'lines that are no assignment', input: '<<<<<<< HEAD\nA=b\n=======\nthis is prose\n', expect: { A: 'b' } },
];

const ini: readonly Row[] = [
  { name: 'sections', input: 'a = b\n[c]\nd=e\n[f "g"]\nh: i\n', expect: { a: 'b', c: { d: 'e' }, 'f "g"': { h: 'i' } } },
  { name: 'a section that comes twice', input: '[a]\nb=c\n[d]\n[a]\ne=f\n', expect: { a: { b: 'c', e: 'f' }, d: {} } },
  { name: 'quotes and comments', input: 'a = "b ; c" ; d\ne = f ; g\nh = i#j\n# k\n', expect: { a: 'b ; c', e: 'f', h: 'i#j' } },
  { name: 'an address as value', input: 'url = https://x/?a=b\n', expect: { url: 'https://x/?a=b' } },
];

const properties: readonly Row[] = [
  { name: 'every separator', input: 'a=b\nc: d\ne f\ng = h\n', expect: { a: 'b', c: 'd', e: 'f', g: 'h' } },
  { name: 'dots are part of the key', input: 'spring.datasource.password=b\n', expect: { 'spring.datasource.password': 'b' } },
  { name: 'lines that go on', input: 'a = b\\\n    c\nd=e\\\\\nf=g\n', expect: { a: 'bc', d: 'e\\', f: 'g' } },
  { name: 'escapes', input: 'a\\=b=c\\u00e9\\n\n', expect: { 'a=b': 'cé\n' } },
  { name: 'comments', input: '# x\n! y\na=b # c\n', expect: { a: 'b # c' } },
];

const hcl: readonly Row[] = [
  { name: 'attributes', input: 'a = "b"\nc = 1\nd = true\ne = null\n', expect: { a: 'b', c: '1', d: 'true', e: 'null' } },
  {
    name: 'blocks and labels',
    input: 'resource "x" "y" {\n  a = "b"\n  c {\n    d = "e"\n  }\n}\n',
    expect: { resource: { x: { y: { a: 'b', c: { d: 'e' } } } } },
  },
  {
    name: 'lists and objects',
    input: 'a = ["b", 2, {c = "d"}]\ne = {\n  f = "g"\n  "h" : "i",\n}\n',
    expect: { a: ['b', '2', { c: 'd' }], e: { f: 'g', h: 'i' } },
  },
  { name: 'comments', input: '# x\na = "b" # y\n/* z\n*/ c = "d" // w\n', expect: { a: 'b', c: 'd' } },
  {
    name: 'here-documents',
    input: 'a = <<EOT\nb\n  c\nEOT\nd = <<-X\n    e\n      f\n    X\ng = "h"\n',
    expect: { a: 'b\n  c\n', d: 'e\n  f\n', g: 'h' },
  },
  { name: 'escapes', input: 'a = "b\\n\\"c\\""\n', expect: { a: 'b\n"c"' } },
  { name: 'strings in interpolations', input: 'a = "${var.b["c"]}-d"\ne = "f"\n', expect: { a: '${var.b["c"]}-d', e: 'f' } },
  {
    name: 'what is computed stands as written',
    input: 'a = var.b\nc = x("y", 1)\nd = e ? "f" : "g"\nh = "i"\n',
    expect: { a: 'var.b', c: 'x("y", 1)', d: 'e ? "f" : "g"', h: 'i' },
  },
  { name: 'functions that change nothing', input: 'a = sensitive("b")\nc = jsonencode({ d = "e" })\n', expect: { a: 'b', c: { d: 'e' } } },
  {
    name: 'comprehensions',
    input: 'a = [for x in y : x.z]\nb = {for k, v in y : k => v}\nc = "d"\n',
    expect: { a: '[for x in y : x.z]', b: '{for k, v in y : k => v}', c: 'd' },
  },
  { name: 'what is no HCL is passed over', input: '}} a\n= b\nc = "d"\n', expect: { c: 'd' } },
];

const toml: readonly Row[] = [
  { name: 'tables', input: 'a = "b"\n[c.d]\ne = 1\n[c]\nf = true\n', expect: { a: 'b', c: { d: { e: '1' }, f: 'true' } } },
  { name: 'arrays of tables', input: '[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n', expect: { a: [{ b: '1' }, { b: '2', c: { d: '3' } }] } },
  { name: 'dotted and quoted keys', input: 'a.b.c = 1\n"d.e" = 2\n', expect: { a: { b: { c: '1' } }, 'd.e': '2' } },
  { name: 'strings', input: `a = 'b\\n'\nc = "d\\n"\ne = """\nf\ng"""\nh = '''i'''\n`, expect: { a: 'b\\n', c: 'd\n', e: 'f\ng', h: 'i' } },
  {
    name: 'collections',
    input: 'a = [1, # x\n  "b",\n]\nc = { d = "e", f.g = 2 }\n',
    expect: { a: ['1', 'b'], c: { d: 'e', f: { g: '2' } } },
  },
];

const script: readonly Row[] = [
  { name: 'assignments', input: '#!/bin/sh\nexport A=b\nC="d e"\n  local f=\'g\'\necho $A\n', expect: { A: 'b', C: 'd e', f: 'g' } },
  { name: 'a Dockerfile', input: 'FROM x\nENV A=b\nENV C d\nARG E="f"\nRUN g\n', expect: { A: 'b', C: 'd', E: 'f' } },
  { name: 'words of several parts', input: 'A=b"c d"\'e\'; F=g\n', expect: { A: 'bc de' } },
  { name: 'words given to commands', input: 'x --token=a -p b\n(PASSWORD=c y)\n# z --token d\n', expect: { token: 'a', PASSWORD: 'c' } },
  { name: 'words of a program in another language', input: "#!/usr/bin/python3\nA = 'b'\nrun('x --token=c')\n", expect: { A: 'b' } },
];

const jsonnet: readonly Row[] = [
  { name: 'fields of all depths', input: "{ a: 'b', c+: { 'd-e':: \"f\" } }\n", expect: { a: 'b', 'd-e': 'f' } },
  { name: 'a local and an argument', input: "local a = 'b';\nfunction(c='d') { e: c }\n", expect: { a: 'b', c: 'd' } },
  { name: 'expressions', input: "{ a: b, c: 'd' + e, f: '%s' % g, h: 'i' == j, k: l('m') }\n", expect: { h: 'i' } },
  {
    name: 'comments and text blocks',
    input: "// a: 'b'\n# c: 'd'\n/* e: 'f' */\n{ g: |||\n  h: 'i'\n||| }\n{ j: 'k' }\n",
    expect: { j: 'k' },
  },
  { name: 'a variable of a container', input: "local a = [{ name: 'A', value: 'b' }]\n", expect: { name: 'A', A: 'b' } },
  { name: 'a flag', input: "{ args: ['--a-b=c'] }\n", expect: { 'a-b': 'c' } },
  { name: 'kinds of objects in it', input: "{ apiVersion: 'v1', kind: 'Secret', a: 'b' }\n", expect: { a: 'b' } },
];

const conf: readonly Row[] = [
  { name: 'HOCON', input: 'a {\n  b = "c"\n  d = ${?E}\n  f { g = "h" }\n}\n', expect: { b: 'c', g: 'h' } },
  { name: 'JAAS', input: 'A {\n  x.B required\n  username="c"\n  password="d";\n};\n', expect: { username: 'c', password: 'd' } },
  { name: 'NATS', input: 'a { user: b, password: c }\nd: "e://f:g@h"\n', expect: { user: 'b', password: 'c', d: 'e://f:g@h' } },
  { name: 'settings line by line', input: 'a=b\nc=d\n', expect: { a: 'b', c: 'd' } },
];

const netrc: readonly Row[] = [
  {
    name: 'machines',
    input: 'machine a login b password c\nmachine d\n  login e\n  password "f g"\ndefault login h\n',
    expect: { a: { login: 'b', password: 'c' }, d: { login: 'e', password: 'f g' }, default: { login: 'h' } },
  },
];

const npmrc: readonly Row[] = [
  { name: 'registries', input: 'registry=https://x/\n//x/:_authToken=b\n', expect: { registry: 'https://x/', '//x/:_authToken': 'b' } },
];

const tables: Readonly<Partial<Record<Format, readonly Row[]>>> = {
  json,
  dotenv,
  ini,
  properties,
  hcl,
  toml,
  script,
  jsonnet,
  conf,
  netrc,
  npmrc,
};

for (const [format, rows] of Object.entries(tables)) {
  suite(`manifest/${format}`, (test) => {
    for (const { name, input, expect } of rows) test(name, () => assert.equal(tree(input, format as Format), expect));
  });
}

const positions: readonly { readonly format: Format; readonly input: string; readonly expect: readonly string[] }[] = [
  { format: 'json', input: '{"a": "b",\n "c": [1]}', expect: ['/a 1:7-1:10', '/c/0 2:8-2:9'] },
  { format: 'dotenv', input: 'export A=b # c\nD="e\nf"\nG=\n', expect: ['/A 1:10-1:11', '/D 2:3-3:3', '/G 4:3-4:3'] },
  { format: 'ini', input: '[a]\nb = "c" ; d\n', expect: ['/a/b 2:5-2:8'] },
  { format: 'properties', input: 'a = b\\\n  c\n', expect: ['/a 1:5-2:4'] },
  { format: 'hcl', input: 'a "b" {\n  c = "d"\n  e = <<-X\n    f\n  X\n}\n', expect: ['/a/b/c 2:7-2:10', '/a/b/e 4:5-4:6'] },
  { format: 'toml', input: '[a]\nb = "c" # d\n', expect: ['/a/b 2:5-2:8'] },
  { format: 'netrc', input: 'machine a\n  password b\n', expect: ['/a/password 2:12-2:13'] },
  { format: 'script', input: 'export A="b"\n', expect: ['/A 1:10-1:13'] },
  { format: 'script', input: 'a \\\n  --b-key="c"\n', expect: ['/b-key 2:11-2:14'] },
  { format: 'jsonnet', input: "{\n  a: 'b',\n}\n", expect: ['/a 2:6-2:9'] },
];

suite('manifest/formats', (test) => {
  for (const { format, input, expect } of positions)
    test(`positions of ${format}`, () => assert.equal(places(document(input, format)), expect));

  test('several JSON values in one file are documents', () => {
    assert.equal(
      documents('{"a": 1}\n{"b": 2}\n', 'json').map((one) => places(one)),
      [['/a 1:7-1:8'], ['/b 2:7-2:8']],
    );
  });

  const decided: readonly { readonly name: string; readonly input: string; readonly named: Format; readonly expect: string }[] = [
    { name: 'JSON under a YAML name', input: '{"kind": "Secret"}', named: 'yaml', expect: 'json' },
    { name: 'JSON under a Terraform name', input: '{\n\t"a": "b"\n}\n', named: 'hcl', expect: 'json' },
    { name: 'YAML under a JSON name', input: 'kind: Secret\n', named: 'json', expect: 'yaml' },
    { name: 'a manifest without extension', input: 'apiVersion: v1\nkind: Config\n', named: 'text', expect: 'yaml' },
    { name: 'a manifest under a dotenv name', input: 'apiVersion: v1\nkind: Secret\n', named: 'dotenv', expect: 'yaml' },
    { name: 'values without extension', input: 'db:\n  password: x\n  host: y\n', named: 'text', expect: 'yaml' },
    { name: 'dotenv without extension', input: '# x\nA=b\nC=d\n', named: 'text', expect: 'dotenv' },
    { name: 'INI without extension', input: '[default]\na = b\nc = d\n', named: 'text', expect: 'ini' },
    { name: 'properties without extension', input: 'a.b = c\nd-e = f\n', named: 'text', expect: 'properties' },
    { name: 'prose', input: 'Dear reader,\nthis is: nothing.\nYours\n', named: 'text', expect: 'text' },
    { name: 'a key', input: '-----BEGIN PUBLIC KEY-----\nQUJD\n-----END PUBLIC KEY-----\n', named: 'yaml', expect: 'text' },
    { name: 'a file of ansible-vault', input: '$ANSIBLE_VAULT;1.1;AES256\n6162\n', named: 'yaml', expect: 'text' },
    {
      name: 'a program with a manifest in it',
      input: 'x = """\napiVersion: v1\nkind: Secret\n"""\ny = [\n',
      named: 'text',
      expect: 'yaml',
    },
    { name: 'a guess that does not hold is given up', input: 'a: b\nc: [\nd: e\nf: g\nh: i\n', named: 'text', expect: 'text' },
  ];
  for (const { name, input, named, expect } of decided) {
    test(`content decides: ${name}`, () => {
      const found = document(input, named);
      assert.is(found.format, expect);
      assert.is(found.problem, null);
    });
  }

  test('nothing at all is no document', () => {
    for (const format of ['yaml', 'json', 'dotenv', 'text', 'markdown'] as const) assert.equal(documents(' \n', format), []);
  });

  test('fenced blocks of Markdown are documents, counted on', () => {
    const text =
      '# a\n\n```yaml\nkind: A\n---\nkind: B\n```\n\n~~~\n{"kind": "C"}\n~~~\n\n```go\nkind: D\n```\n- x\n  ```yaml\n  kind: E\n  ```\n```\nprose\n```\n';
    const found = documents(text, 'markdown');
    assert.equal(
      found.map((one) => `${one.index} ${places(one).join()}`),
      ['0 /kind 4:7-4:8', '1 /kind 6:7-6:8', '2 /kind 10:10-10:13', '3 /kind 18:9-18:10'],
    );
  });

  test('a snippet in Markdown that does not parse is read by line and is no problem', () => {
    const [found] = documents('```yaml\nkind: Secret\ndata:\n  a: b\n ...\n  c: [\n```\n', 'markdown');
    assert.is(found?.how, 'lines');
    assert.is(found?.problem, null);
  });

  test('a script without an extension is one, whatever manifest it holds', () => {
    const held = 'cat <<EOF\napiVersion: v1\nkind: Secret\nEOF\n';
    assert.is(formatOf(`#!/usr/bin/env bash\n${held}`, { format: 'text' }).format, 'script');
    assert.is(formatOf(`#!/usr/bin/env kubectl\n${held}`, { format: 'text' }).format, 'yaml');
  });

  test('manifests in here-documents of a script are documents', () => {
    const found = documents('set -e\nkubectl apply -f - <<EOF\napiVersion: v1\nkind: Secret\ndata:\n  a: b\nEOF\n', 'script');
    assert.equal(
      found.map((one) => one.format),
      ['script', 'yaml'],
    );
    assert.ok(found[1] !== undefined && places(found[1]).includes('/data/a 6:6-6:7'));
  });
});

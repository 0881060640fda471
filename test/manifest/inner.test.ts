import * as assert from 'uvu/assert';
import { innerDocument } from '../../src/manifest/inner.ts';
import { placeOf } from '../../src/manifest/place.ts';
import { scalars } from '../../src/manifest/walk.ts';
import type { Document } from '../../src/model/document.ts';
import { suite } from '../support/suite.ts';
import { at, document, plain } from './plain.ts';

function inside(outer: Document, pointer: string, text?: string, layers: readonly string[] = []): Document | null {
  const node = at(outer.root, pointer);
  if (node?.kind !== 'scalar') throw new Error(`no scalar at ${pointer}`);
  const place = placeOf(outer, node.span, pointer as Parameters<typeof placeOf>[2]);
  return innerDocument(node, place, text ?? node.text, layers, (outer.within?.depth ?? 0) + 1);
}

/** `pointer>inner line:column` of every scalar in a document in a document. */
function placed(found: Document | null): readonly string[] {
  if (found?.root == null) return [];
  return scalars(found.root).map(({ node, pointer }) => {
    const place = placeOf(found, node.span, pointer);
    return `${place.pointer}>${place.inner} ${place.line}:${place.column}-${place.endLine}:${place.endColumn}`;
  });
}

const formats: readonly { readonly name: string; readonly input: string; readonly expect: string | null }[] = [
  { name: 'YAML', input: 'a:\n  b: c\nd: e\n', expect: 'yaml {"a":{"b":"c"},"d":"e"}' },
  { name: 'JSON on one line', input: '{"a": {"b": "c"}}', expect: 'json {"a":{"b":"c"}}' },
  { name: 'properties', input: 'a.b=c\nd.e=f\n', expect: 'dotenv {"a.b":"c","d.e":"f"}' },
  { name: 'dotenv', input: 'A=b\nC=d\n', expect: 'dotenv {"A":"b","C":"d"}' },
  { name: 'INI', input: '[a]\nb = c\nd = e\n', expect: 'ini {"a":{"b":"c","d":"e"}}' },
  {
    name: 'a broken manifest',
    input: 'apiVersion: v1\nkind: Secret\n data: [\nb: c\n',
    expect: 'yaml {"apiVersion":"v1","kind":"Secret","data":"","b":"c"}',
  },
  { name: 'one line that looks like a mapping', input: 'Note: this is prose', expect: null },
  { name: 'prose', input: 'Dear reader,\nthis is prose: really.\nBye\n', expect: null },
  { name: 'a key', input: '-----BEGIN PUBLIC KEY-----\nQUJD\n-----END PUBLIC KEY-----\n', expect: null },
  { name: 'nothing', input: '', expect: null },
];

suite('manifest/inner', (test) => {
  for (const { name, input, expect } of formats) {
    test(name, () => {
      const found = inside(document('a: x\n'), '/a', input);
      assert.is(found === null ? null : `${found.format} ${JSON.stringify(plain(found.root))}`, expect);
    });
  }

  test('places in a literal block are exact', () => {
    const outer = document('a:\n  b: |\n\n    c:\n      d: "e"\n    f: g\n');
    assert.equal(placed(inside(outer, '/a/b')), ['/a/b>/c/d 5:10-5:13', '/a/b>/f 6:8-6:9']);
  });

  test('and in blocks within blocks', () => {
    const outer = document('a: |\n  b: |\n    c: d\n    e: f\n  g: h\n');
    const middle = inside(outer, '/a');
    if (middle === null) throw new Error('no document');
    assert.equal(placed(inside(middle, '/b')), ['/a>/b/c 3:8-3:9', '/a>/b/e 4:8-4:9']);
  });

  test('and with CR LF', () => {
    const outer = document('a: |\r\n  b: c\r\n  d: e\r\n');
    assert.equal(placed(inside(outer, '/a')), ['/a>/b 2:6-2:7', '/a>/d 3:6-3:7']);
  });

  test('and in a quoted line without escapes', () => {
    assert.equal(placed(inside(document(`a: '{"b": "c"}'\n`), '/a')), ['/a>/b 1:11-1:14']);
  });

  test('elsewhere they are the string', () => {
    assert.equal(placed(inside(document('a: "b: c\\nd: e\\n"\n'), '/a')), ['/a>/b 1:4-1:18', '/a>/d 1:4-1:18']);
    assert.equal(placed(inside(document('a: >\n  b: c\n\n  d: e\n'), '/a')), ['/a>/b 2:3-4:7', '/a>/d 2:3-4:7']);
  });

  test('through an alias they are the alias', () => {
    const outer = document('a: &x |\n  b: c\n  d: e\nf: *x\n');
    assert.equal(placed(inside(outer, '/f')), ['/f>/b 4:4-4:6', '/f>/d 4:4-4:6']);
  });

  test('in what was decoded they are the encoded value', () => {
    const outer = document('a: Yjog\n');
    const found = inside(outer, '/a', '{"b": "c"}', ['base64']);
    assert.equal(placed(found), ['/a>/b 1:4-1:8']);
    assert.equal(found?.within?.layers, ['base64', 'json']);
    const deeper = found === null ? null : inside(found, '/b', 'd: e\nf: g\n');
    assert.equal(placed(deeper), ['/a>/b/d 1:4-1:8', '/a>/b/f 1:4-1:8']);
  });

  test('a stream becomes the items of one root', () => {
    const outer = document('a: |\n  b: c\n  ---\n  d: e\n');
    assert.equal(placed(inside(outer, '/a')), ['/a>/0/b 2:6-2:7', '/a>/1/d 4:6-4:7']);
  });

  test('depth is bounded', () => {
    const node = at(document('a: "b: c\\nd: e\\n"\n').root, '/a');
    const place = placeOf(document('a: b\n'), { start: 0, end: 1 }, '' as Parameters<typeof placeOf>[2]);
    if (node?.kind !== 'scalar') throw new Error('no scalar');
    assert.ok(innerDocument(node, place, node.text, [], 4) !== null);
    assert.is(innerDocument(node, place, node.text, [], 5), null);
  });
});

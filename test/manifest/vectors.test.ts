import { readFileSync } from 'node:fs';
import { FAILSAFE_SCHEMA, loadAll, mergeTag } from 'js-yaml';
import * as assert from 'uvu/assert';
import { readDocuments } from '../../src/manifest/documents.ts';
import { placeOf } from '../../src/manifest/place.ts';
import { scalars } from '../../src/manifest/walk.ts';
import { type RepoPath, repoPath } from '../../src/model/ids.ts';
import { decode } from '../../src/text/decode.ts';
import { profileOf } from '../../src/text/profile.ts';
import { suite } from '../support/suite.ts';
import { at, plain } from './plain.ts';

interface Vector {
  readonly id: string;
  readonly file: string;
  readonly expect: { readonly at?: readonly Spot[]; readonly may?: readonly Spot[]; readonly objects?: readonly { readonly at: Spot }[] };
}
interface Spot {
  readonly document?: number;
  readonly pointer?: string | null;
  readonly line?: number | null;
  readonly file?: string;
}

const folder = new URL('../vectors/', import.meta.url);
const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as { readonly vectors: readonly Vector[] };

function read(file: string) {
  const decoded = decode(readFileSync(new URL(file, folder)));
  return decoded.kind === 'binary'
    ? null
    : { source: decoded.source, documents: readDocuments(decoded.source, profileOf(repoPath(file) satisfies RepoPath)) };
}

/** Not YAML to any reader: templates, conflict markers, one broken document. */
const unreadable = /helm-template|one-broken|helm-all-templated|templates\/sealing-key/;

suite('manifest/vectors', (test) => {
  test('every place of the truth is in the tree', () => {
    let places = 0;
    for (const { file, expect } of index.vectors) {
      const found = read(file);
      for (const spot of [...(expect.at ?? []), ...(expect.may ?? []), ...(expect.objects ?? []).map((object) => object.at)].flat()) {
        if (found === null || spot.file !== undefined || !spot.pointer || spot.document === undefined) continue;
        const node = at(found.documents[spot.document]?.root, spot.pointer);
        assert.ok(node, `${file} has no ${spot.pointer} in document ${spot.document}`);
        places++;
      }
    }
    assert.ok(places > 230, `only ${places} places`);
  });

  test('places given by line hold a scalar on that line', () => {
    let lines = 0;
    for (const { file, expect } of index.vectors) {
      if (!file.startsWith('plain/') || file.endsWith('.txt')) continue;
      const found = read(file);
      for (const { line } of expect.at ?? []) {
        if (found === null || line == null) continue;
        const on = found.documents.flatMap((one) =>
          one.root === null ? [] : scalars(one.root).map((value) => placeOf(one, value.node.span, value.pointer).line),
        );
        assert.ok(on.includes(line), `${file}: no scalar on line ${line}`);
        lines++;
      }
    }
    assert.ok(lines >= 10);
  });

  test('every form of a Secret yields its values with the right line', () => {
    for (const { id, file, expect } of index.vectors) {
      if (!id.startsWith('secret-form-')) continue;
      const found = read(file);
      if (found === null) throw new Error(`${file} is not text`);
      for (const { document = 0, pointer } of expect.at ?? []) {
        if (pointer == null) continue;
        const one = found.documents[document];
        const node = at(one?.root, pointer);
        if (one === undefined || node?.kind !== 'scalar') throw new Error(`${file}: no scalar at ${pointer}`);
        const place = placeOf(one, node.span, pointer as Parameters<typeof placeOf>[2]);
        const line = found.source.text.slice(found.source.lineStart(place.line), found.source.lineStart(place.line) + place.column - 1);
        const key = pointer.split('/').at(-1)?.replaceAll('~1', '/') ?? '';
        // The key stands before the value on its line, or on the line of the block's header.
        const before = node.style === 'literal' || node.style === 'folded' ? found.source.text.slice(0, node.span.start) : line;
        assert.ok(/^\d+$/.test(key) || before.includes(key), `${file}: ${key} does not stand before ${place.line}:${place.column}`);
      }
    }
  });

  test('what other parsers read is parsed, without a problem', () => {
    for (const { file } of index.vectors) {
      if (unreadable.test(file)) continue;
      for (const one of read(file)?.documents ?? []) assert.equal([file, one.how, one.problem], [file, 'parsed', null]);
    }
  });

  test('values are those of js-yaml', () => {
    let compared = 0;
    const schema = FAILSAFE_SCHEMA.withTags(mergeTag);
    for (const { file } of index.vectors) {
      const found = read(file);
      if (found === null || found.documents.some((one) => one.format !== 'yaml' && one.format !== 'json')) continue;
      let expected: unknown[];
      try {
        expected = loadAll(found.source.text, { schema });
      } catch {
        continue;
      }
      const ours = found.documents.map((one) => plain(one.root));
      const theirs = expected.map((value) => (value === '' ? null : value));
      assert.equal(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(theirs)), file);
      compared++;
    }
    assert.ok(compared > 300, `only ${compared} files were compared`);
  });
});

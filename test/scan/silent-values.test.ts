/**
 * A value like one that said nothing is counted and no more (`src/scan/silent-values.ts`): whatever was read before, a file is judged
 * as it is by who describes every value of it.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readDocuments } from '../../src/manifest/documents.ts';
import { scalars } from '../../src/manifest/walk.ts';
import { repoPath } from '../../src/model/ids.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import { type Judged, judgeBlob } from '../../src/scan/judged.ts';
import { pack } from '../../src/scan/packed.ts';
import { sourceText } from '../../src/text/lines.ts';
import { profileOf } from '../../src/text/profile.ts';
import { loadCorpus } from '../corpus/load.ts';
import { tries } from '../support/fuzz.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
const describing = { run: rules.run.bind(rules), isSilentOnHarmless: () => false };

const files = loadCorpus().flatMap(({ files }) => Object.entries(files).map(([path, text]) => ({ path: repoPath(path), text })));

/** `Concealed` compares equal to any other. */
const plain = (judged: Judged) => pack(judged, rules);

function isSame(path: string, text: string): boolean {
  const bytes = Buffer.from(text);
  const [passing, all] = [rules, describing].map((asked) => plain(judgeBlob(repoPath(path), bytes, asked)));
  return isDeepStrictEqual(passing, all);
}

suite('silence: what was read before changes nothing', (test) => {
  test('the files of the corpus, twice', () => {
    const differing = [...files, ...files].filter(({ path, text }) => !isSame(path, text)).map(({ path }) => path);
    assert.equal(differing, []);
  });

  for (const { name, before, after } of [
    {
      name: 'a word under a harmless key and under that of a password',
      before: 'a:\n  flavour: tulip-Harbor-42\n',
      after: 'a:\n  password: tulip-Harbor-42\n',
    },
    {
      name: 'under the same key, where what stands above it says something else',
      before: 'existingSecret:\n  password: tulip-Harbor-42x\n',
      after: 'auth:\n  password: tulip-Harbor-42x\n',
    },
    {
      name: 'in a ConfigMap, and in a Secret that another value of has to be told',
      before: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  note: plain words of a note\n',
      after: 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  host: db.example.org\n  password: tulip-Harbor-42\n',
    },
    {
      name: 'a document in a string, under another way',
      before: 'secretKeyRef:\n  config: |\n    user: app\n    password: tulip-Harbor-42\n',
      after: 'server:\n  config: |\n    user: app\n    password: tulip-Harbor-42\n',
    },
    {
      name: 'lines of prose, and the same as what a program is given',
      before: 'docs:\n  body: |\n    Then run it:\n    login --user app --password k7Rq2Zp9Lm4x\n',
      after: 'job:\n  body: |\n    Then run it:\n    login --user app --password k7Rq2Zp9Lm4x\n',
    },
    {
      name: 'beside half a key and alone',
      before: 'a:\n  access_key: AZQX81jkfQ7Lm2\n  secret_key: ref\n',
      after: 'a:\n  access_key: AZQX81jkfQ7Lm2\n',
    },
  ]) {
    test(name, () => {
      for (const text of [before, before, after, after, before]) assert.ok(isSame('apps/ledger/values.yaml', text), text);
    });
  }

  test('values put in the place of others', () => {
    const known = files.map(({ path, text }) => ({ path, text, values: spans(path, text) })).filter(({ values }) => values.length > 0);
    const place = fc.record({ file: fc.constantFrom(...known), at: fc.nat(), from: fc.constantFrom(...known), value: fc.nat() });
    fc.assert(
      fc.property(place, ({ file, at, from, value }) => {
        const [into, taken] = [file.values[at % file.values.length], from.values[value % from.values.length]];
        if (into === undefined || taken === undefined) return;
        const text = file.text.slice(0, into.start) + from.text.slice(taken.start, taken.end) + file.text.slice(into.end);
        assert.ok(isSame(file.path, text), `${file.path}\n${text}`);
        assert.ok(isSame(file.path, `${text}\n`), 'once more');
      }),
      tries(500),
    );
  });
});

function spans(path: string, text: string) {
  return readDocuments(sourceText(text), profileOf(repoPath(path))).flatMap(({ root, how }) =>
    root === null || how !== 'parsed' ? [] : scalars(root).map(({ node }) => node.span),
  );
}

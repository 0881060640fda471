/**
 * What the sieve lets by must lead to nothing, whatever its path: held to every example of every rule, to all vectors, and to
 * texts made of their lines in another order.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { repoPath } from '../../../src/model/ids.ts';
import { parseRule } from '../../../src/rules/rule-file.ts';
import { shippedRuleSet } from '../../../src/rules/shipped.ts';
import { establish } from '../../../src/scan/establish.ts';
import { isNeeded } from '../../../src/scan/facts-by-blob.ts';
import { unmarked } from '../../../src/scan/fast/marks.ts';
import { isReadByName, Sieve } from '../../../src/scan/fast/sieve.ts';
import { profileOf } from '../../../src/text/profile.ts';
import { suite } from '../../support/suite.ts';

const rules = shippedRuleSet();
const sieve = new Sieve();
/** One path of each kind that reads text in its own way. */
const kinds = [
  'a.yaml',
  'a.json',
  '.env',
  'a.ini',
  'a.properties',
  'a.tf',
  'a.toml',
  'a.md',
  '.netrc',
  '.npmrc',
  'a.sh',
  'a',
  'values.yaml',
];
const roles = ['.github/workflows/a.yaml', 'chart/templates/a.yaml', 'chart/templates/a.tpl', 'a.xml'];

const leads = (bytes: Uint8Array, path: string): boolean => {
  const facts = establish(bytes, profileOf(repoPath(path)));
  return isNeeded(facts, rules.run(facts.facts));
};
/** Paths under which a text that is let by leads to something: []. */
const wronged = (text: string | Uint8Array, paths: readonly string[]): readonly string[] => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return sieve.sift(bytes).kind === 'look' ? [] : paths.filter((path) => !isReadByName(profileOf(repoPath(path))) && leads(bytes, path));
};

const names = (folder: string, end: RegExp): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => end.test(name) && statSync(name).isFile())
    .sort();

const texts = names('rules', /\.yaml$/).flatMap((name) => {
  const { fail, pass, gaps } = parseRule(readFileSync(name, 'utf8'), name.replace('rules/', '')).examples;
  return [...fail, ...pass, ...gaps].flatMap((example) =>
    [...Object.entries(example.files), ...Object.entries(example.before)].map(([path, text]) => ({
      name: `${name}: ${example.name}`,
      path,
      text,
    })),
  );
});

suite('sieve', (test) => {
  test('knows what every system reads', () => assert.equal(unmarked, []));

  test('lets no example of a rule by that leads to something', () => {
    assert.equal(
      texts
        .filter(({ path, text }) => wronged(text, [path, ...kinds, ...roles]).length > 0)
        .map(({ name, path, text }) => `${name} (${path}) ${wronged(text, [path, ...kinds, ...roles]).join(' ')}`),
      [],
    );
  });

  test('lets no vector by that leads to something', () => {
    const files = names('test/vectors', /[^/]+$/);
    assert.ok(files.length > 100);
    assert.equal(
      files.filter((name) => wronged(readFileSync(name), [name, 'a.yaml', 'a.json', 'a.env', 'a']).length > 0),
      [],
    );
  });

  test('lets something by', () => {
    const plain = 'replicaCount: 2\nimage:\n  repository: ghcr.io/example/app\n  tag: 1.2.3\nnameOverride: app\nservice:\n  port: 80\n';
    assert.equal(sieve.sift(Buffer.from(plain)), { kind: 'nothing', skipped: null });
    assert.equal(sieve.sift(Buffer.from(plain.replaceAll('\n', '\r\n'))), { kind: 'nothing', skipped: null });
    assert.ok(texts.filter(({ text }) => sieve.sift(Buffer.from(text)).kind === 'nothing').length > 10);
  });

  test('lets nothing by of texts put together from lines of examples', () => {
    const lines = [...new Set(texts.flatMap(({ text }) => text.split('\n')).filter((line) => line.length < 200))];
    const made = fc.array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom('', '', '', '  ', '- ', '    ')), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(made, (parts) =>
        assert.equal(wronged(parts.map(([line, lead]) => lead + line).join('\n'), ['a.yaml', 'values.yaml', '.env', 'a']), []),
      ),
      { numRuns: 600, seed: 7 },
    );
  });
});

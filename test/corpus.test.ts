/**
 * Every case of the corpus through the gate: each secret found, each warning given, nothing else said. `known-gaps.txt` lists
 * the cases that are not right yet; it may only shrink.
 */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { sensitivityPage } from '../scripts/sensitivity-page.ts';
import { gitleaks } from './corpus/adapters/gitleaks.ts';
import { sealgate } from './corpus/adapters/sealgate.ts';
import { families, loadCorpus } from './corpus/load.ts';
import { judge, measure } from './corpus/measure.ts';
import { accuracyPage, type PublicRun } from './corpus/page.ts';
import { suite } from './support/suite.ts';

const cases = loadCorpus();
const gaps = new Set(readFileSync('test/corpus/known-gaps.txt', 'utf8').split('\n').filter(Boolean));

suite('corpus', (test) => {
  for (const one of cases) {
    test(one.id, async () => {
      const { missed, alarms, warnings } = judge(one, await sealgate(one));
      if (gaps.has(one.id))
        assert.ok(missed.length + alarms.length + warnings.length > 0, 'it is right now: take it out of known-gaps.txt');
      else assert.equal({ missed, alarms, warnings }, { missed: [], alarms: [], warnings: [] });
    });
  }
});

suite('corpus: itself', (test) => {
  test('the gaps are cases', () => {
    assert.equal(
      [...gaps].filter((id) => !cases.some((one) => one.id === id)),
      [],
    );
  });

  test('each family has cases, and each case a source', () => {
    for (const family of families) assert.ok(cases.some((one) => one.family === family));
    assert.equal(
      cases.filter((one) => one.source === undefined).map((one) => one.id),
      [],
    );
  });

  test('what is said of harmless families is no error', () => {
    const wrong = cases.filter((one) => (one.family === 'noise' || one.family === 'reference') && one.error.length > 0);
    assert.equal(
      wrong.map((one) => one.id),
      [],
    );
  });

  test('the same case always has the same bytes', () => {
    assert.equal(loadCorpus(), cases);
  });
});

suite('corpus: pages', (test) => {
  test('docs/accuracy.md has the numbers of this version', async () => {
    const runs = JSON.parse(readFileSync('test/corpus/public-runs.json', 'utf8')) as readonly PublicRun[];
    assert.is(readFileSync('docs/accuracy.md', 'utf8'), accuracyPage(await measure(cases, sealgate), runs), 'npx tsx scripts/accuracy.ts');
  });

  test('docs/sensitivity.md says what the comments say', () => {
    assert.is(readFileSync('docs/sensitivity.md', 'utf8'), sensitivityPage(), 'npx tsx scripts/accuracy.ts');
  });
});

suite('corpus: judging', (test) => {
  const one = cases.find((candidate) => candidate.id === 'core/secret-in-list');

  test('a report by line is enough', () => {
    if (one === undefined) throw new Error('the case is gone');
    const place = one.error[0];
    const { found, alarms } = judge(one, [{ path: 'manifest.yaml', line: place?.line ?? 0, error: true }]);
    assert.equal([found, alarms], [1, []]);
  });

  test('a report elsewhere is a false alarm, and the secret is missed', () => {
    if (one === undefined) throw new Error('the case is gone');
    const { missed, alarms } = judge(one, [{ path: 'manifest.yaml', line: 1, error: true, what: 'rule' }]);
    assert.equal([missed.length, alarms], [1, ['manifest.yaml#line 1 (rule)']]);
  });

  test('a report of gitleaks is read by folder', async () => {
    if (one === undefined) throw new Error('the case is gone');
    const reported = await gitleaks('test/corpus/adapters/gitleaks-sample.json')(one);
    assert.equal(reported, [{ path: 'manifest.yaml', line: 7, error: true, what: 'kubernetes-secret-yaml' }]);
  });
});

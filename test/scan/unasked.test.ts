/** Values whose facts are left out say nothing: every file is judged as if none had been. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { repoPath } from '../../src/model/ids.ts';
import { parseRule } from '../../src/rules/rule-file.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import { establish } from '../../src/scan/establish.ts';
import { judgeBlob } from '../../src/scan/judged.ts';
import { pack } from '../../src/scan/packed.ts';
import type { Silence } from '../../src/scan/unasked.ts';
import { profileOf } from '../../src/text/profile.ts';
import { loadCorpus } from '../corpus/load.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
const asking = { run: rules.run.bind(rules), isSilentOnHarmless: () => false };

/** Judged again only where something was left out. */
function assertSame(name: string, bytes: Uint8Array): void {
  const path = repoPath(name);
  let left = 0;
  const noting = {
    run: rules.run.bind(rules),
    isSilentOnHarmless(system: string, aspect: string) {
      const isSilent = rules.isSilentOnHarmless(system, aspect);
      if (isSilent) left += 1;
      return isSilent;
    },
  };
  const judged = pack(judgeBlob(path, bytes, noting), rules);
  if (left > 0) assert.equal(JSON.stringify(judged), JSON.stringify(pack(judgeBlob(path, bytes, asking), rules)), name);
}

const filesBelow = (folder: URL): readonly string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => statSync(new URL(name, folder)).isFile() && !name.endsWith('.bundle'));

suite('what is left out is not missed', (test) => {
  test('in the vectors', () => {
    const folder = new URL('../vectors/', import.meta.url);
    for (const name of filesBelow(folder)) assertSame(name, readFileSync(new URL(name, folder)));
  });
  test('in the corpus', () => {
    for (const { files } of loadCorpus()) for (const [path, text] of Object.entries(files)) assertSame(path, Buffer.from(text));
  });
  test('in the examples of the rules', () => {
    const folder = new URL('../../rules/', import.meta.url);
    for (const name of filesBelow(folder).filter((one) => one.endsWith('.yaml'))) {
      const { examples } = parseRule(readFileSync(new URL(name, folder), 'utf8'), name);
      for (const { files, before } of [...examples.fail, ...examples.pass, ...examples.gaps])
        for (const [path, text] of Object.entries({ ...files, ...before })) assertSame(path, Buffer.from(text));
    }
  });

  const values = Buffer.from('image:\n  repository: registry.example.org/ledger\n  tag: 1.2.3\nauth:\n  password: db-7Gk2\n');
  const facts = (text: Uint8Array, silence: Silence | null) =>
    establish(text, profileOf(repoPath('values.yaml')), undefined, undefined, silence);
  test('what no rule tells of is left out, and counted', () => {
    const { facts: left, coverage } = facts(values, rules);
    assert.equal([left.map(({ key }) => key), coverage.values], [['password'], 3]);
  });
  test('nothing is without rules, nor where a rule asks for it', () => {
    assert.is(facts(values, null).facts.length, 3);
    assert.is(facts(values, asking).facts.length, 3);
  });
  test('the first of several documents may have to stand for a file that an envelope covers', () => {
    const two = Buffer.from('a: 1\nb: 2\n---\nc: 3\n');
    assert.equal(
      facts(two, rules).facts.map(({ key }) => key),
      ['a'],
    );
  });
});

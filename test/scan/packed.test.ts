/** What one thread tells another of a blob is what it knows: nothing is lost on the way, and each match is of its own fact. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as assert from 'uvu/assert';
import { repoPath } from '../../src/model/ids.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import { type Judged, judgeBlob } from '../../src/scan/judged.ts';
import { pack, unpack } from '../../src/scan/packed.ts';
import { profileOf } from '../../src/text/profile.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
const folder = new URL('../vectors/', import.meta.url);
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => statSync(new URL(name, folder)).isFile() && !name.endsWith('.bundle'));

suite('packed: vectors arrive as they were', (test) => {
  for (const name of files) {
    test(name, () => {
      const path = repoPath(name);
      const judged = judgeBlob(path, readFileSync(new URL(name, folder)), rules);
      const arrived = unpack(structuredClone(pack(judged, rules)), profileOf(path), rules);
      assert.ok(isDeepStrictEqual(withValues(arrived), withValues(judged)));
      assert.equal(pairs(arrived), pairs(judged));
    });
  }
});

/** `Concealed` compares equal to any other. */
const withValues = (judged: Judged) => ({ ...pack(judged, rules), profile: judged.facts.profile });
const pairs = ({ facts, matches }: Judged) => matches.map(({ rule, fact }) => [rule.id, facts.facts.indexOf(fact)]);

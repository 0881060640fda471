import * as assert from 'uvu/assert';
import { verdict } from '../../src/gate/verdict.ts';
import type { Severity } from '../../src/model/rule.ts';
import { suite } from '../support/suite.ts';

const gap = { reason: 'missing', count: 1, repair: 'git fetch' };

const cases: readonly {
  readonly name: string;
  readonly found: readonly Severity[];
  readonly threshold: Severity;
  readonly gaps: number;
  readonly expect: readonly [string, number];
}[] = [
  { name: 'nothing at all', found: [], threshold: 'error', gaps: 0, expect: ['clean', 0] },
  { name: 'a finding at the threshold', found: ['error'], threshold: 'error', gaps: 0, expect: ['findings', 1] },
  { name: 'a finding below the threshold', found: ['warning', 'info'], threshold: 'error', gaps: 0, expect: ['clean', 0] },
  { name: 'a finding above the threshold', found: ['error'], threshold: 'warning', gaps: 0, expect: ['findings', 1] },
  { name: 'the lowest threshold', found: ['info'], threshold: 'info', gaps: 0, expect: ['findings', 1] },
  { name: 'a gap', found: [], threshold: 'error', gaps: 1, expect: ['incomplete', 3] },
  { name: 'a gap and a finding below the threshold', found: ['info'], threshold: 'error', gaps: 1, expect: ['incomplete', 3] },
  { name: 'a gap and a finding: the finding is told', found: ['error'], threshold: 'error', gaps: 1, expect: ['findings', 1] },
];

suite('verdict', (test) => {
  for (const { name, found, threshold, gaps, expect } of cases) {
    test(`${name} is ${expect[0]}`, () => {
      const coverage = { incomplete: Array.from({ length: gaps }, () => gap) };
      const judged = verdict(
        found.map((severity) => ({ severity })),
        threshold,
        coverage,
      );
      assert.equal([judged.verdict, judged.exitCode], expect);
    });
  }
});

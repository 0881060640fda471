import type { Match } from '../model/match.ts';
import type { Coverage, Report } from '../model/report.ts';
import { applyBaseline, type Baseline, type Baselining } from './baseline.ts';
import { type Attribution, findings } from './findings.ts';
import type { MalformedWaiver } from './inline-waiver.ts';
import type { Policy } from './policy.ts';
import { verdict } from './verdict.ts';
import { type WaiverBook, type Waiving, waive } from './waiving.ts';

/** Everything a verdict depends on. */
export interface Case {
  readonly tool: Report['tool'];
  readonly matches: readonly Match[];
  readonly policy: Policy;
  readonly attribute?: (path: Match['path'], blob: Match['blob']) => Attribution;
  readonly waivers: WaiverBook;
  readonly malformed: readonly MalformedWaiver[];
  readonly waiving: Omit<Waiving, 'settings'>;
  readonly baseline: Baseline;
  readonly before: Baselining['before'];
  readonly coverage: Coverage;
  readonly notes: readonly string[];
}

/** The report: findings by the policy, less what is waived, less what the baseline knows; the verdict is over the rest. */
export function judge(one: Case): Report {
  const { policy, coverage } = one;
  const found = findings(one.matches, { severity: (match) => policy.severity(match), ...(one.attribute && { attribute: one.attribute }) });
  const waived = waive(found, one.waivers, { ...one.waiving, settings: settingsOf(policy) });
  const known = applyBaseline(waived.open, one.baseline, one);
  return {
    version: 1,
    tool: one.tool,
    ...verdict(known.open, policy.threshold.value, coverage),
    threshold: policy.threshold.value,
    coverage,
    findings: known.open,
    waived: waived.waived,
    baselined: known.baselined,
    notes: [
      ...one.notes,
      ...one.malformed.map(({ path, line, sentence }) => `the comment in ${path}:${line} is no waiver: ${sentence}`),
      ...waived.notes.map(({ sentence }) => sentence),
      ...(known.byIdentity
        ? ['the baseline was matched by identity alone: without a base nobody can see whether its values have changed']
        : []),
    ],
  };
}

function settingsOf({ waivers }: Policy): Waiving['settings'] {
  const { inline, maxDays, requireApprover } = waivers;
  return { inline: inline.value, maxDays: maxDays.value, requireApprover: requireApprover.value };
}

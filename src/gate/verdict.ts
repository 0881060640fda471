import type { Finding } from '../model/finding.ts';
import type { Coverage, ExitCode, Report } from '../model/report.ts';
import { gravity, type Severity } from '../model/rule.ts';

interface Judgement {
  readonly verdict: Report['verdict'];
  readonly exitCode: ExitCode;
}

/** Findings at or above the threshold come before gaps: 1, then 3, then 0. Usage and configuration errors (2) never get this far. */
export function verdict(
  open: readonly Pick<Finding, 'severity'>[],
  threshold: Severity,
  coverage: Pick<Coverage, 'incomplete'>,
): Judgement {
  if (open.some((finding) => reaches(finding.severity, threshold))) return { verdict: 'findings', exitCode: 1 };
  if (coverage.incomplete.length > 0) return { verdict: 'incomplete', exitCode: 3 };
  return { verdict: 'clean', exitCode: 0 };
}

/** Whether a severity counts at this threshold. */
export const reaches = (severity: Severity, threshold: Severity): boolean => gravity(severity) <= gravity(threshold);

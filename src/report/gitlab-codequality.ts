import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { forTerminal } from '../text/escape.ts';
import { serialise } from './serialise.ts';

/** GitLab Code Quality: shown in merge requests on every tier. Waived and baselined findings are no news, so they are left out. */
export function toCodeQuality(report: Report): string {
  return serialise(
    report.findings.map((finding) => ({
      description: forTerminal(finding.message),
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: severityOf(finding),
      location: { path: forTerminal(finding.location.path), lines: { begin: Math.max(1, finding.location.line) } },
    })),
  );
}

function severityOf(finding: Finding): string {
  switch (finding.severity) {
    case 'error':
      return finding.class === 'leak' ? 'blocker' : 'critical';
    case 'warning':
      return 'major';
    case 'info':
      return 'info';
  }
}

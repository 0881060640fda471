import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { forTerminal } from '../text/escape.ts';
import type { Rules } from './blocks.ts';
import { fill, remedy } from './remedy.ts';
import { serialise } from './serialise.ts';

/**
 * GitLab secret-detection report, schema 15. It holds leaks only: broken ciphertext and policy are no detected secrets.
 * The optional extract of the source is never written: it would be the secret.
 */
export function toSecretDetection(report: Report, rules: Rules, options: { readonly now?: Date } = {}): string {
  const ended = options.now?.getTime() ?? report.coverage.milliseconds;
  const tool = { id: 'sealgate', name: 'sealgate', version: report.tool.version, vendor: { name: 'sealgate' } };
  return serialise({
    version: '15.0.7',
    scan: {
      type: 'secret_detection',
      analyzer: tool,
      scanner: tool,
      start_time: seconds(ended - report.coverage.milliseconds),
      end_time: seconds(ended),
      status: report.verdict === 'incomplete' ? 'failure' : 'success',
    },
    vulnerabilities: report.findings.filter((one) => one.class === 'leak').map((one) => vulnerability(one, rules)),
  });
}

function vulnerability(finding: Finding, rules: Rules) {
  const rule = rules.get(finding.rule);
  const line = Math.max(1, finding.location.line);
  const url = rule?.references[0];
  const solution =
    rule === undefined
      ? ''
      : remedy(rule, [finding])
          .map((one) => forTerminal(one.text))
          .join('\n');
  return {
    id: uuid(finding.fingerprint),
    name: rule?.title ?? finding.rule,
    description: [forTerminal(finding.message), ...(rule === undefined ? [] : [forTerminal(fill(rule.why, [finding]))])].join('\n'),
    severity: severityOf(finding),
    ...(solution !== '' && { solution }),
    identifiers: [{ type: 'sealgate_rule', name: `sealgate ${finding.rule}`, value: finding.rule, ...(url !== undefined && { url }) }],
    location: {
      file: forTerminal(finding.location.path),
      // GitLab's own analyzer names no commit this way when the value is in the working tree.
      commit: { sha: finding.introduced?.commit ?? '0000000' },
      start_line: line,
      end_line: Math.max(line, finding.location.endLine),
    },
  };
}

function severityOf(finding: Finding): string {
  switch (finding.severity) {
    case 'error':
      return 'Critical';
    case 'warning':
      return 'Medium';
    case 'info':
      return 'Info';
  }
}

/** The 128 bits of the fingerprint in the form of a UUID: the same finding has the same id in every report. */
const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** `2026-01-31T12:00:00`, UTC, as the schema wants it. */
const seconds = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

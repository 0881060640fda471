import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { type Severity, severities } from '../model/rule.ts';
import { counted } from '../text/counted.ts';
import { forTerminal, forWorkflowMessage, forWorkflowProperty } from '../text/escape.ts';
import type { Rules } from './blocks.ts';
import { inert } from './inert.ts';
import { remedy } from './remedy.ts';

/** A step may make this many annotations of each level; the runner drops the rest without a word. */
const mostOfALevel = 10;

/** Workflow commands of GitHub Actions, most severe first, and one plain line that counts what found no room. */
export function toGithub(report: Report, rules: Rules): string {
  // A gap takes the first place: a reader must know that the rest is not the whole.
  const gaps = report.coverage.incomplete
    .slice(0, 1)
    .map((gap) => `::error title=sealgate::${forWorkflowMessage(`Not read: ${gap.reason} (${gap.count}). Repair: ${gap.repair}`)}`);
  const shown = severities.flatMap((severity) => {
    const room = severity === 'error' ? mostOfALevel - gaps.length : mostOfALevel;
    return report.findings.filter((one) => one.severity === severity).slice(0, room);
  });
  const rest = report.findings.length - shown.length;
  const last = rest > 0 ? [`${counted(rest, 'more finding')} without an annotation: the job summary lists them`] : [];
  return [...gaps, ...shown.map((one) => annotation(one, rules)), ...last].map((line) => `${harmless(line)}\n`).join('');
}

/** A runner takes `##[command]` for a command wherever it stands; the leading `::` is ours. */
const harmless = (line: string): string => line.slice(0, 2) + inert(line.slice(2));

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function annotation(finding: Finding, rules: Rules): string {
  const { path, line, column, endLine, endColumn } = finding.location;
  const title = rules.get(finding.rule)?.title ?? finding.rule;
  // Columns may only be given within one line; a place that is gone from the tree has no line to show it at.
  const columns = endLine === line ? `,col=${column},endColumn=${endColumn}` : '';
  const place = finding.current === false ? '' : `,file=${forWorkflowProperty(path)},line=${line},endLine=${endLine}${columns}`;
  return `::${commands[finding.severity]} title=${forWorkflowProperty(`${title} (${finding.rule})`)}${place}::${forWorkflowMessage(message(finding, rules))}`;
}

function message(finding: Finding, rules: Rules): string {
  const { introduced, current, location } = finding;
  const gone = current === false ? `${location.path}:${location.line}, no longer in the tree, still in history` : null;
  const since = introduced === null ? null : `introduced in ${introduced.commit.slice(0, 10)}`;
  const rule = rules.get(finding.rule);
  const advice = rule === undefined ? [] : remedy(rule, [finding]);
  // A first line that ends in a colon says nothing without the next.
  const first = advice.slice(0, advice[0]?.text.endsWith(':') ? 2 : 1);
  const where = [gone, since].filter((one) => one !== null).join(', ');
  return [finding.message, where, ...first.map((one) => one.text)]
    .filter((one) => one !== '')
    .map(forTerminal)
    .join('\n');
}

import type { Finding, WaivedFinding } from '../model/finding.ts';
import type { RuleId } from '../model/ids.ts';
import type { Report } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { forTerminal } from '../text/escape.ts';
import type { Rules } from './blocks.ts';
import { sarifRule } from './sarif-rule.ts';
import { serialise } from './serialise.ts';
import { relativeUri } from './uri.ts';

/** Code scanning refuses files with more results; findings are in order of severity, so the least grave are left out, and counted. */
const mostResults = 25_000;
const mostRelated = 10;

/** SARIF 2.1.0, one run, for code scanning and other readers of findings. */
export function toSarif(report: Report, rules: Rules): string {
  return serialise({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run(report, rules)],
  });
}

function run(report: Report, rules: Rules) {
  const all: readonly Suppressed[] = [
    ...report.findings.map((finding) => ({ finding, suppression: null })),
    ...report.waived.map((finding) => ({ finding, suppression: waiverOf(finding) })),
    ...report.baselined.map((finding) => ({
      finding,
      suppression: { kind: 'external', status: 'accepted', justification: 'in the baseline' },
    })),
  ];
  const kept = all.slice(0, mostResults);
  const used = [...new Set(kept.map((one) => one.finding.rule))].sort();
  const index = new Map(used.map((id, position) => [id, position]));
  const related = sameValues(report.findings);
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: used.map((id) => sarifRule(id, rules.get(id))),
      },
    },
    automationDetails: { id: 'sealgate/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository.' } } },
    invocations: [invocation(report, all.length - kept.length)],
    results: kept.map((one) => result(one, index, related)),
    properties: { coverage: report.coverage, verdict: report.verdict, threshold: report.threshold },
  };
}

interface Suppressed {
  readonly finding: Finding;
  readonly suppression: object | null;
}

function result(
  { finding, suppression }: Suppressed,
  index: ReadonlyMap<RuleId, number>,
  related: ReadonlyMap<number, readonly Finding[]>,
) {
  const others = finding.group === null ? [] : (related.get(finding.group) ?? []).filter((one) => one !== finding);
  return {
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: unlinked(finding.message) },
    locations: [{ physicalLocation: physical(finding), logicalLocations: [logical(finding)] }],
    ...(others.length > 0 && {
      relatedLocations: others.slice(0, mostRelated).map((one, id) => ({
        id,
        physicalLocation: physical(one),
        message: { text: 'The same value stands here.' },
      })),
    }),
    // The line hash is filled in, so that the alert stays the same wherever the file or the line moves.
    partialFingerprints: { 'sealgate/v1': finding.fingerprint, primaryLocationLineHash: `${finding.fingerprint}:1` },
    occurrenceCount: Math.max(1, finding.occurrences),
    ...(suppression !== null && { suppressions: [suppression] }),
    properties: {
      class: finding.class,
      system: finding.system,
      also: finding.also,
      introduced: finding.introduced && { commit: finding.introduced.commit, date: finding.introduced.date },
      current: finding.current,
    },
  };
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function physical({ location }: Finding) {
  const startLine = Math.max(1, location.line);
  return {
    artifactLocation: { uri: relativeUri(location.path), uriBaseId: 'SRCROOT' },
    region: {
      startLine,
      startColumn: Math.max(1, location.column),
      endLine: Math.max(startLine, location.endLine),
      endColumn: Math.max(1, location.endColumn),
    },
  };
}

function logical({ resource, key, keyPath }: Finding) {
  const owner = resource === null ? [] : [resource.kind, resource.namespace, resource.name].filter((one) => one !== null);
  const fullyQualifiedName = forTerminal([...owner, keyPath].filter((one) => one !== '').join('/')) || 'file';
  return { fullyQualifiedName, name: forTerminal(key ?? resource?.name ?? '') || 'file', kind: keyPath === '' ? 'resource' : 'member' };
}

function waiverOf({ waiver }: WaivedFinding) {
  const { reason, owner, expires, source, state } = waiver;
  const inSource = !/(?:^|\/)waivers\.yaml:\d+$/.test(source);
  return {
    kind: inSource ? 'inSource' : 'external',
    status: state === 'pending' ? 'underReview' : 'accepted',
    justification: unlinked(`${reason} (${owner}, until ${expires}${state === 'expired' ? ', expired' : ''})`),
  };
}

function invocation({ verdict, exitCode, coverage, notes }: Report, leftOut: number) {
  const say = (level: string, text: string) => ({ level, message: { text: unlinked(text) } });
  const cut = leftOut > 0 ? [say('warning', `${leftOut} findings are left out: code scanning takes ${mostResults} at most.`)] : [];
  return {
    executionSuccessful: verdict !== 'incomplete',
    exitCode,
    toolExecutionNotifications: [
      ...coverage.incomplete.map((gap) => say('error', `Not read: ${gap.reason} (${gap.count}). Repair: ${gap.repair}`)),
      ...cut,
      ...notes.map((note) => say('note', note)),
    ],
  };
}

function sameValues(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const groups = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.group === null) continue;
    const known = groups.get(finding.group);
    if (known === undefined) groups.set(finding.group, [finding]);
    else known.push(finding);
  }
  return groups;
}

/** In a SARIF message `[words](target)` is a link (§3.11.6): a name must not make one. */
const unlinked = (text: string): string => forTerminal(text).replaceAll('](', '] (');

import type { Finding, WaivedFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { serialise } from './serialise.ts';

/** The report as JSON: `schema/report.schema.json`. Fields are added, never removed; paths that are not UTF-8 keep lone surrogates, escaped. */
export function toJson(report: Report): string {
  const { version, tool, verdict, exitCode, threshold, coverage, findings, waived, baselined, notes } = report;
  const contract = {
    version,
    tool: { name: tool.name, version: tool.version, rules: tool.rules },
    verdict,
    exitCode,
    threshold,
    coverage,
    findings: findings.map(findingJson),
    waived: waived.map(waivedJson),
    baselined: baselined.map(findingJson),
    notes,
  };
  return serialise(contract);
}

/** Written out member by member, so that nothing reaches a report because it was added to a type. */
function findingJson(finding: Finding) {
  const { path, document, line, column, endLine, endColumn, pointer } = finding.location;
  return {
    rule: finding.rule,
    also: finding.also,
    severity: finding.severity,
    class: finding.class,
    message: finding.message,
    location: { path, document, line, column, endLine, endColumn, pointer },
    inner: finding.inner,
    resource: finding.resource && {
      apiVersion: finding.resource.apiVersion,
      kind: finding.resource.kind,
      namespace: finding.resource.namespace,
      name: finding.resource.name,
    },
    key: finding.key,
    keyPath: finding.keyPath,
    system: finding.system,
    mask: finding.mask,
    group: finding.group,
    introduced: finding.introduced && {
      commit: finding.introduced.commit,
      date: finding.introduced.date,
      author: finding.introduced.author,
    },
    lastSeen: finding.lastSeen && { commit: finding.lastSeen.commit, date: finding.lastSeen.date, author: finding.lastSeen.author },
    current: finding.current,
    refs: finding.refs,
    occurrences: finding.occurrences,
    fingerprint: finding.fingerprint,
    reasons: finding.reasons,
  };
}

function waivedJson(finding: WaivedFinding) {
  const { reason, owner, expires, source, state } = finding.waiver;
  return { ...findingJson(finding), waiver: { reason, owner, expires, source, state } };
}

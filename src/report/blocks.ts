import type { Finding } from '../model/finding.ts';
import type { RuleId } from '../model/ids.ts';
import type { Rule, Severity } from '../model/rule.ts';

/** Findings of one rule at one severity: their why and their remedy are told once. */
export interface Block {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Findings that hold the same value stand together; the first one speaks for them. */
  readonly places: readonly Place[];
}

export type Place = readonly [Finding, ...Finding[]];
export type Rules = ReadonlyMap<RuleId, Rule>;

/** In the order of the report: gravest first, then by the first path of each rule. */
export function blocks(findings: readonly Finding[]): Block[] {
  const found = new Map<string, { rule: RuleId; severity: Severity; places: Map<string, [Finding, ...Finding[]]> }>();
  findings.forEach((finding, index) => {
    const key = `${finding.severity} ${finding.rule}`;
    const block = found.get(key) ?? { rule: finding.rule, severity: finding.severity, places: new Map() };
    found.set(key, block);
    const value = finding.group === null ? `alone ${index}` : `group ${finding.group}`;
    const same = block.places.get(value);
    if (same === undefined) block.places.set(value, [finding]);
    else same.push(finding);
  });
  return [...found.values()].map((block) => ({ ...block, places: [...block.places.values()] }));
}

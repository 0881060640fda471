import type { RuleId } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import { type FindingClass, gravity, type Severity } from '../model/rule.ts';

/** What the rules say of one place of one blob: the rule that speaks for it, and the others. */
export interface Draft {
  readonly match: Match;
  readonly severity: Severity;
  readonly also: readonly RuleId[];
}

/** Gathers matches by place, in order of first appearance. A rule that the policy switches off says nothing, not even `also`. */
export function drafts(matches: readonly Match[], policy: { severity(match: Match): Severity | 'off' }): Draft[] {
  const places = new Map<string, Ranked[]>();
  const lines = new Map<string, number>();
  for (const match of matches) {
    const severity = policy.severity(match);
    if (severity === 'off') continue;
    const key = placeKey(match, lines);
    const known = places.get(key);
    if (known === undefined) places.set(key, [{ match, severity }]);
    else known.push({ match, severity });
  }
  return [...places.values()].map(draft);
}

interface Ranked {
  readonly match: Match;
  readonly severity: Severity;
}

function draft(here: readonly Ranked[]): Draft {
  const [first, ...others] = [...here].sort(prevailing);
  if (first === undefined) throw new TypeError('a place without a match');
  const own = first.match.rule.id;
  return { ...first, also: [...new Set(others.map((one) => one.match.rule.id))].filter((id) => id !== own) };
}

/**
 * Which rule speaks for a place. A readable secret or a broken one comes before what is merely unwise, however many facts
 * the rule about the latter constrains: a weakness must never hide a leak. Then the most specific rule, then the gravest.
 */
function prevailing(a: Ranked, b: Ranked): number {
  return (
    harm(a.match.rule.class) - harm(b.match.rule.class) ||
    b.match.specificity - a.match.specificity ||
    gravity(a.severity) - gravity(b.severity) ||
    (a.match.rule.id < b.match.rule.id ? -1 : 1)
  );
}

const harms: readonly FindingClass[] = ['leak', 'broken'];

function harm(kind: FindingClass): number {
  const index = harms.indexOf(kind);
  return index < 0 ? harms.length : index;
}

/** A key that a flat file repeats has one pointer and several values: each is a place of its own. */
function placeKey({ path, blob, fact }: Match, lines: Map<string, number>): string {
  const { document, pointer, line, column, inner } = fact.place;
  const key = JSON.stringify([path, blob, document, pointer ?? `${line}:${column}`, inner]);
  if (fact.subject !== 'value' || pointer === null) return key;
  const first = lines.get(key) ?? line;
  lines.set(key, first);
  return line === first ? key : `${key} ${line}`;
}

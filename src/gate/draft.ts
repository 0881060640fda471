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
  return toldOnce([...places.values()].map(draft));
}

/** A literal that an anchor carries elsewhere (`<<: *base`) stands at one place: the gravest of what is said of it there is said once. */
function toldOnce(all: readonly Draft[]): Draft[] {
  const aliases = new Set(all.filter(({ match }) => match.fact.place.aliased === true).map(literalKey));
  if (aliases.size === 0) return [...all];
  const told = new Map<string, Draft>();
  for (const one of all) {
    const literal = literalKey(one);
    const key = aliases.has(literal) ? literal : String(told.size);
    const known = told.get(key);
    if (known === undefined || tellsMore(one, known)) told.set(key, one);
  }
  return [...told.values()];
}

/** The anchor speaks for its aliases where what is said of them is as grave. */
function tellsMore(one: Draft, known: Draft): boolean {
  const graver = gravity(one.severity) - gravity(known.severity);
  return graver < 0 || (graver === 0 && known.match.fact.place.aliased === true && one.match.fact.place.aliased !== true);
}

/** Where a scalar is written, whatever the way to it. */
function literalKey({ match: { path, blob, fact } }: Draft): string {
  const { document, line, column, endLine, endColumn, inner } = fact.place;
  return JSON.stringify([path, blob, document, line, column, endLine, endColumn, inner]);
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

import { Concealed } from '../model/concealed.ts';
import type { Weakness } from '../model/fact.ts';
import type { CommitRef, Finding } from '../model/finding.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import { gravity, type Severity } from '../model/rule.ts';
import { type Draft, drafts } from './draft.ts';
import { fingerprintOf, identity } from './identity.ts';
import { fillMessage } from './message.ts';

/** What Git knows of a blob at a path. */
export interface Attribution {
  readonly introduced: CommitRef | null;
  readonly lastSeen: CommitRef | null;
  readonly current: boolean | null;
  readonly refs: readonly string[];
  /** Commits that introduce this blob at this path. */
  readonly occurrences: number;
}

export interface Judging {
  /** The policy's answer for a rule at a path. */
  severity(match: Match): Severity | 'off';
  attribute?(path: RepoPath, blob: BlobId | null): Attribution;
}

const unattributed: Attribution = { introduced: null, lastSeen: null, current: null, refs: [], occurrences: 1 };

/**
 * Turns matches into findings: one a place, told by the most specific rule; versions of a place that hold the same value
 * counted as one; equal values at different places numbered alike. In order of severity, path, line and column.
 */
export function findings(matches: readonly Match[], judging: Judging): Finding[] {
  const attribute = judging.attribute ?? (() => unattributed);
  const found = drafts(matches, judging).map((draft) => version(draft, attribute(draft.match.path, draft.match.blob)));
  const merged = mergeMoved(mergeVersions(found));
  return grouped(withOrdinals(merged).sort(byGravity));
}

/** Gravest first, then by place: the order of every report. */
function byGravity(a: Finding, b: Finding): number {
  return (
    gravity(a.severity) - gravity(b.severity) ||
    compare(a.location.path, b.location.path) ||
    a.location.document - b.location.document ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    compare(a.rule, b.rule)
  );
}

/** One version of a place, and what is known of where it came from. */
interface Version extends Attribution {
  readonly draft: Draft;
  /** Rule, system, resource and key path: the same for every version. */
  readonly identity: string;
}

function version(draft: Draft, attribution: Attribution): Version {
  return { ...attribution, draft, identity: identity(subject(draft.match)) };
}

const subject = ({ rule, fact, path }: Match) => ({
  rule: rule.id,
  system: fact.system,
  resource: fact.resource,
  keyPath: fact.keyPath,
  path,
});

/** The nth place of an identity in one blob is the same place as the nth in another version of the file. */
function mergeVersions(versions: readonly Version[]): Version[] {
  const values = numbered(versions);
  const counts = new Map<string, number>();
  return mergeBy(versions, (one, index) => {
    const { path, blob } = one.draft.match;
    const within = JSON.stringify([path, blob, one.identity]);
    const nth = counts.get(within) ?? 0;
    counts.set(within, nth + 1);
    return JSON.stringify([path, one.identity, nth, values[index]]);
  });
}

/** A place that is gone and holds what another place of the same identity holds was moved there: a rename, a moved document. */
function mergeMoved(versions: readonly Version[]): Version[] {
  const values = numbered(versions);
  const homes = new Map<string, string>();
  const place = (one: Version, index: number) => JSON.stringify([one.identity, values[index]]);
  versions.forEach((one, index) => {
    if (one.current === true && !homes.has(place(one, index))) homes.set(place(one, index), String(index));
  });
  return mergeBy(versions, (one, index) => (one.current === false ? (homes.get(place(one, index)) ?? place(one, index)) : String(index)));
}

/** Equal values get equal numbers. A fact without a value, or one whose value nobody kept, has none to differ by. */
function numbered(versions: readonly Version[]): (number | null)[] {
  const contents = versions.map((one) => contentOf(one.draft.match));
  const numbers = Concealed.group(contents.filter((one) => one !== null));
  let next = 0;
  return contents.map((one) => (one === null ? null : (numbers[next++] ?? null)));
}

function contentOf({ fact }: Match): Concealed | null {
  return fact.subject === 'value' ? (fact.content ?? null) : null;
}

function mergeBy(versions: readonly Version[], key: (one: Version, index: number) => string): Version[] {
  const merged = new Map<string, Version>();
  versions.forEach((one, index) => {
    const place = key(one, index);
    const known = merged.get(place);
    merged.set(place, known === undefined ? one : merge(known, one));
  });
  return [...merged.values()];
}

function merge(a: Version, b: Version): Version {
  const shown = newer(a, b);
  return {
    draft: {
      ...shown.draft,
      also: [...new Set([...a.draft.also, ...b.draft.also])].filter((id) => id !== shown.draft.match.rule.id).sort(),
    },
    identity: shown.identity,
    introduced: pick(a.introduced, b.introduced, (x, y) => time(x) <= time(y)),
    lastSeen: pick(a.lastSeen, b.lastSeen, (x, y) => time(x) >= time(y)),
    current: a.current === null ? b.current : b.current === null ? a.current : a.current || b.current,
    refs: [...new Set([...a.refs, ...b.refs])].sort(),
    occurrences: a.occurrences + b.occurrences,
  };
}

/** The version to show: one that is still there, else the one seen last. */
function newer(a: Version, b: Version): Version {
  if (a.current !== b.current) return a.current === true ? a : b;
  return time(a.lastSeen) >= time(b.lastSeen) ? a : b;
}

function pick<T>(a: T | null, b: T | null, first: (a: T, b: T) => boolean): T | null {
  if (a === null || b === null) return a ?? b;
  return first(a, b) ? a : b;
}

const time = (ref: CommitRef | null): number => (ref === null ? 0 : Date.parse(ref.date));

/** Findings that are otherwise equal are counted in the order in which they came into being, so that old ones keep their number. */
function withOrdinals(versions: readonly Version[]): Finding[] {
  const counts = new Map<string, number>();
  return [...versions].sort(byAge).map((one) => {
    const ordinal = counts.get(one.identity) ?? 0;
    counts.set(one.identity, ordinal + 1);
    return finding(one, ordinal);
  });
}

function byAge(a: Version, b: Version): number {
  const [here, there] = [a.draft.match, b.draft.match];
  return (
    time(a.introduced) - time(b.introduced) ||
    compare(here.path, there.path) ||
    here.fact.place.document - there.fact.place.document ||
    here.fact.place.line - there.fact.place.line ||
    here.fact.place.column - there.fact.place.column
  );
}

function finding({ draft, identity: _, ...attribution }: Version, ordinal: number): Finding {
  const { rule, fact, path } = draft.match;
  const { document, line, column, endLine, endColumn, pointer, inner } = fact.place;
  const content = contentOf(draft.match);
  return {
    rule: rule.id,
    also: draft.also,
    severity: draft.severity,
    class: rule.class,
    message: fillMessage(rule, fact, path),
    location: { path, document, line, column, endLine, endColumn, pointer },
    inner,
    resource: fact.resource,
    key: fact.key,
    keyPath: fact.keyPath,
    system: fact.system,
    mask: fact.subject === 'value' ? fact.mask : null,
    group: null,
    ...attribution,
    fingerprint: fingerprintOf(subject(draft.match), ordinal),
    reasons: fact.subject === 'value' ? [...fact.sensitivity.reasons, ...fact.weakness.map((one) => weaknesses[one])] : [],
    ...(content !== null && { content }),
  };
}

const weaknesses: Readonly<Record<Weakness, string>> = {
  guessable: 'the value is easy to guess',
  short: 'the value is short',
  'equals-key': 'the value repeats its key',
  'trailing-newline': 'the value ends in a newline',
  'double-base64': 'the value is encoded twice',
  'not-base64': 'the value is not base64',
  base64url: 'the value is base64url',
  'no-padding': 'the base64 lacks its padding',
  'base64-in-string-data': 'stringData holds base64',
  'known-test-key': 'the key is a published test key',
};

/** Numbers values that stand at more than one place, from 1. */
function grouped(sorted: readonly Finding[]): Finding[] {
  const contents = sorted.map((one) => one.content).filter((one) => one !== undefined);
  const numbers = Concealed.group(contents);
  const sizes = new Map<number, number>();
  for (const number of numbers) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  const names = new Map<number, number>();
  let next = 0;
  return sorted.map((one) => {
    if (one.content === undefined) return one;
    const number = numbers[next++] ?? 0;
    if ((sizes.get(number) ?? 0) < 2) return one;
    if (!names.has(number)) names.set(number, names.size + 1);
    return { ...one, group: names.get(number) ?? null };
  });
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Finding, WaivedFinding, Waiver } from '../model/finding.ts';
import type { WaiverSettings } from './configuration.ts';
import { dayNumber, isoDate } from './day.ts';
import { coverage, saysNoPlace, type WaiverEntry } from './waiver.ts';

export interface WaiverBook {
  /** What the base says. */
  readonly base: readonly WaiverEntry[];
  /** What only the change itself brings. */
  readonly brought: readonly WaiverEntry[];
}

/** `because` follows "is brought by this change". */
export interface Honour {
  readonly counts: boolean;
  readonly because: string;
}

export interface Waiving {
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly settings: WaiverSettings;
  /** Whether an inline waiver that the change brings counts here and now, and why. */
  honour(entry: WaiverEntry): Honour;
  /** Whether the change touched the finding's value. An expired waiver fails only such changes. */
  touched(finding: Finding): boolean;
  /** Everything the waivers speak of was looked at, so one that covers nothing is of no use. */
  readonly complete: boolean;
}

export type WaiverNoteKind = 'expired' | 'expires-soon' | 'pending' | 'refused' | 'unused' | 'too-wide';

/** Something to say about a waiver; the sentence names its place. */
interface WaiverNote {
  readonly kind: WaiverNoteKind;
  readonly entry: WaiverEntry;
  readonly sentence: string;
}

interface Waived {
  readonly open: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  readonly notes: readonly WaiverNote[];
}

const warnAhead = 14;
/** A waiver is for a place; one that covers more findings than this covers a habit. */
const manyFindings = 10;

/** Takes out the findings that a waiver covers. Every waived finding stays in the report, with its waiver. */
export function waive(findings: readonly Finding[], book: WaiverBook, waiving: Waiving): Waived {
  const standings = [
    ...book.base.map((entry) => standing(entry, false, waiving)),
    ...book.brought.map((entry) => standing(entry, true, waiving)),
  ];
  const open: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of findings) {
    const mine = standings.filter((one) => one.covers(finding));
    for (const one of mine) one.findings.push(finding);
    const counting = mine.find((one) => one.state === 'active') ?? mine.find((one) => counts(one, finding, waiving));
    if (counting === undefined) open.push(finding);
    else waived.push({ ...finding, waiver: shown(counting.entry, counting.state) });
  }
  return { open, waived, notes: distinct(standings).flatMap((one) => notes(one, waiving)) };
}

/** Splits what the head says into what the base says too, wherever it stands by now, and what is new. */
export function brought(base: readonly WaiverEntry[], head: readonly WaiverEntry[]): WaiverBook {
  const known = new Map<string, number>();
  for (const entry of base) known.set(substance(entry), (known.get(substance(entry)) ?? 0) + 1);
  const book = { base: [] as WaiverEntry[], brought: [] as WaiverEntry[] };
  for (const entry of head) {
    const left = known.get(substance(entry)) ?? 0;
    if (left > 0) known.set(substance(entry), left - 1);
    (left > 0 ? book.base : book.brought).push(entry);
  }
  return book;
}

/** What a waiver is worth today, apart from what it covers. */
type State = 'active' | 'expired' | 'pending' | 'refused';

interface Standing {
  readonly entry: WaiverEntry;
  readonly state: State;
  /** Why it is refused. */
  readonly objection: string | null;
  covers(finding: Finding): boolean;
  readonly findings: Finding[];
}

/** A comment stands in every version of its file: it is spoken of once, as the version in which it covers most. */
function distinct(standings: readonly Standing[]): Standing[] {
  const kept = new Map<string, Standing>();
  for (const one of standings) {
    const key = one.entry.place.kind === 'line' ? substance(one.entry) : one.entry.source;
    const known = kept.get(key);
    if (known === undefined || one.findings.length > known.findings.length) kept.set(key, one);
  }
  return [...kept.values()];
}

function standing(entry: WaiverEntry, isBrought: boolean, waiving: Waiving): Standing {
  const objection = objectionTo(entry, waiving);
  const state = objection !== null ? 'refused' : daysLeft(entry, waiving.today) < 0 ? 'expired' : isBrought ? 'pending' : 'active';
  return { entry, state, objection, covers: coverage(entry), findings: [] };
}

function objectionTo(entry: WaiverEntry, { today, settings }: Waiving): string | null {
  if (entry.place.kind === 'line' && settings.inline === 'never') return 'the policy accepts no inline waivers';
  if (settings.requireApprover && entry.approver === null) return 'the policy asks for an approver';
  if (daysLeft(entry, today) > settings.maxDays) {
    return `it expires too far ahead; at most ${settings.maxDays} days are accepted, ${isoDate((dayNumber(today) ?? 0) + settings.maxDays)}`;
  }
  return null;
}

function counts({ entry, state }: Standing, finding: Finding, waiving: Waiving): boolean {
  if (state === 'expired') return !waiving.touched(finding);
  return state === 'pending' && entry.place.kind === 'line' && waiving.honour(entry).counts;
}

function notes(one: Standing, waiving: Waiving): WaiverNote[] {
  const { entry, state, objection, findings } = one;
  const say = (kind: WaiverNoteKind, words: string): WaiverNote => ({
    kind,
    entry,
    sentence: `the waiver of ${entry.rule} in ${entry.source} ${words}`,
  });
  const found: WaiverNote[] = [];
  const left = daysLeft(entry, waiving.today);
  if (findings.length === 0) {
    const isMeant = entry.place.kind === 'line' ? !entry.place.isExample : waiving.complete;
    if (isMeant) found.push(say('unused', 'covers nothing: remove it'));
  } else {
    if (state === 'refused') found.push(say('refused', `does not count: ${objection ?? ''}`));
    if (state === 'pending') {
      const because = entry.place.kind === 'line' ? waiving.honour(entry).because : ': it counts once it is in the base';
      found.push(say('pending', `is brought by this change${because}`));
    }
    if (state === 'expired') found.push(say('expired', `expired on ${entry.expires} (${entry.owner}): repair what it covers, or renew it`));
    if (state === 'active' && left <= warnAhead) found.push(say('expires-soon', `expires on ${entry.expires} (${entry.owner})`));
  }
  if (saysNoPlace(entry)) found.push(say('too-wide', 'covers every place: name a path, a resource or a key'));
  else if (findings.length > manyFindings)
    found.push(say('too-wide', `covers ${findings.length} findings: name each place, or change the rule's severity`));
  return found;
}

function shown({ reason, owner, expires, source }: WaiverEntry, state: State): Waiver {
  return { reason, owner, expires, source, state: state === 'refused' ? 'pending' : state };
}

/** Negative once it has expired; it counts on its last day. */
function daysLeft(entry: WaiverEntry, today: string): number {
  return (dayNumber(entry.expires) ?? 0) - (dayNumber(today) ?? 0);
}

/** What makes two waivers the same one: everything but where it stands. */
export function substance({ rule, reason, owner, approver, expires, place }: WaiverEntry): string {
  return JSON.stringify([rule, reason, owner, approver, expires, place.kind === 'line' ? [place.path, place.anchor] : place]);
}

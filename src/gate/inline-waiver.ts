import type { Fact } from '../model/fact.ts';
import type { RepoPath } from '../model/ids.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import { dayNumber } from './day.ts';
import { standsOn, type WaiverEntry } from './waiver.ts';

/** A comment that was meant as a waiver and is none. */
export interface MalformedWaiver {
  readonly path: RepoPath;
  readonly line: number;
  /** One sentence without words of the comment, which may stand beside a secret. */
  readonly sentence: string;
}

interface InlineWaivers {
  readonly entries: readonly WaiverEntry[];
  readonly malformed: readonly MalformedWaiver[];
}

const inlineForm = '# sealgate: allow RULE until YYYY-MM-DD by OWNER -- reason';

/**
 * Waivers among the comments of a file: on the line of the value, or on lines of their own above it; several may be stacked.
 * Every part is mandatory. `path` is the path of today, also when the facts are those of the base before a rename.
 */
export function inlineWaivers(
  path: RepoPath,
  { comments, facts }: Pick<BlobFacts, 'comments' | 'facts'>,
  isExample = false,
): InlineWaivers {
  const meant = comments.filter(({ text }) => /^sealgate\s*:/i.test(text));
  const own = new Set(meant.filter((one) => one.ownLine).map((one) => one.line));
  const entries: WaiverEntry[] = [];
  const malformed: MalformedWaiver[] = [];
  for (const { text, line, ownLine } of meant) {
    const parsed = parse(text);
    if (typeof parsed === 'string') {
      if (!isExample) malformed.push({ path, line, sentence: `${parsed}; the form is: ${inlineForm}` });
      continue;
    }
    let target = line;
    if (ownLine) while (own.has(target)) target += 1;
    const place = { kind: 'line', path, line: target, anchor: anchor(facts, target), isExample } as const;
    entries.push({ ...parsed, approver: null, place, source: `${path}:${line}` });
  }
  return { entries, malformed };
}

/** What stands on the line, by name: a waiver that is moved to another value is another waiver. */
function anchor(facts: readonly Fact[], line: number): string {
  const here = facts.filter(({ place }) => standsOn(place, line));
  return [...new Set(here.map(({ resource, keyPath }) => JSON.stringify([resource?.kind, resource?.name, keyPath])))].sort().join();
}

type Parts = Pick<WaiverEntry, 'rule' | 'expires' | 'owner' | 'reason'>;

/** The parts, or what is wrong. */
function parse(text: string): Parts | string {
  const allowed = /^sealgate\s*:\s*allow\s+(\S+)\s*(.*)$/i.exec(text);
  if (allowed === null) return 'it does not say which rule it allows';
  const [, rule = '', rest = ''] = allowed;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(rule)) return 'it must name one rule by its id';
  const dash = /^(.*?)\s--(?:\s+(.*))?$/.exec(rest);
  const [, parts = rest, reason = ''] = dash ?? [];
  const said = /^until\s+(\S+)(?:\s+by\s+(.*\S))?\s*$/i.exec(parts);
  if (said === null) return 'it does not say until when';
  const [, expires = '', owner] = said;
  if (dayNumber(expires) === null) return 'its date is no day of the calendar in the form YYYY-MM-DD';
  if (owner === undefined) return 'it does not say by whom';
  if (reason.trim() === '') return 'it gives no reason';
  return { rule, expires, owner, reason: reason.trim() };
}

import type { Fact, ValueFact } from '../model/fact.ts';
import type { RepoPath } from '../model/ids.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import type { RuleMatch, RuleSet } from '../rules/engine.ts';
import { profileOf } from '../text/profile.ts';
import { contained, failed } from './contained.ts';
import { establish, nothing } from './establish.ts';
import { type Laps, untimed } from './laps.ts';
import type { Watch } from './watch.ts';

/** A blob under one profile: its facts, and what the rules say of them alone. */
export interface Judged {
  readonly facts: BlobFacts;
  readonly matches: readonly RuleMatch[];
}

/** What of the rules judging a blob needs. */
export type JudgingRules = Pick<RuleSet, 'run' | 'isSilentOnHarmless'>;

/**
 * Phase 1 of one blob. A file that makes sealgate itself fail must not take the findings of all others with it, nor pass for
 * clean. No value is kept that nobody asks for again, and of a blob that no rule matched and that says nothing about other
 * files or versions only the counts are: a history holds many. A Failure that `watch` throws, and no other error, ends it.
 */
export function judgeBlob(path: RepoPath, bytes: Uint8Array, rules: JudgingRules, watch: Watch = () => {}, laps: Laps = untimed): Judged {
  return contained(
    () => {
      laps.enter('establish');
      const facts = establish(bytes, profileOf(path), watch, laps, rules);
      laps.enter('judge');
      const matches = rules.run(facts.facts);
      const isNeeded = matches.length > 0 || speaks(facts);
      return { facts: { ...facts, facts: isNeeded ? asked(facts, matches) : [] }, matches };
    },
    (error) => unjudged(path, bytes, failed(error)),
  );
}

/** A blob that may hold anything: `reason` makes the run incomplete. */
export function unjudged(path: RepoPath, bytes: Uint8Array, reason: string): Judged {
  const facts = nothing(bytes, profileOf(path), null);
  return { facts: { ...facts, coverage: { ...facts.coverage, incomplete: [reason] } }, matches: [] };
}

/** What rules matched, and what is judged again beside other files or versions. Of an encrypted file also the first: it stands for the file. */
function asked({ facts, envelope }: BlobFacts, matches: readonly RuleMatch[]): readonly Fact[] {
  const matched = new Set(matches.map(({ fact }) => fact));
  return facts.filter((fact, index) => matched.has(fact) || isCompared(fact) || (index === 0 && envelope !== null));
}

const isCompared = (fact: Fact): boolean =>
  fact.subject !== 'value' || isClearSecret(fact) || isClosed(fact) || fact.resource?.kind === 'Secret' || isOpened(fact);

/** Stands in clear where an envelope covers it: the version before may have had it encrypted. */
const isOpened = (fact: ValueFact): boolean => fact.selected === true && (fact.protection === 'plain' || fact.protection === 'encoded');

/** Says something of other files or versions, so that it is needed again. */
export const speaks = (facts: BlobFacts): boolean => facts.links.length > 0 || hasPast(facts);

/** Says something that other versions may say otherwise. */
export const hasPast = ({ facts, envelope, comments, notes }: BlobFacts): boolean =>
  facts.some((fact) => isClearSecret(fact) || isClosed(fact)) || envelope !== null || comments.length > 0 || Object.keys(notes).length > 0;

/** May have been encrypted before, or have to be by the rules of another file. */
const isClearSecret = (fact: Fact): boolean =>
  fact.subject === 'value' &&
  (fact.protection === 'plain' || fact.protection === 'encoded') &&
  ['secret', 'suspect'].includes(fact.sensitivity.verdict);

/** Earlier or later versions may hold the same value in clear. */
const isClosed = (fact: Fact): boolean => fact.subject === 'value' && (fact.protection === 'sealed' || fact.protection === 'encrypted');

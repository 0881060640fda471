import type { Fact } from '../model/fact.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../model/snapshot.ts';
import type { RuleMatch, RuleSet } from '../rules/engine.ts';
import { profileOf } from '../text/profile.ts';
import { establish } from './establish.ts';

/** A blob under one profile: its facts, and what the rules say of them alone. */
export interface Judged {
  readonly facts: BlobFacts;
  readonly matches: readonly RuleMatch[];
}

/**
 * Facts by blob and path profile: a blob that stands at many paths is looked at once for each kind of path. Of a blob that
 * no rule matched and that says nothing about other files or versions, only the counts are kept: a history holds many.
 */
export class FactsByBlob {
  private readonly known = new Map<string, Judged>();
  private readonly rules: RuleSet;

  constructor(rules: RuleSet) {
    this.rules = rules;
  }

  at(path: RepoPath, blob: BlobId): Judged | undefined {
    return this.known.get(keyOf(path, blob));
  }

  file(path: RepoPath, blob: BlobId): SnapshotFile | undefined {
    const judged = this.at(path, blob);
    return judged === undefined ? undefined : { path, blob, facts: judged.facts };
  }

  add(path: RepoPath, blob: BlobId, bytes: Uint8Array): Judged {
    const key = keyOf(path, blob);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const facts = establish(bytes, profileOf(path));
    const matches = this.rules.run(facts.facts);
    const judged: Judged = { facts: speaks(facts) || matches.length > 0 ? facts : { ...facts, facts: [], resources: [] }, matches };
    this.known.set(key, judged);
    return judged;
  }
}

/** Says something of other files or versions, so that it is needed again. */
function speaks(facts: BlobFacts): boolean {
  return (
    facts.facts.some(isClearSecret) ||
    facts.envelope !== null ||
    facts.links.length > 0 ||
    facts.comments.length > 0 ||
    Object.keys(facts.notes).length > 0
  );
}

/** May have been encrypted before, or have to be by the rules of another file. */
const isClearSecret = (fact: Fact): boolean =>
  fact.subject === 'value' &&
  (fact.protection === 'plain' || fact.protection === 'encoded') &&
  ['secret', 'suspect'].includes(fact.sensitivity.verdict);

const keyOf = (path: RepoPath, blob: BlobId): string => `${blob} ${profileOf(path).key}`;

import type { Fact } from '../model/fact.ts';
import { Failure } from '../model/failure.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../model/snapshot.ts';
import type { RuleMatch, RuleSet } from '../rules/engine.ts';
import { profileOf } from '../text/profile.ts';
import { establish, nothing } from './establish.ts';
import type { Watch } from './job.ts';
import { type Laps, untimed } from './laps.ts';

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
  private readonly rules: Pick<RuleSet, 'run'>;
  private readonly keepsObjects: boolean;
  private readonly watch: Watch;
  private readonly laps: Laps;

  /** `keepsObjects`: what objects a blob defines is asked of all of them. A Failure that `watch` throws, and no other error, ends the scan. */
  constructor(rules: Pick<RuleSet, 'run'>, keepsObjects = false, watch: Watch = () => {}, laps: Laps = untimed) {
    this.rules = rules;
    this.keepsObjects = keepsObjects;
    this.watch = watch;
    this.laps = laps;
  }

  at(path: RepoPath, blob: BlobId): Judged | undefined {
    return this.known.get(keyOf(path, blob));
  }

  file(path: RepoPath, blob: BlobId): SnapshotFile | undefined {
    const judged = this.at(path, blob);
    return judged === undefined ? undefined : { path, blob, facts: judged.facts };
  }

  /** Read, and nothing in it is compared with the version before. What could not be looked into may be what was in clear. */
  isSilent(path: RepoPath, blob: BlobId): boolean {
    const judged = this.at(path, blob);
    return (
      judged !== undefined &&
      judged.matches.length === 0 &&
      judged.facts.coverage.skipped === null &&
      !hasPast(judged.facts) &&
      !judged.facts.facts.some(isClosed)
    );
  }

  add(path: RepoPath, blob: BlobId, bytes: Uint8Array): Judged {
    const key = keyOf(path, blob);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const judged = this.judge(path, bytes);
    this.known.set(key, judged);
    return judged;
  }

  /** A file that makes sealgate itself fail must not take the findings of all others with it, nor pass for clean. */
  private judge(path: RepoPath, bytes: Uint8Array): Judged {
    const profile = profileOf(path);
    try {
      this.laps.enter('establish');
      const facts = establish(bytes, profile, this.watch, this.laps);
      this.laps.enter('judge');
      const matches = this.rules.run(facts.facts);
      if (isNeeded(facts, matches)) return { facts, matches };
      return { facts: { ...facts, facts: [], resources: this.keepsObjects ? facts.resources : [] }, matches };
    } catch (error) {
      if (error instanceof Failure && error.code === 'out-of-time') throw error;
      const facts = nothing(bytes, profile, null);
      return { facts: { ...facts, coverage: { ...facts.coverage, incomplete: [failed(error)] } }, matches: [] };
    }
  }
}

/** Without the error's message, which may quote what was read. */
export const failed = (error: unknown): string => `sealgate failed (${error instanceof Error ? error.name : typeof error})`;

/** Some rule matched, or other files and versions are judged by it. */
const isNeeded = (facts: BlobFacts, matches: readonly RuleMatch[]): boolean =>
  matches.length > 0 || speaks(facts) || facts.facts.some(isClosed);

/** Says something of other files or versions, so that it is needed again. */
export const speaks = (facts: BlobFacts): boolean => facts.links.length > 0 || hasPast(facts);

/** Says something that other versions may say otherwise. */
const hasPast = (facts: BlobFacts): boolean =>
  facts.facts.some(isClearSecret) || facts.envelope !== null || facts.comments.length > 0 || Object.keys(facts.notes).length > 0;

/** May have been encrypted before, or have to be by the rules of another file. */
const isClearSecret = (fact: Fact): boolean =>
  fact.subject === 'value' &&
  (fact.protection === 'plain' || fact.protection === 'encoded') &&
  ['secret', 'suspect'].includes(fact.sensitivity.verdict);

/** Earlier or later versions may hold the same value in clear. */
const isClosed = (fact: Fact): boolean => fact.subject === 'value' && (fact.protection === 'sealed' || fact.protection === 'encrypted');

const keyOf = (path: RepoPath, blob: BlobId): string => `${blob} ${profileOf(path).key}`;

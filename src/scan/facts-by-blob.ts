import type { BlobId, RepoPath } from '../model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../model/snapshot.ts';
import { profileOf } from '../text/profile.ts';
import { hasPast, type Judged, type JudgingRules, judgeBlob, speaks } from './judged.ts';
import { type Laps, untimed } from './laps.ts';
import type { Watch } from './watch.ts';

/** What is known of blobs, by blob and path profile: one that stands at many paths is looked at once for each kind of path. */
export class FactsByBlob {
  /** By the profile's key: there are few. */
  private readonly known = new Map<string, Map<BlobId, Judged>>();
  private readonly rules: JudgingRules;
  private readonly keepsObjects: boolean;
  private readonly watch: Watch;
  private readonly laps: Laps;

  /** `keepsObjects`: what objects a blob defines is asked of all of them. A Failure that `watch` throws, and no other error, ends the scan. */
  constructor(rules: JudgingRules, keepsObjects = false, watch: Watch = () => {}, laps: Laps = untimed) {
    this.rules = rules;
    this.keepsObjects = keepsObjects;
    this.watch = watch;
    this.laps = laps;
  }

  at(path: RepoPath, blob: BlobId): Judged | undefined {
    return this.known.get(profileOf(path).key)?.get(blob);
  }

  file(path: RepoPath, blob: BlobId): SnapshotFile | undefined {
    const judged = this.at(path, blob);
    return judged === undefined ? undefined : { path, blob, facts: judged.facts };
  }

  /** Read, and nothing in it is compared with the version before. What could not be looked into may be what was in clear. */
  isSilent(path: RepoPath, blob: BlobId): boolean {
    const judged = this.at(path, blob);
    return judged !== undefined && judged.matches.length === 0 && judged.facts.coverage.skipped === null && !hasPast(judged.facts);
  }

  /** Judged here or somewhere else: see `Scan.judge`. */
  keep(path: RepoPath, blob: BlobId, { facts, matches }: Judged): Judged {
    const isDropped = !this.keepsObjects && matches.length === 0 && !speaks(facts);
    const kept = { facts: slim(isDropped ? { ...facts, resources: facts.resources.filter(isOfSystem) } : facts), matches: shared(matches) };
    const { key } = profileOf(path);
    const known = this.known.get(key);
    if (known === undefined) this.known.set(key, new Map([[blob, kept]]));
    else known.set(blob, kept);
    return kept;
  }

  add(path: RepoPath, blob: BlobId, bytes: Uint8Array): Judged {
    return this.at(path, blob) ?? this.keep(path, blob, judgeBlob(path, bytes, this.rules, this.watch, this.laps));
  }
}

/** A policy may ask which systems are in use. */
const isOfSystem = ({ system }: BlobFacts['resources'][number]): boolean => system !== undefined && system !== 'core';

/** The same with what is empty in one piece for all: a history holds tens of thousands of files, and most say nothing. */
const slim = ({ coverage, ...facts }: BlobFacts): BlobFacts => ({
  profile: facts.profile,
  facts: shared(facts.facts),
  links: shared(facts.links),
  resources: shared(facts.resources),
  envelope: facts.envelope,
  comments: shared(facts.comments),
  coverage: { ...coverage, unparsed: shared(coverage.unparsed), incomplete: shared(coverage.incomplete) },
  notes: Object.keys(facts.notes).length === 0 ? nothing : facts.notes,
});

const empty: readonly never[] = [];
const nothing: BlobFacts['notes'] = {};
const shared = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? empty : list);

import type { BlobId } from '../model/ids.ts';
import type { PathProfile } from '../model/profile.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import type { Judged } from './judged.ts';

/** What an earlier scan by the same rules learned of blobs in which no value is to be told of: they need not be read again. */
export interface KnownBlobs {
  /** undefined where the blob has to be read. */
  of(blob: BlobId, profile: PathProfile): BlobFacts | undefined;
  learn(blob: BlobId, facts: BlobFacts): void;
}

/** No rule matched, no value is compared with another, nothing is covered or waived in it, and nothing hindered the reading. */
export const isValueless = ({ matches, facts }: Judged): boolean =>
  matches.length === 0 &&
  facts.facts.length === 0 &&
  facts.envelope === null &&
  facts.comments.length === 0 &&
  facts.coverage.incomplete.length === 0;

import type { Fact } from './fact.ts';
import type { BlobId, RepoPath } from './ids.ts';
import type { Rule } from './rule.ts';

/** A rule that matched a fact of one blob at one path: what findings are made of. */
export interface Match {
  readonly rule: Rule;
  readonly fact: Fact;
  readonly path: RepoPath;
  /** null where there is no object: a folder, standard input. */
  readonly blob: BlobId | null;
  /** How many facts the rule constrains. */
  readonly specificity: number;
}

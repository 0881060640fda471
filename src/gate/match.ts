import type { Fact } from '../model/fact.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Rule } from '../model/rule.ts';

/** A rule that matched a fact of one blob at one path: what the gate starts from. */
export interface Match {
  readonly rule: Rule;
  readonly fact: Fact;
  readonly path: RepoPath;
  /** null where there is no object: a working tree, standard input. */
  readonly blob: BlobId | null;
  /** How many facts the rule constrains. */
  readonly specificity: number;
}

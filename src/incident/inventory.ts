import type { CommitMark } from '../model/compromise.ts';
import type { Gap } from '../model/report.ts';
import type { Holdings } from './holdings.ts';

/** What else is known of a repository: carried into the ranking, since a leaked key harms what its holder can also fetch. */
export interface RepositoryFacts {
  readonly name: string;
  /** Path or URL, without credentials. */
  readonly location: string;
  readonly visibility: string | null;
  readonly forks: number | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly cluster: string | null;
}

/** One blob at one path: which commits hold it, as `Lineage` found. */
export interface Stand {
  readonly path: string;
  readonly blob: string;
  readonly first: CommitMark | null;
  readonly last: CommitMark | null;
  readonly current: boolean;
  readonly refs: readonly string[];
  /** Commits that hold it are reachable from no ref: reflog, or dangling. */
  readonly unreachable: boolean;
}

/** A workload names a Secret. */
export interface SecretUse {
  readonly workload: string;
  readonly namespace: string | null;
  readonly secret: string;
}

/**
 * All that one repository gives to a sweep, as a plain value: no key was needed for it, and no value in clear is in it but in `plain`
 * holdings, which are left out where it is stored. Inventories of many machines can be put together in any order.
 */
export interface Inventory {
  readonly repository: RepositoryFacts;
  readonly status: 'scanned' | 'partial' | 'failed';
  readonly reason: string | null;
  readonly commits: number;
  readonly blobs: number;
  readonly refs: number;
  readonly missing: number;
  readonly submodules: readonly string[];
  /** What makes the sweep of it incomplete. */
  readonly gaps: readonly Gap[];
  /** What is there and is not looked into by design: files in Git LFS. */
  readonly counted: readonly { readonly reason: string; readonly count: number }[];
  readonly holdings: ReadonlyMap<string, Holdings>;
  readonly stands: readonly Stand[];
  /** CODEOWNERS at the tip, or ''. */
  readonly codeowners: string;
  /** Which workloads at the tip use which Secrets. */
  readonly uses: readonly SecretUse[];
}

import type { Concealed } from './concealed.ts';
import type { Fingerprint, Pointer, RepoPath, RuleId } from './ids.ts';
import type { ResourceId } from './resource.ts';
import type { FindingClass, Severity } from './rule.ts';

interface Location {
  readonly path: RepoPath;
  readonly document: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly pointer: Pointer | null;
}

export interface CommitRef {
  readonly commit: string;
  readonly date: string;
  readonly author: string;
}

/** What the rules say of one place. It holds no value: `mask` is rebuilt from length and kind. */
export interface Finding {
  readonly rule: RuleId;
  /** Other rules that matched at the same place. */
  readonly also: readonly RuleId[];
  readonly severity: Severity;
  readonly class: FindingClass;
  readonly message: string;
  readonly location: Location;
  /** Pointer inside the document that stands in the string at `location.pointer`; '' when there is none. */
  readonly inner: Pointer;
  readonly resource: ResourceId | null;
  readonly key: string | null;
  readonly keyPath: string;
  readonly system: string;
  readonly mask: string | null;
  /** Equal values of this run share a number; null where the value stands once or there is none. */
  readonly group: number | null;
  readonly introduced: CommitRef | null;
  readonly lastSeen: CommitRef | null;
  readonly current: boolean | null;
  readonly refs: readonly string[];
  /** Distinct (commit, path, blob) that introduce it. */
  readonly occurrences: number;
  readonly fingerprint: Fingerprint;
  /** Short reasons of the verdict, without values. */
  readonly reasons: readonly string[];
  /** In memory only, for grouping and baselines; no reporter reads it. */
  readonly content?: Concealed;
}

export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  /** File and line it stands in. */
  readonly source: string;
  readonly state: 'active' | 'expired' | 'pending' | 'unused';
}

export interface WaivedFinding extends Finding {
  readonly waiver: Waiver;
}

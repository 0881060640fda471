import type { Subject } from './fact.ts';
import type { RuleId } from './ids.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** leak: a secret is readable. broken: a sealed value will not open. policy: allowed or not is a team's choice. smell: worth a look. */
export const findingClasses = ['leak', 'broken', 'policy', 'smell'] as const;
export type FindingClass = (typeof findingClasses)[number];

/** 0 for error: smaller is graver. */
export const gravity = (severity: Severity): number => severities.indexOf(severity);

export interface Example {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Earlier versions of files, for rules about changes. */
  readonly before: Readonly<Record<string, string>>;
  /** Versions before those, a commit each, oldest first: for rules about more than two. */
  readonly earlier: readonly Readonly<Record<string, string>>[];
  readonly config: Readonly<Record<string, unknown>>;
  /** Places where the rule must report, `path#pointer` (one file: `pointer`), or `path:line`. */
  readonly at: readonly string[];
}

/** A rule file, validated and with defaults filled in. `match` is data over facts: dotted path to wanted value. */
export interface Rule {
  readonly id: RuleId;
  readonly title: string;
  readonly severity: Severity;
  readonly class: FindingClass;
  readonly subject: Subject;
  readonly match: Readonly<Record<string, unknown>>;
  /** `{resource}`, `{key}`, `{mask}`, `{detail.word}` are filled in. */
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly references: readonly string[];
  readonly examples: { readonly fail: readonly Example[]; readonly pass: readonly Example[]; readonly gaps: readonly Example[] };
}

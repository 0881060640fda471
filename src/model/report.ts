import type { Finding, WaivedFinding } from './finding.ts';
import type { Severity } from './rule.ts';

export type ExitCode = 0 | 1 | 2 | 3;

/** Why something was not read as what it is. `skipped` is counted only; `incomplete` makes the run incomplete. */
export interface Skipped {
  readonly reason: string;
  readonly count: number;
  /** A few paths. */
  readonly examples: readonly string[];
}

export interface Gap {
  readonly reason: string;
  readonly count: number;
  /** The command that repairs it. */
  readonly repair: string;
}

export interface Coverage {
  readonly blobs: number;
  readonly bytes: number;
  readonly documents: number;
  readonly resources: number;
  readonly values: number;
  readonly skipped: readonly Skipped[];
  readonly unparsed: readonly { readonly path: string; readonly line: number; readonly reason: string }[];
  readonly incomplete: readonly Gap[];
  /** What was looked at, in words: `staged changes`, `main..topic: 14 commits`, the refs of a history. */
  readonly scope: string;
  readonly milliseconds: number;
}

export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'sealgate'; readonly version: string; readonly rules: string };
  readonly verdict: 'clean' | 'findings' | 'incomplete';
  readonly exitCode: ExitCode;
  readonly threshold: Severity;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  readonly baselined: readonly Finding[];
  /** One sentence each: what a reader of the report must know beside the findings. */
  readonly notes: readonly string[];
}

/** The scope of what came through a pipe. */
export const standardInput = 'standard input';

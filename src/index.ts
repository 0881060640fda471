/**
 * The library: everything a program needs to judge text as the command line does. Synchronous and pure: values in, values
 * out; nothing here reads a file, starts git or looks at a clock.
 */

export type { Fact, ObservationFact, ValueFact } from './model/fact.ts';
export type { Finding } from './model/finding.ts';
export { type RepoPath, repoPath } from './model/ids.ts';
export type { Rule, Severity } from './model/rule.ts';
export type { BlobFacts } from './model/snapshot.ts';
export { shippedRuleSet, shippedRules } from './rules/shipped.ts';
export { establish } from './scan/establish.ts';
export { profileOf } from './text/profile.ts';
export { version } from './version.ts';

import type { Rule } from '../model/rule.ts';
import type { CompiledRule } from './engine.ts';
import { matchSchema, specificity } from './match-schema.ts';
import { predicate } from './validator.ts';

/** Compiles a user's own rules, when sealgate runs. Throws a Failure for a match that no fact can meet. */
export function compileRules(rules: readonly Rule[]): CompiledRule[] {
  return rules.map((rule) => ({ rule, specificity: specificity(rule), matches: predicate(matchSchema(rule)) }));
}

import type { Rule } from '../model/rule.ts';
import type { CompiledRule } from './engine.ts';
import { matchSchema, specificity } from './match-schema.ts';
import { predicate } from './predicate.ts';

/** Makes rules ready to run. Throws a Failure for a match that no fact can meet. */
export function compileRules(rules: readonly Rule[]): CompiledRule[] {
  return rules.map((rule) => ({ rule, specificity: specificity(rule), matches: predicate(matchSchema(rule), `rule ${rule.id}`) }));
}

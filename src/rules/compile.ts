import type { Fact } from '../model/fact.ts';
import type { Rule } from '../model/rule.ts';
import type { CompiledRule } from './engine.ts';
import { matchSchema, specificity } from './match-schema.ts';
import { predicate } from './predicate.ts';

/** Makes rules ready to run. Throws a Failure for a match that no fact can meet. */
export function compileRules(rules: readonly Rule[]): CompiledRule[] {
  return rules.map((rule) => ({ rule, specificity: specificity(rule), matches: matcher(rule) }));
}

/** The same for rules that are known to be sound: each is compiled when the first fact meets it, and a commit meets few. */
export function compileWhenMet(rules: readonly Rule[]): CompiledRule[] {
  return rules.map((rule) => {
    let matches: CompiledRule['matches'] | null = null;
    return { rule, specificity: specificity(rule), matches: (fact) => (matches ??= matcher(rule))(fact) };
  });
}

const matcher = (rule: Rule): ((fact: Fact) => boolean) => predicate(matchSchema(rule), `rule ${rule.id}`);

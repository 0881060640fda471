import type { Rule } from '../model/rule.ts';
import { type CompiledRule, RuleSet } from './engine.ts';
import { specificity } from './match-schema.ts';
import { matchers } from './matchers.generated.js';
import { shipped } from './shipped.generated.ts';

/** The rules that come with sealgate, without their examples. */
export const shippedRules: readonly Rule[] = shipped;

/** The shipped rules, ready to run: their matchers were compiled when sealgate was built. */
export function compiledShippedRules(): CompiledRule[] {
  return shipped.map((rule) => ({ rule, specificity: specificity(rule), matches: matchers[rule.id] ?? (() => false) }));
}

export const shippedRuleSet = (): RuleSet => new RuleSet(compiledShippedRules());

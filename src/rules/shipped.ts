import type { Rule } from '../model/rule.ts';
import { compileRules } from './compile.ts';
import { RuleSet } from './engine.ts';
import { shipped } from './shipped.generated.ts';

/** The rules that come with sealgate, without their examples. */
export const shippedRules: readonly Rule[] = shipped;

export const shippedRuleSet = (): RuleSet => new RuleSet(compileRules(shipped));

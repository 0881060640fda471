import type { Fact } from '../model/fact.ts';
import type { Rule } from '../model/rule.ts';

/** A rule with its match compiled: what the engine runs. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly specificity: number;
  matches(fact: Fact): boolean;
}

export interface RuleMatch {
  readonly rule: Rule;
  readonly specificity: number;
  readonly fact: Fact;
}

/** Compiled rules, found by the system and aspect they constrain, so that a fact meets only the few that can match it. */
export class RuleSet {
  readonly rules: readonly Rule[];
  private readonly index = new Map<string, CompiledRule[]>();
  private readonly open: CompiledRule[] = [];

  constructor(compiled: readonly CompiledRule[]) {
    this.rules = compiled.map((one) => one.rule);
    for (const one of compiled) {
      const aspects = words(one.rule.match['aspect']);
      const systems = words(one.rule.match['system']);
      if (aspects === null || systems === null) {
        this.open.push(one);
        continue;
      }
      for (const system of systems) for (const aspect of aspects) this.add(`${system} ${aspect}`, one);
    }
  }

  /** Every rule that matches, for every fact, in the order of the facts. */
  run(facts: Iterable<Fact>): RuleMatch[] {
    const found: RuleMatch[] = [];
    for (const fact of facts) {
      for (const one of this.index.get(`${fact.system} ${fact.aspect}`) ?? []) if (one.matches(fact)) found.push(match(one, fact));
      for (const one of this.open) if (one.matches(fact)) found.push(match(one, fact));
    }
    return found;
  }

  private add(key: string, one: CompiledRule): void {
    const known = this.index.get(key);
    if (known === undefined) this.index.set(key, [one]);
    else known.push(one);
  }
}

const match = (one: CompiledRule, fact: Fact): RuleMatch => ({ rule: one.rule, specificity: one.specificity, fact });

function words(wanted: unknown): readonly string[] | null {
  if (typeof wanted === 'string') return [wanted];
  if (Array.isArray(wanted) && wanted.every((word) => typeof word === 'string')) return wanted;
  return null;
}

import type { Fact, Protection } from '../model/fact.ts';
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
  private readonly index = new Map<string, Indexed[]>();
  private readonly open: Indexed[] = [];
  private readonly silent = new Map<string, boolean>();

  constructor(compiled: readonly CompiledRule[]) {
    this.rules = compiled.map((one) => one.rule);
    for (const each of compiled) {
      const { rule } = each;
      const one: Indexed = {
        compiled: each,
        verdicts: words(rule.match['sensitivity.verdict']),
        protections: words(rule.match['protection']),
      };
      const aspects = words(rule.match['aspect']);
      const systems = words(rule.match['system']);
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
      const verdict = fact.subject === 'value' ? fact.sensitivity.verdict : null;
      for (const one of this.index.get(`${fact.system} ${fact.aspect}`) ?? []) this.meet(one, fact, verdict, found);
      for (const one of this.open) this.meet(one, fact, verdict, found);
    }
    return found;
  }

  /** No rule says anything of a value that is `none` or `public`, in clear, empty or a reference, where this system found it as this. */
  isSilentOnHarmless(system: string, aspect: string): boolean {
    const key = `${system} ${aspect}`;
    const known = this.silent.get(key);
    if (known !== undefined) return known;
    const found = ![...(this.index.get(key) ?? []), ...this.open].some(mayTellHarmless);
    this.silent.set(key, found);
    return found;
  }

  private meet(one: Indexed, fact: Fact, verdict: string | null, found: RuleMatch[]): void {
    if (one.compiled.rule.subject !== fact.subject) return;
    if (one.verdicts !== null && (verdict === null || !one.verdicts.includes(verdict))) return;
    if (one.protections !== null && (fact.subject !== 'value' || !one.protections.includes(fact.protection))) return;
    if (one.compiled.matches(fact)) found.push(match(one.compiled, fact));
  }

  private add(key: string, one: Indexed): void {
    const known = this.index.get(key);
    if (known === undefined) this.index.set(key, [one]);
    else known.push(one);
  }
}

/** Most values are nothing: a rule that wants another verdict or protection need not be asked. */
interface Indexed {
  readonly compiled: CompiledRule;
  readonly verdicts: readonly string[] | null;
  readonly protections: readonly string[] | null;
}

const mayTellHarmless = ({ compiled, verdicts, protections }: Indexed): boolean =>
  compiled.rule.subject === 'value' &&
  (verdicts === null || verdicts.includes('none') || verdicts.includes('public')) &&
  (protections === null || harmlessProtections.some((protection) => protections.includes(protection)));

const harmlessProtections = ['plain', 'empty', 'reference', 'template'] as const satisfies readonly Protection[];

const match = (one: CompiledRule, fact: Fact): RuleMatch => ({ rule: one.rule, specificity: one.specificity, fact });

function words(wanted: unknown): readonly string[] | null {
  if (typeof wanted === 'string') return [wanted];
  if (Array.isArray(wanted) && wanted.every((word) => typeof word === 'string')) return wanted;
  return null;
}

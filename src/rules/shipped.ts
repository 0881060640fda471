import type { Rule } from '../model/rule.ts';
import { compileWhenMet } from './compile.ts';
import { RuleSet } from './engine.ts';
import { shippedMatches } from './shipped.generated.ts';
import type { ShippedMatch, ShippedText } from './shipped-rule.ts';
import { shippedTexts } from './shipped-texts.generated.ts';

const noExamples: Rule['examples'] = { fail: [], pass: [], gaps: [] };

/** Told by its match; its texts are read when one is first asked for. A class, because there are hundreds and a hook waits for them. */
class ShippedRule implements Rule {
  readonly id: Rule['id'];
  readonly severity: Rule['severity'];
  readonly class: Rule['class'];
  readonly subject: Rule['subject'];
  readonly match: Rule['match'];
  readonly examples = noExamples;

  constructor(one: ShippedMatch) {
    this.id = one.id;
    this.severity = one.severity;
    this.class = one.class;
    this.subject = one.subject;
    this.match = one.match;
  }

  get title(): string {
    return textOf(this.id).title;
  }

  get message(): string {
    return textOf(this.id).message;
  }

  get why(): string {
    return textOf(this.id).why;
  }

  get remedy(): string {
    return textOf(this.id).remedy;
  }

  get references(): readonly string[] {
    return textOf(this.id).references;
  }
}

/** The rules that come with sealgate, without their examples. */
export const shippedRules: readonly Rule[] = shippedMatches.map((one) => new ShippedRule(one));

export const shippedRuleSet = (): RuleSet => new RuleSet(compileWhenMet(shippedRules));

let texts: ReadonlyMap<string, ShippedText> | null = null;

function textOf(id: string): ShippedText {
  texts ??= new Map(shippedTexts);
  const text = texts.get(id);
  if (text === undefined) throw new RangeError(`the rule ${id} has no text: run \`npm run generate\``);
  return text;
}

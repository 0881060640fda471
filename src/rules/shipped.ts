import type { Rule } from '../model/rule.ts';
import { compileWhenMet } from './compile.ts';
import { RuleSet } from './engine.ts';
import { shippedMatches } from './shipped.generated.ts';
import type { ShippedText } from './shipped-rule.ts';
import { shippedTexts } from './shipped-texts.generated.ts';

/** The rules that come with sealgate, without their examples. */
export const shippedRules: readonly Rule[] = shippedMatches.map((one): Rule => {
  const text = (): ShippedText => textsById().get(one.id) ?? missing(one.id);
  return {
    ...one,
    get title() {
      return text().title;
    },
    get message() {
      return text().message;
    },
    get why() {
      return text().why;
    },
    get remedy() {
      return text().remedy;
    },
    get references() {
      return text().references;
    },
    examples: { fail: [], pass: [], gaps: [] },
  };
});

export const shippedRuleSet = (): RuleSet => new RuleSet(compileWhenMet(shippedRules));

let texts: ReadonlyMap<string, ShippedText> | null = null;
const textsById = (): ReadonlyMap<string, ShippedText> => (texts ??= new Map(shippedTexts));

function missing(id: string): never {
  throw new RangeError(`the rule ${id} has no text: run \`npm run generate\``);
}

import { explanation } from '../rules/catalogue.ts';
import { shippedRules } from '../rules/shipped.ts';
import { type Command, usage } from './command.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Explains a rule: what it finds, why it matters, how to repair it',
  operands: 'RULE...',
  flags: {},
  async run(given, io) {
    if (given.operands.length === 0)
      throw usage('explain takes the id of a rule, for example core/secret-base64; `sealgate rules` lists them');
    for (const id of given.operands) {
      const rule = shippedRules.find((one) => one.id === id);
      if (rule === undefined) throw usage(`there is no rule '${id}'${nearest(id)}; \`sealgate rules\` lists them`);
      io.out(`${explanation(rule)}\n`);
    }
    return 0;
  },
};

function nearest(id: string): string {
  const name = id.split('/').at(-1) ?? id;
  const close = shippedRules.filter((rule) => name !== '' && rule.id.includes(name)).map((rule) => rule.id);
  return close.length === 0 ? '' : `; did you mean ${close.slice(0, 3).join(' or ')}`;
}

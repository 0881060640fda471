import { nearest } from '../gate/nearest.ts';
import { explanation } from '../rules/catalogue.ts';
import { shippedRules } from '../rules/shipped.ts';
import { type Command, usage } from './command.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Explains a rule: what it finds, why it matters, how to repair it',
  operands: 'RULE...',
  flags: {},
  notes: 'Exit codes: 0, 2 there is no such rule.',
  async run(given, io) {
    if (given.operands.length === 0)
      throw usage('explain takes the id of a rule, for example core/secret-base64; `sealgate rules` lists them');
    for (const id of given.operands) {
      const rule = shippedRules.find((one) => one.id === id);
      if (rule === undefined) throw usage(`there is no rule '${id}'; ${suggestion(id)}`);
      io.out(`${explanation(rule)}\n`);
    }
    return 0;
  },
};

function suggestion(id: string): string {
  const name = id.split('/').at(-1) ?? id;
  const ids = shippedRules.map((rule) => rule.id);
  const close = ids.filter((one) => name !== '' && one.includes(name)).slice(0, 3);
  const meant = close.length > 0 ? close.join(' or ') : nearest(id, ids);
  return meant === null ? '`sealgate rules` lists them' : `did you mean ${meant}?`;
}

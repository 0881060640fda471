import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Rule } from '../model/rule.ts';
import { shippedRules } from '../rules/shipped.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { type Command, usage } from './command.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'Lists the rules; `rules check [FOLDER]` loads rule files and runs their examples',
  operands: '[check [FOLDER]]',
  flags: { format: { help: 'how to print the list', value: 'FORMAT', choices: ['text', 'json'] } },
  notes: `
Without FOLDER the shipped rules are checked; a folder of own rules in the same way: schema, facts, and every example.
Exit codes: 0 all examples hold, 2 some do not, or a rule file is broken.`,
  async run(given, io) {
    const [verb, folder, ...more] = given.operands;
    if (verb === undefined) {
      io.out(given.text('format') === 'json' ? `${JSON.stringify(shippedRules.map(summary), null, 2)}\n` : list(shippedRules));
      return 0;
    }
    if (verb !== 'check' || more.length > 0) throw usage(`rules takes nothing, or \`check [FOLDER]\`, not '${given.operands.join(' ')}'`);
    const { checkRules } = await import('../scan/examples.ts');
    const from = folder === undefined ? shippedFolder() : resolve(io.cwd, folder);
    const files = ruleFiles(from);
    if (files.length === 0) throw usage(`${forTerminal(from)} holds no rule file; a rule file ends in .yaml`);
    const problems = await checkRules(files, folder === undefined ? [] : shippedRules);
    for (const problem of problems) io.err(`${problem}\n`);
    io.out(
      `${counted(files.length, 'rule')} checked, ${problems.length === 0 ? 'all examples hold' : counted(problems.length, 'problem')}\n`,
    );
    return problems.length === 0 ? 0 : 2;
  },
};

/** Rule files below a folder, as (path below it, text). */
function ruleFiles(folder: string): readonly (readonly [name: string, text: string])[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw usage(`${forTerminal(folder)} is no folder; a folder of rule files is accepted`);
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** `rules/` stands beside `dist/` in the package, whose parts lie one folder deeper, and beside `src/` in the sources. */
function shippedFolder(): string {
  const here = typeof __dirname === 'undefined' ? resolve('src') : __dirname;
  const beside = resolve(here, '..', 'rules');
  return existsSync(beside) ? beside : resolve(here, '..', '..', 'rules');
}

const summary = (rule: Rule) => ({ id: rule.id, title: rule.title, severity: rule.severity, class: rule.class, subject: rule.subject });

function list(all: readonly Rule[]): string {
  const wide = Math.max(...all.map((rule) => rule.id.length)) + 2;
  return `${all.map((rule) => `${rule.id.padEnd(wide)}${rule.severity.padEnd(9)}${rule.title}`).join('\n')}\n`;
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fact } from '../model/fact.ts';
import { repoPath } from '../model/ids.ts';
import { factPaths } from '../rules/fact-paths.ts';
import { shippedRuleSet } from '../rules/shipped.ts';
import { establish } from '../scan/establish.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { profileOf } from '../text/profile.ts';
import { type Command, usage } from './command.ts';
import type { Io } from './io.ts';

export const facts: Command = {
  name: 'facts',
  summary: 'Shows what is known of each value of a file, and why: never a value',
  operands: 'FILE...',
  flags: {
    format: { help: 'how to print', value: 'FORMAT', choices: ['text', 'json'] },
    list: { help: 'list the facts that rules can match on' },
  },
  notes: 'Exit codes: 0, 2 a file cannot be read.',
  async run(given, io) {
    if (given.has('list')) {
      const wide = Math.max(...Object.keys(factPaths).map((path) => path.length)) + 2;
      for (const [path, fact] of Object.entries(factPaths))
        io.out(`${path.padEnd(wide)}${fact.says}${fact.values ? ` (${fact.values.join(', ')})` : ''}\n`);
      io.out(`${'detail.WORD'.padEnd(wide)}a word or number of the finding\n`);
      return 0;
    }
    if (given.operands.length === 0) throw usage('facts takes a file; `sealgate facts --list` lists the facts there are');
    for (const name of given.operands) print(name, given.text('format') === 'json', io);
    return 0;
  },
};

function print(name: string, json: boolean, io: Io): void {
  const known = establish(read(name, io), profileOf(repoPath(name)));
  if (json) {
    io.out(
      `${JSON.stringify({ path: name, profile: known.profile, envelope: known.envelope, coverage: known.coverage, facts: known.facts.map(shown) }, null, 2)}\n`,
    );
    return;
  }
  const rules = shippedRuleSet();
  io.out(
    `${forTerminal(name)}  ${counted(known.coverage.documents, 'document')}, ${counted(known.coverage.values, 'value')}${known.envelope === null ? '' : `, in ${known.envelope}`}\n`,
  );
  for (const fact of known.facts) {
    const hits = rules.run([fact]).map((match) => match.rule.id);
    io.out(`${forTerminal(line(fact))}\n`);
    const reasons = fact.subject === 'value' ? [...fact.sensitivity.reasons, ...fact.weakness.map((word) => `weakness: ${word}`)] : [];
    for (const [word, said] of Object.entries(fact.detail))
      if (said !== null && said !== '') io.out(`      ${forTerminal(`${word}: ${said}`)}\n`);
    for (const reason of reasons) io.out(`      ${forTerminal(reason)}\n`);
    if (hits.length > 0) io.out(`      rules: ${hits.join(', ')}\n`);
  }
}

function line(fact: Fact): string {
  const at = `${fact.place.line}:${fact.place.column}`.padEnd(8);
  const what = `${fact.system}/${fact.aspect}`;
  if (fact.subject !== 'value') return `  ${at}${fact.keyPath || fact.subject}  ${what}`;
  return `  ${at}${fact.keyPath || fact.key || fact.container}  ${what}  ${fact.protection} ${fact.sensitivity.verdict} (${fact.sensitivity.shape})  ${fact.mask}`;
}

/** What rules see; the value itself stays behind. */
function shown(fact: Fact): unknown {
  if (fact.subject !== 'value') return fact;
  const { content: _, ...rest } = fact;
  return rest;
}

function read(name: string, io: Io): Uint8Array {
  try {
    return readFileSync(resolve(io.cwd, name));
  } catch {
    throw usage(`${name} cannot be read; facts takes files`);
  }
}

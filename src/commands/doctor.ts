import { join } from 'node:path';
import { openRepository } from '../git/repository.ts';
import { wrap } from '../report/words.ts';
import { forTerminal } from '../text/escape.ts';
import type { Command } from './command.ts';
import { type Check, hint, ok, problem } from './doctor/check.ts';
import { hooksFolder } from './doctor/hooks-folder.ts';
import { leadOf } from './doctor/leads.ts';
import { localHooks } from './doctor/local-hooks.ts';
import { policyChecks } from './doctor/policy-checks.ts';
import { nodeCheck } from './doctor/programs.ts';
import type { Io } from './io.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Says why a commit here would not be checked, and how to repair it',
  operands: '',
  flags: { format: { help: 'how to print it', value: 'FORMAT', choices: ['text', 'json'] } },
  notes: 'Changes nothing. Exit codes: 0 commits here are checked, 1 some are not.',
  async run(given, io) {
    const checks = await examine(io);
    io.out(given.text('format') === 'json' ? `${JSON.stringify(checks, null, 2)}\n` : text(checks, io.width));
    return checks.some((check) => check.state === 'problem') ? 1 : 0;
  },
};

async function examine(io: Io): Promise<readonly Check[]> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const layout = await repository.layout();
  const folder = await hooksFolder(repository);
  const { gate, checks: ofPolicy } = await policyChecks(repository, io);
  const missingNode = gate?.policy.hook.missingNode.value ?? 'pass';
  const hooks = layout.bare ? serverHooks(folder.path, layout.gitDir) : localHooks(folder, layout, missingNode, io);
  const clone: Check[] = [];
  if (layout.shallow)
    clone.push(hint('clone', 'this clone is shallow: ranges and histories end where it was cut', 'git fetch --unshallow'));
  if (await repository.isPartial())
    clone.push(hint('clone', 'this clone is partial: histories lack the objects it left out', 'git fetch --refetch --no-filter'));
  return [nodeCheck(io.env), ...hooks, ...ofPolicy, ...clone];
}

/** A server runs one file, or on GitLab, Gitea and Forgejo every file of a folder. */
function serverHooks(folder: string, gitDir: string): readonly Check[] {
  const leads = [folder, join(gitDir, 'custom_hooks')].flatMap((place) => [
    leadOf('pre-receive', place, gitDir),
    leadOf('update', place, gitDir),
    leadOf('sealgate', join(place, 'pre-receive.d'), gitDir),
    leadOf('sealgate', join(place, 'update.d'), gitDir),
  ]);
  const found = leads.find((lead) => lead.kind === 'sealgate');
  if (found !== undefined) return [ok('pre-receive', `${found.file} runs sealgate`)];
  const idle = leads.find((lead) => lead.kind === 'not-executable');
  if (idle !== undefined) return [problem('pre-receive', `${idle.file} is not executable, so git passes over it`, `chmod +x ${idle.file}`)];
  return [
    problem(
      'pre-receive',
      'no hook of this bare repository runs sealgate: nothing that is pushed is checked',
      'see docs/hooks/server.md of sealgate',
    ),
  ];
}

const marks = { ok: 'ok', hint: 'hint', problem: 'PROBLEM' } as const;

function text(checks: readonly Check[], width: number): string {
  const lines = checks.flatMap(({ name, state, what, repair }) => {
    const [first = '', ...more] = wrap(forTerminal(what), Math.max(40, width - 28));
    const rest = [...more, ...(repair === null ? [] : [`repair: ${forTerminal(repair)}`])];
    return [`${marks[state].padEnd(9)}${name.padEnd(18)}${first}`, ...rest.map((line) => `${' '.repeat(27)}${line}`)];
  });
  const number = checks.filter((check) => check.state === 'problem').length;
  const verdict =
    number === 0
      ? 'commits here are checked'
      : `${number === 1 ? 'one problem' : `${number} problems`}: something that is committed here is not checked`;
  return `${[...lines, '', `sealgate: ${verdict}`].join('\n')}\n`;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../git/repository.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { type Command, usage } from './command.ts';
import { hooksFolder } from './doctor/hooks-folder.ts';
import { policyChecks } from './doctor/policy-checks.ts';
import { installCommand, onPath } from './doctor/programs.ts';
import { textOf } from './file-text.ts';
import { configurationText } from './init/configuration-text.ts';
import { diff } from './init/diff.ts';
import { type Edit, edit, write } from './init/edit.ts';
import { proposals } from './init/foreign.ts';
import { planForge } from './init/forge.ts';
import { type Holdings, holdingsOf } from './init/holdings.ts';
import { planHooks, type RunBy, runnerOf } from './init/hook-plan.ts';
import { record, undo } from './init/undo.ts';
import type { Io } from './io.ts';
import { configurationFile } from './policy.ts';

const runners: readonly RunBy[] = ['husky', 'pre-commit', 'prek', 'lefthook', 'git'];

export const init: Command = {
  name: 'init',
  summary: 'Sets a repository up: hooks, a configuration that fits, a job for pull requests',
  operands: '',
  flags: {
    yes: { help: 'write what is proposed', short: 'y' },
    'dry-run': { help: 'only show it (what happens without --yes)' },
    undo: { help: 'put back what was there before' },
    hooks: { help: 'who runs the hooks, where it is not what is found', value: 'RUNNER', choices: runners },
    'no-ci': { help: 'write no job for pull requests' },
  },
  notes: 'Shows every change before it is made, may be run again, and touches nothing that it did not write.',
  async run(given, io) {
    if (given.operands.length > 0) throw usage(`init takes no operand, not '${given.operands[0]}'`);
    const repository = await openRepository({ cwd: io.cwd, env: io.env });
    const { topLevel: root, commonDir } = await repository.layout();
    if (root === null) throw usage('a bare repository has no working tree to set up; for its hooks see docs/hooks/server.md of sealgate');
    const isDry = given.has('dry-run') || !given.has('yes');
    if (given.has('undo')) {
      const said = undo(commonDir, given.has('dry-run'));
      io.out(said.length === 0 ? 'There is nothing to undo.\n' : `${said.map(forTerminal).join('\n')}\n`);
      return 0;
    }
    const folder = await hooksFolder(repository);
    const packageJson = textOf(join(root, 'package.json'));
    const named = runners.find((one) => one === given.text('hooks'));
    const { gate } = await policyChecks(repository, io);
    const hooks = planHooks(root, named ?? runnerOf(root, folder, packageJson), folder, gate?.policy.hook.missingNode.value ?? 'pass');
    const forge = given.has('no-ci') ? { name: null, edits: [], steps: [] } : await planForge(repository, root);
    const holdings = await holdingsOf(io, root);
    const edits = [...hooks.edits, ...files(root, holdings, io), ...forge.edits];
    const steps = [...installing(root, io), ...hooks.steps, ...forge.steps, ...adopting(holdings, root)];
    io.out(found(hooks.runner, forge.name, holdings));
    for (const one of edits) io.out(shown(one));
    if (edits.length === 0) io.out(steps.length === 0 ? 'Everything is in place.\n' : 'Everything is written.\n');
    else if (isDry) io.out('Nothing was written. `sealgate init --yes` writes it, `sealgate init --undo` takes it back.\n');
    else {
      // Before anything is written: what fails halfway can be taken back all the same.
      record(commonDir, edits);
      for (const one of edits) write(one);
      io.out(`Written: ${edits.map(({ name }) => name).join(', ')}. \`sealgate init --undo\` takes it back.\n`);
    }
    if (steps.length > 0) io.out(`\nLeft to do:\n${steps.map((step) => `  ${forTerminal(step)}`).join('\n')}\n`);
    return 0;
  },
};

/** The configuration, which is never changed once it is there, and waivers to look through. */
function files(root: string, holdings: Holdings, io: Io): readonly Edit[] {
  const proposed = existsSync(join(root, '.sealgate/waivers.yaml')) ? null : proposals(root, holdings.findings, inHalfAYear(io.now()));
  return [
    edit(root, configurationFile, (before) => before ?? configurationText(holdings)),
    proposed === null ? null : edit(root, '.sealgate/waivers.proposed.yaml', (before) => before ?? proposed),
  ].filter((one) => one !== null);
}

/** As far ahead as the default policy lets a waiver go. */
const inHalfAYear = (now: Date): string => new Date(now.getTime() + 180 * 86_400_000).toISOString().slice(0, 10);

function installing(root: string, io: Io): string[] {
  if (existsSync(join(root, 'node_modules/.bin/sealgate'))) return [];
  const command = installCommand(root);
  if (!command.includes('--global')) return command === 'npm install' ? [] : [command];
  return onPath('sealgate', io.env) === null ? [`${command}   # hooks look for it on the PATH`] : [];
}

function adopting({ findings }: Holdings, root: string): string[] {
  const errors = findings.filter((one) => one.severity === 'error').length;
  if (errors === 0 || existsSync(join(root, '.sealgate/baseline'))) return [];
  return [
    `${errors === 1 ? 'one error stands' : `${errors} errors stand`} here today: repair ${errors === 1 ? 'it, or `sealgate baseline` writes it' : 'them, or `sealgate baseline` writes them'} down so that only new ones fail`,
  ];
}

function found(runner: RunBy, forge: string | null, { systems }: Holdings): string {
  const used = systems.map(([system, count]) => `${system} (${counted(count, 'file')})`).join(', ');
  const lines = [
    `hooks    ${runner === 'git' ? 'plain git' : runner}`,
    `forge    ${forge ?? 'none found'}`,
    `secrets  ${used === '' ? 'no secret system found' : used}`,
  ];
  return `${lines.map(forTerminal).join('\n')}\n\n`;
}

function shown({ name, before, after }: Edit): string {
  const lines = diff(before, after).map((line) => forTerminal(line));
  return `${before === null ? 'new' : 'changed'} ${forTerminal(name)}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`;
}

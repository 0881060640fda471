import { Failure } from '../model/failure.ts';
import type { ExitCode } from '../model/report.ts';
import { type Command, usage } from './command.ts';
import { type Door, doors } from './hook/doors.ts';
import { note, type Standing, type Visit } from './hook/visit.ts';
import { serverPrefix, type Voice, voice } from './hook/voice.ts';
import { stagedSource } from './sources/staged.ts';
import { uptime } from './uptime.ts';

export const hook: Command = {
  name: 'hook',
  summary: 'Stands behind a git hook and reads what git hands it',
  operands: `${doors.map((door) => door.hook).join(' | ')} [ARGUMENT...]`,
  flags: {
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
    prefix: { help: 'put before each line; on GitLab it is GL-HOOK-ERR: unless told', value: 'TEXT' },
    quiet: { help: 'print nothing when there is nothing to tell', short: 'q' },
  },
  notes: `
In a hook, with the arguments and the standard input git gives it: exec sealgate hook pre-push "$@"
The policy is read from the version before: HEAD, the remote's tip, the old tip; a new branch is judged by that of the default branch.
pre-push judges exactly the commits that the remote does not have, pre-receive those that no ref has yet.
Exit codes: 0 lets it through; 1 findings, 2 usage or configuration error, 3 incomplete, each of which stops it.`,
  async run(given, io) {
    const [name, ...args] = given.operands;
    const door = doors.find((one) => one.hook === name);
    if (door === undefined)
      throw usage(`hook takes one of ${doors.map((one) => one.hook).join(', ')}${name === undefined ? '' : `, not '${name}'`}`);
    const isServer = door.place === 'server';
    const words = voice(io, given.text('prefix') ?? (isServer ? serverPrefix(io.env) : ''), given.has('quiet') || isServer);
    const standing: Standing = { onCrash: 'block', onTimeOut: 'block' };
    try {
      const code = await pass({ door, args, given, io, words, standing, started: uptime() });
      if (code === 1) words.say(`\n${door.repair}`);
      if (code === 3) words.say(`\n${door.goOn}`);
      return code;
    } catch (error) {
      return failed(error, door, standing, words);
    }
  },
};

async function pass(visit: Visit): Promise<ExitCode> {
  switch (visit.door.hook) {
    case 'pre-commit':
    case 'pre-merge-commit':
      return staged(visit);
    case 'pre-push':
    case 'pre-receive':
    case 'update':
      return (await import('./hook/pushed.ts')).handedCommits(visit);
  }
}

async function staged({ given, io, words, standing, started }: Visit): Promise<ExitCode> {
  const source = await stagedSource(io);
  const { gateOf, runScan } = await import('./run.ts');
  try {
    const gate = await gateOf(source, given.text('policy'), io);
    note(gate, standing);
    const report = await runScan(source, gate, io, started);
    await words.report(report, gate);
    return report.exitCode;
  } finally {
    source.close();
  }
}

function failed(error: unknown, door: Door, standing: Standing, words: Voice): ExitCode {
  if (!(error instanceof Failure)) {
    const kind = error instanceof Error ? error.name : typeof error;
    if (standing.onCrash === 'block') {
      words.say(`sealgate: it failed (${kind}), and the policy stops ${door.act} then (hook.crash). ${door.goOn}`);
      throw error;
    }
    words.say(`sealgate: IT FAILED (${kind}) AND CHECKED NOTHING. The policy lets ${door.act} through all the same (hook.crash: pass).`);
    return 0;
  }
  if (error.code === 'out-of-time' && standing.onTimeOut === 'pass') {
    words.say(`sealgate: NOT CHECKED: ${error.message}. The policy lets ${door.act} through all the same (hook.outOfTime: pass).`);
    return 0;
  }
  words.say(`sealgate: ${error.message}\n${error.code === 'out-of-time' ? 'Push fewer commits at once. ' : ''}${door.goOn}`);
  return error.kind === 'incomplete' ? 3 : 2;
}

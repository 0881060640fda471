import { type Command, parse } from './commands/command.ts';
import type { Io } from './commands/io.ts';
import { nearest } from './gate/nearest.ts';
import { Failure } from './model/failure.ts';
import type { ExitCode } from './model/report.ts';
import { version } from './version.ts';

/** Every command, loaded when it is asked for: a hook pays for one. */
const commands: readonly { readonly name: string; readonly summary: string; load(): Promise<Command> }[] = [
  {
    name: 'scan',
    summary: 'Finds readable secrets and sealed values that will not open',
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    name: 'init',
    summary: 'Sets a repository up: hooks, a configuration that fits, a job for pull requests',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'hook',
    summary: 'Stands behind a git hook and reads what git hands it',
    load: async () => (await import('./commands/hook.ts')).hook,
  },
  {
    name: 'doctor',
    summary: 'Says why a commit here would not be checked, and how to repair it',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'config',
    summary: 'Prints the policy in force, and where each part of it came from',
    load: async () => (await import('./commands/config.ts')).config,
  },
  {
    name: 'baseline',
    summary: 'Writes down what a repository holds today, so that only what is new fails',
    load: async () => (await import('./commands/baseline.ts')).baseline,
  },
  {
    name: 'waivers',
    summary: 'Lists what is waived, by whom and until when, and what needs attention',
    load: async () => (await import('./commands/waivers.ts')).waivers,
  },
  {
    name: 'sweep',
    summary: 'Finds what a leaked key opens in many repositories, and what to rotate',
    load: async () => (await import('./commands/sweep.ts')).sweep,
  },
  {
    name: 'keys',
    summary: 'Lists every key and reader before one leaks, and readers removed in name only',
    load: async () => (await import('./commands/keys.ts')).keys,
  },
  {
    name: 'facts',
    summary: 'Shows what is known of each value of a file, and why',
    load: async () => (await import('./commands/facts.ts')).facts,
  },
  {
    name: 'cache',
    summary: 'Tells what is kept between scans of histories, or clears it',
    load: async () => (await import('./commands/cache.ts')).cache,
  },
  { name: 'explain', summary: 'Explains a rule', load: async () => (await import('./commands/explain.ts')).explain },
  { name: 'rules', summary: 'Lists the rules, or checks rule files', load: async () => (await import('./commands/rules.ts')).rules },
];

/** Runs one command line and gives its exit code: 0 clean, 1 findings, 2 usage, configuration or rule error, 3 incomplete. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  // `help scan` is `scan --help`.
  const [name, ...rest] = args[0] === 'help' && args.length > 1 ? [...args.slice(1, 2), '--help'] : args;
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    io.out(overview());
    return name === undefined ? 2 : 0;
  }
  if (['version', '--version', '-V', '-v'].includes(name)) {
    io.out(`sealgate ${version}\n`);
    return 0;
  }
  const found = commands.find((one) => one.name === name);
  if (found === undefined) {
    const names = commands.map((one) => one.name);
    const close = nearest(name, names);
    io.err(`sealgate: there is no command '${name}'; ${close === null ? `accepted: ${names.join(', ')}` : `did you mean ${close}?`}\n`);
    return 2;
  }
  const command = await found.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    const { help } = await import('./commands/help.ts');
    io.out(help(command, io.width));
    return 0;
  }
  try {
    return await command.run(parse(command, rest), io);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.err(`sealgate: ${error.message}\n`);
    return error.kind === 'incomplete' ? 3 : 2;
  }
}

function overview(): string {
  const wide = Math.max(...commands.map((one) => one.name.length)) + 2;
  return [
    'sealgate keeps plaintext secrets out of GitOps repositories, and says exactly what to rotate when a key leaks.',
    '',
    ...commands.map((one) => `  sealgate ${one.name.padEnd(wide)}${one.summary}`),
    '',
    '`sealgate COMMAND --help` shows the options of one, `sealgate --version` which release this is.',
    'Exit codes: 0 clean, 1 findings, 2 usage, configuration or rule error, 3 incomplete.',
    '',
  ].join('\n');
}

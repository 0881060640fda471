import { untimed } from '../scan/laps.ts';
import { type Command, type Given, usage } from './command.ts';
import type { Io } from './io.ts';
import type { Source } from './sources/source.ts';
import { Stopwatch } from './stopwatch.ts';
import { uptime } from './uptime.ts';
import { whileGitWorks } from './while-git-works.ts';

export const scan: Command = {
  name: 'scan',
  summary: 'Finds readable secrets and sealed values that will not open',
  operands: '[--staged | --range A..B | --history | PATH... | -]',
  flags: {
    staged: { help: 'what the index will commit: for a pre-commit hook' },
    range: { help: 'every version that a commit of the range introduces', value: 'A..B' },
    history: { help: 'every version in the history of all refs' },
    refs: { help: 'with --history: only refs that match', value: 'GLOB', many: true },
    'no-cache': { help: 'with --history: read every file, and keep nothing for the next scan (see sealgate cache)' },
    name: { help: 'with -: what the input is called, for its format and the report', value: 'PATH' },
    format: {
      help: 'how to print the report',
      value: 'FORMAT',
      short: 'f',
      choices: ['text', 'json', 'sarif', 'markdown', 'junit', 'gitlab-codequality', 'gitlab-secrets'],
    },
    output: { help: 'write the report to a file (mode 0600), and the text to standard error', value: 'FILE', short: 'o' },
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
    'no-config': { help: 'judge by the defaults, without the configuration of the repository' },
    profile: { help: 'say on standard error where the time went' },
    quiet: { help: 'print nothing when there is nothing to tell', short: 'q' },
  },
  notes: `
Exit codes: 0 clean, 1 findings at or above the threshold, 2 usage, configuration or rule error, 3 incomplete.
The configuration is read from the version before the change: HEAD for --staged, the base of a range.
The report goes to standard output, progress and errors to standard error.`,
  async run(given, io) {
    const started = uptime();
    const watch = given.has('profile') ? new Stopwatch() : null;
    const laps = watch ?? untimed;
    laps.enter('git');
    const [source, { judge }] = await whileGitWorks(
      () => openSource(given, io),
      () => import('./judge-source.ts'),
    );
    try {
      return await judge(source, given, io, started, laps);
    } finally {
      source.close();
      if (watch !== null) io.err(`${watch.told()}\n`);
    }
  },
};

async function openSource(given: Given, io: Io): Promise<Source> {
  const range = given.text('range');
  const modes = [given.has('staged'), range !== null, given.has('history'), given.operands.length > 0].filter(Boolean).length;
  if (modes !== 1) throw usage('scan takes one of --staged, --range A..B, --history, PATH... or - (standard input)');
  if (given.all('refs').length > 0 && !given.has('history')) throw usage('--refs goes with --history');
  if (given.has('no-cache') && !given.has('history')) throw usage('--no-cache goes with --history');
  if (given.text('name') !== null && !given.operands.includes('-')) throw usage('--name goes with - (standard input)');
  if (given.has('staged')) return (await import('./sources/staged.ts')).stagedSource(io);
  if (range !== null) return (await import('./sources/range.ts')).rangeSource(io, range);
  if (given.has('history')) return (await import('./sources/history.ts')).historySource(io, given.all('refs'), !given.has('no-cache'));
  if (given.operands.includes('-')) {
    if (given.operands.length > 1) throw usage('- (standard input) is scanned alone, without further paths');
    return (await import('./sources/stdin.ts')).stdinSource(io, given.text('name') ?? 'stdin.yaml');
  }
  return (await import('./sources/folder.ts')).folderSource(io, given.operands);
}

import type { ExitCode } from '../model/report.ts';
import { scan as scanEntries } from '../scan/scan.ts';
import { Tally } from '../scan/tally.ts';
import { type Command, type Given, usage } from './command.ts';
import type { Io } from './io.ts';
import { judgeScan } from './judging.ts';
import { writeReport } from './output.ts';
import { baseOf, defaultGate, type Gate, organisationPolicy, readGate } from './policy.ts';
import { progressOn } from './progress.ts';
import type { Source } from './sources/source.ts';

export const scan: Command = {
  name: 'scan',
  summary: 'Finds readable secrets and sealed values that will not open',
  operands: '[--staged | --range A..B | --history | PATH... | -]',
  flags: {
    staged: { help: 'what the index will commit: for a pre-commit hook' },
    range: { help: 'every version that a commit of the range introduces', value: 'A..B' },
    history: { help: 'every version in the history of all refs' },
    refs: { help: 'with --history: only refs that match', value: 'GLOB', many: true },
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
    quiet: { help: 'print nothing when there is nothing to tell', short: 'q' },
  },
  notes: `
Exit codes: 0 clean, 1 findings at or above the threshold, 2 usage, configuration or rule error, 3 incomplete.
The configuration is read from the version before the change: HEAD for --staged, the base of a range.
Machine formats go to standard output, everything for people to standard error.`,
  async run(given, io) {
    const started = performance.now();
    const source = await openSource(given, io);
    try {
      return await judge(source, given, io, started);
    } finally {
      source.close();
    }
  },
};

async function openSource(given: Given, io: Io): Promise<Source> {
  const range = given.text('range');
  const modes = [given.has('staged'), range !== null, given.has('history'), given.operands.length > 0].filter(Boolean).length;
  if (modes !== 1) throw usage('scan takes one of --staged, --range A..B, --history, PATH... or - (standard input)');
  if (given.all('refs').length > 0 && !given.has('history')) throw usage('--refs goes with --history');
  if (given.has('staged')) return (await import('./sources/staged.ts')).stagedSource(io);
  if (range !== null) return (await import('./sources/range.ts')).rangeSource(io, range);
  if (given.has('history')) return (await import('./sources/history.ts')).historySource(io, given.all('refs'));
  if (given.operands.includes('-')) {
    if (given.operands.length > 1) throw usage('- (standard input) is scanned alone, without further paths');
    return (await import('./sources/stdin.ts')).stdinSource(io, given.text('name') ?? 'stdin.yaml');
  }
  return (await import('./sources/folder.ts')).folderSource(io, given.operands);
}

async function judge(source: Source, given: Given, io: Io, started: number): Promise<ExitCode> {
  const gate = await gateOf(source, given, io);
  const tally = new Tally();
  for (const { reason, path } of source.skipped) tally.skip(reason, path);
  for (const gap of source.gaps) tally.gap(gap.reason, gap.repair, gap.count);
  const entries = source.entries.filter((entry) => {
    if (gate.policy.excluded(entry.path) === null) return true;
    tally.skip('excluded by the configuration', entry.path);
    return false;
  });
  const progress = progressOn(io);
  const scanned = await scanEntries({
    entries,
    gone: source.gone,
    read: source.read,
    ...(source.readAt !== null && { readAt: source.readAt }),
    treeOf: source.treeOf,
    rules: gate.set,
    tally,
    progress: progress.show,
  });
  progress.end();
  const report = await judgeScan(scanned, source, gate, tally.coverage(source.scope, Math.round(performance.now() - started)), io);
  await writeReport(report, new Map(gate.rules.map((rule) => [rule.id, rule])), given, io);
  return report.exitCode;
}

async function gateOf(source: Source, given: Given, io: Io): Promise<Gate> {
  if (given.has('no-config')) return defaultGate();
  const named = given.text('policy') ?? io.env['SEALGATE_POLICY'] ?? null;
  return readGate(baseOf(source), await organisationPolicy(named, source.byName, io), io);
}

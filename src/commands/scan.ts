import { findings } from '../gate/findings.ts';
import { verdict } from '../gate/verdict.ts';
import type { Match } from '../model/match.ts';
import type { ExitCode, Report } from '../model/report.ts';
import { shippedRuleSet, shippedRules } from '../rules/shipped.ts';
import { scan as scanEntries } from '../scan/scan.ts';
import { Tally } from '../scan/tally.ts';
import { version } from '../version.ts';
import { type Command, type Given, usage } from './command.ts';
import type { Io } from './io.ts';
import { writeReport } from './output.ts';
import { readPolicy } from './policy.ts';
import { progressOn } from './progress.ts';
import { placeOfBlob, type Source } from './sources/source.ts';

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
  const policy = await readPolicy(source, given.has('no-config'));
  const tally = new Tally();
  for (const { reason, path } of source.skipped) tally.skip(reason, path);
  for (const gap of source.gaps) tally.gap(gap.reason, gap.repair, gap.count);
  const entries = source.entries.filter((entry) => {
    if (policy.excluded(entry.path) === null) return true;
    tally.skip('excluded by the configuration', entry.path);
    return false;
  });
  const progress = progressOn(io);
  const { matches } = await scanEntries({
    entries,
    read: source.read,
    ...(source.readAt !== null && { readAt: source.readAt }),
    treeOf: source.treeOf,
    rules: shippedRuleSet(),
    tally,
    progress: progress.show,
  });
  progress.end();
  const report = await assemble(matches, source, policy, tally.coverage(source.scope, Math.round(performance.now() - started)));
  await writeReport(report, new Map(shippedRules.map((rule) => [rule.id, rule])), given, io);
  return report.exitCode;
}

async function assemble(
  matches: readonly Match[],
  source: Source,
  policy: Awaited<ReturnType<typeof readPolicy>>,
  coverage: Report['coverage'],
): Promise<Report> {
  const places = new Set(matches.map((match) => placeOfBlob(match.path, match.blob)));
  const attribute = places.size === 0 ? null : await source.attribution(places);
  const found = findings(matches, { severity: (match) => policy.severity(match), ...(attribute !== null && { attribute }) });
  const threshold = policy.threshold.value;
  return {
    version: 1,
    tool: { name: 'sealgate', version, rules: String(shippedRules.length) },
    ...verdict(found, threshold, coverage),
    threshold,
    coverage,
    findings: found,
    waived: [],
    baselined: [],
    notes: [],
  };
}

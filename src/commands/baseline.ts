import { join } from 'node:path';
import { baselineFile, emptyBaseline, parseBaseline, prune, writeBaseline } from '../gate/baseline.ts';
import { openRepository } from '../git/repository.ts';
import { Failure } from '../model/failure.ts';
import type { ExitCode } from '../model/report.ts';
import { counted } from '../text/counted.ts';
import { type Command, usage } from './command.ts';
import { textOf, writeText } from './file-text.ts';
import type { Io } from './io.ts';
import { gateOf, runScan } from './run.ts';
import type { Source } from './sources/source.ts';
import { uptime } from './uptime.ts';

export const baseline: Command = {
  name: 'baseline',
  summary: 'Writes down what a repository holds today, so that only what is new fails',
  operands: '',
  flags: {
    prune: { help: 'take out the lines that no finding has any more, and add none' },
    history: { help: 'every version in the history of all refs, in place of what HEAD holds' },
    'dry-run': { help: 'say what would be written, and write nothing' },
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
  },
  notes: `
Writes ${baselineFile}: a line for each finding of what is committed, not of files that are not. It holds nothing of a value.
Commit it in a change of its own: like every part of the policy it counts once it is in the base.
A value that changes at a place the baseline knows is a new finding.`,
  async run(given, io) {
    if (given.operands.length > 0) throw usage(`baseline takes no operand, not '${given.operands[0]}'`);
    const root = await topOf(io);
    const source = given.has('history')
      ? await (await import('./sources/history.ts')).historySource(io, [])
      : await (await import('./sources/tree.ts')).treeSource(io, 'HEAD');
    try {
      return await write(source, root, { isPrune: given.has('prune'), isDry: given.has('dry-run'), policy: given.text('policy') }, io);
    } finally {
      source.close();
    }
  },
};

async function write(
  source: Source,
  root: string,
  wanted: { readonly isPrune: boolean; readonly isDry: boolean; readonly policy: string | null },
  io: Io,
): Promise<ExitCode> {
  const report = await runScan(source, await gateOf(source, wanted.policy, io), io, uptime());
  const file = join(root, baselineFile);
  const text = textOf(file);
  const known = text === null ? emptyBaseline : parseBaseline(text);
  const found = [...report.findings, ...report.baselined];
  const gaps = report.coverage.incomplete.map(({ reason, repair }) => `${reason} (repair: ${repair})`);
  if (wanted.isPrune && gaps.length > 0)
    throw new Failure('incomplete', 'baseline', `nothing is pruned, because not everything could be read: ${gaps.join('; ')}`);
  const after = wanted.isPrune ? prune(known, found).text : writeBaseline(found);
  const lines = parseBaseline(after).lines;
  const added = [...lines.keys()].filter((one) => !known.lines.has(one)).length;
  const removed = [...known.lines.keys()].filter((one) => !lines.has(one)).length;
  for (const gap of gaps) io.err(`sealgate: not in the baseline, because it could not be read: ${gap}\n`);
  if (!wanted.isDry && (after !== text || text === null)) writeText(file, after, baselineFile);
  const did = wanted.isDry ? 'would hold' : 'holds';
  io.out(`${baselineFile} ${did} ${counted(lines.size, 'finding')} of ${source.scope}: ${added} added, ${removed} removed\n`);
  if (added > 0 && !wanted.isDry) io.out('Commit it in a change of its own: it counts once it is in the base.\n');
  return gaps.length > 0 ? 3 : 0;
}

async function topOf(io: Io): Promise<string> {
  const { topLevel } = await (await openRepository({ cwd: io.cwd, env: io.env })).layout();
  if (topLevel === null) throw usage('a bare repository has no working tree to write a baseline in; a clone with one is accepted');
  return topLevel;
}

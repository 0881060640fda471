import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import type { Io } from '../src/commands/io.ts';
import { writeFile } from '../src/commands/output.ts';
import { gateOf, rulesOf, runScan } from '../src/commands/run.ts';
import type { Source } from '../src/commands/sources/source.ts';
import { reaches } from '../src/gate/verdict.ts';
import { Failure } from '../src/model/failure.ts';
import type { ExitCode, Report } from '../src/model/report.ts';
import { severities } from '../src/model/rule.ts';
import { formats } from '../src/report/formats.ts';
import { forWorkflowMessage } from '../src/text/escape.ts';
import { type Plan, planOf } from './event.ts';
import { runner } from './runner.ts';
import { sourceOf } from './source.ts';

/** One step of a workflow: judges what the event brings, annotates it, writes the summary, and says how to end. */
export async function step(io: Io): Promise<ExitCode> {
  const { input, output, summary } = runner(io.env);
  const failOn = input('fail-on');
  if (failOn !== '' && failOn !== 'never' && !severities.some((one) => one === failOn)) {
    throw new Failure('usage', 'fail-on', `fail-on does not take '${failOn}'; accepted: ${severities.join(', ')}, never`);
  }
  const started = performance.now();
  const plan = planned(input('range'), io);
  if (plan.kind === 'nothing') {
    io.out(`sealgate: nothing to judge, ${plan.why}\n`);
    output('verdict', 'clean');
    output('findings', '0');
    return 0;
  }
  const source = await sourceOf(plan, io);
  try {
    return await judge(source);
  } finally {
    source.close();
  }

  async function judge(from: Source): Promise<ExitCode> {
    const gate = await gateOf(from, input('policy') || null, io);
    const report = await runScan(from, gate, io, started);
    const rules = rulesOf(gate);
    const render = async (name: string): Promise<string> =>
      (await formats[name]?.())?.(report, rules, { colour: false, width: 120, now: io.now() }) ?? '';
    io.out(await render('github'));
    io.err(await render('text'));
    summary(await render('markdown'));
    for (const [name, format, wanted] of [
      ['sarif-file', 'sarif', input('sarif-file')],
      ['report', 'json', input('report-file')],
    ] as const) {
      if (wanted === '') continue;
      writeFile(resolve(io.cwd, wanted), await render(format), `${name === 'report' ? 'report-file' : name} ${wanted}`);
      output(name, wanted);
    }
    output('verdict', report.verdict);
    output('findings', String(report.findings.length));
    return ended(report, failOn);
  }
}

/** Incomplete fails whatever `fail-on` says, unless nothing is to fail at all. */
function ended(report: Report, failOn: string): ExitCode {
  if (failOn === '') return report.exitCode;
  if (failOn === 'never') return 0;
  const threshold = severities.find((one) => one === failOn) ?? 'error';
  if (report.findings.some((finding) => reaches(finding.severity, threshold))) return 1;
  return report.coverage.incomplete.length > 0 ? 3 : 0;
}

function planned(range: string, io: Io): Plan {
  if (range !== '') {
    const [base = '', head = ''] = range.split(/\.\.\.?/);
    return { kind: 'range', base, head: head || 'HEAD', fetch: [] };
  }
  const path = io.env['GITHUB_EVENT_PATH'];
  if (!path) throw new Failure('usage', 'no-event', 'there is no event (GITHUB_EVENT_PATH); the input `range` would be accepted');
  try {
    return planOf(io.env['GITHUB_EVENT_NAME'] ?? '', JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError)
      throw new Failure('usage', 'event', `the event cannot be read: ${error.message}`);
    throw error;
  }
}

/** Runs the step as the process it is. */
async function run(): Promise<void> {
  const cwd = process.env['GITHUB_WORKSPACE'] || process.cwd();
  const io: Io = {
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    cwd,
    now: () => new Date(),
    terminal: false,
    color: false,
    width: 120,
  };
  try {
    process.exitCode = await step(io);
  } catch (error) {
    const sentence = error instanceof Failure ? error.message : `sealgate failed (${error instanceof Error ? error.name : typeof error})`;
    process.stdout.write(`::error title=sealgate::${forWorkflowMessage(sentence)}\n`);
    process.exitCode = error instanceof Failure && error.kind !== 'incomplete' ? 2 : 3;
  }
}

void run();

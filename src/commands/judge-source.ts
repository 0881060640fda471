import type { ExitCode } from '../model/report.ts';
import type { Laps } from '../scan/laps.ts';
import type { Given } from './command.ts';
import type { Io } from './io.ts';
import { writeReport } from './output.ts';
import { defaultGate } from './policy.ts';
import { gateOf, rulesOf, runScan } from './run.ts';
import type { Source } from './sources/source.ts';

/** What `scan` does with an open source: judges it by its gate and writes the report. */
export async function judge(source: Source, given: Given, io: Io, started: number, laps: Laps): Promise<ExitCode> {
  laps.enter('policy');
  const gate = given.has('no-config') ? defaultGate() : await gateOf(source, given.text('policy'), io);
  const report = await runScan(source, gate, io, started, laps);
  laps.enter('report');
  await writeReport(report, rulesOf(gate), given, io);
  return report.exitCode;
}

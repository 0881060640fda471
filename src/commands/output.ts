import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RuleId } from '../model/ids.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { type Given, usage } from './command.ts';
import type { Io } from './io.ts';

/** Prints a report in the wanted format; with --output to a file, and the text for people beside it. */
export async function writeReport(report: Report, rules: ReadonlyMap<RuleId, Rule>, given: Given, io: Io): Promise<void> {
  const format = given.text('format') ?? 'text';
  const file = given.text('output');
  const { formats } = await import('../report/formats.ts');
  const render = async (name: string, options: { readonly colour: boolean; readonly width: number }): Promise<string> => {
    const load = formats[name];
    if (load === undefined) throw usage(`there is no format '${name}'; accepted: ${Object.keys(formats).join(', ')}`);
    return (await load())(report, rules, { ...options, now: io.now() });
  };
  const quiet = given.has('quiet') && report.exitCode === 0;
  if (file === null) {
    if (!quiet || format !== 'text') io.out(await render(format, { colour: io.color, width: io.width }));
    return;
  }
  writeFile(resolve(io.cwd, file), await render(format, { colour: false, width: 100 }), `--output ${file}`);
  if (!quiet) io.err(await render('text', { colour: io.color, width: io.width }));
}

/**
 * Writes a file that is whole or not there: beside its place, then renamed. What is no regular file (a device, a pipe) is
 * written into and never replaced; messages call it `name`. Only the owner may read it: a report is a list of targets.
 */
export function writeFile(path: string, text: string, name: string): void {
  try {
    const known = lstatSync(path, { throwIfNoEntry: false });
    const target = known?.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : known;
    if (target !== undefined && !target.isFile()) {
      writeFileSync(path, text);
      return;
    }
    if (known?.isSymbolicLink()) throw usage(`${name} is a symbolic link; a file of its own is accepted`);
    const beside = join(dirname(path), `.sealgate-${randomBytes(6).toString('hex')}.tmp`);
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
    renameSync(beside, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw usage(`${name} cannot be written (${code})`);
  }
}

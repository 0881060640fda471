import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CompromiseReport } from '../../model/compromise.ts';
import { usage } from '../command.ts';
import type { Io } from '../io.ts';
import { writeFile } from '../output.ts';

type Format = 'text' | 'json' | 'markdown' | 'csv' | 'html';

export const formats: readonly Format[] = ['text', 'json', 'markdown', 'csv', 'html'];

/** The report in one format. `text` is a summary: the whole is a list of targets. */
export async function render(report: CompromiseReport, format: string, io: Io): Promise<string> {
  switch (format as Format) {
    case 'text':
      return (await import('../../report/compromise-text.ts')).compromiseText(report, { colour: io.color, width: io.width });
    case 'json':
      return (await import('../../report/compromise-json.ts')).compromiseJson(report);
    case 'markdown':
      return (await import('../../report/compromise-markdown.ts')).compromiseMarkdown(report);
    case 'csv':
      return (await import('../../report/compromise-csv.ts')).compromiseCsv(report);
    case 'html':
      return (await import('../../report/compromise-html.ts')).compromiseHtml(report);
  }
}

const files: readonly (readonly [Format, string])[] = [
  ['json', 'compromise.json'],
  ['markdown', 'compromise.md'],
  ['csv', 'credentials.csv'],
  ['html', 'compromise.html'],
];

/** Where the report is to be, for its owner alone. */
export function makeFolder(given: string, io: Io): string {
  const folder = resolve(io.cwd, given);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw usage(`--output-dir ${given} cannot be made; a folder that can be written is accepted`);
  }
  return folder;
}

/** All formats into a folder, each file whole or not there, readable by its owner alone. */
export async function writeAll(report: CompromiseReport, given: string, io: Io): Promise<void> {
  const folder = makeFolder(given, io);
  for (const [format, name] of files)
    writeFile(join(folder, name), await render(report, format, { ...io, color: false }), join(given, name));
}

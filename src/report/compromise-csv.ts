import type { CompromiseReport, Rotation } from '../model/compromise.ts';
import { forCsv } from '../text/escape.ts';
import { standsBehind } from './compromise-words.ts';

const columns: readonly (readonly [string, (row: Rotation) => string | number])[] = [
  ['rank', ({ rank }) => rank],
  ['severity', ({ severity }) => severity],
  ['class', (row) => row.class],
  ['evidence', ({ evidence }) => evidence],
  ['namespace', ({ resource }) => resource?.namespace ?? ''],
  ['name', ({ resource }) => resource?.name ?? ''],
  ['key', ({ key }) => key],
  ['value at the tip', ({ value }) => value],
  ['current', ({ current }) => (current ? 'yes' : 'no')],
  ['places', ({ places }) => places.map((place) => `${place.repo}: ${place.path} ${place.key}${standsBehind(place)}`).join('\n')],
  ['why', ({ why }) => why],
  ['owners', ({ owners }) => owners.join(' ')],
  ['last authors', ({ authors }) => authors.join('; ')],
  ['used by', ({ consumers }) => consumers.join('\n')],
  ['visibility', ({ visibility }) => visibility ?? ''],
  ['review logs from', ({ reviewLogs }) => reviewLogs.from ?? ''],
  ['review logs to', ({ reviewLogs }) => reviewLogs.to ?? ''],
  ['how', ({ how }) => how.map(({ text, command }) => (command === null ? text : `${text} ${command}`)).join('\n')],
];

/** A row for each credential, in order of urgency (RFC 4180); cells that a spreadsheet would run are defused. */
export function compromiseCsv(report: CompromiseReport): string {
  const rows = [columns.map(([name]) => name), ...report.rotate.map((row) => columns.map(([, cell]) => String(cell(row))))];
  return rows.map((cells) => `${cells.map(forCsv).join(',')}\r\n`).join('');
}

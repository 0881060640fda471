import { wrap } from '../report/words.ts';
import type { Command } from './command.ts';

/** What a command does and takes, in lines of at most `width` characters. */
export function help(command: Command, width: number): string {
  const rows = Object.entries(command.flags).map(([name, flag]): [string, string] => [
    `${flag.short === undefined ? '    ' : `-${flag.short}, `}--${name}${flag.value === undefined ? '' : ` ${flag.value}`}`,
    flag.help + (flag.choices === undefined ? '' : ` (${flag.choices.join(', ')})`) + (flag.many ? ' (may be repeated)' : ''),
  ]);
  const most = Math.max(60, Math.min(width, 120));
  const left = Math.max(...rows.map(([name]) => name.length), 0) + 2;
  const options = rows.flatMap(([name, text]) =>
    wrap(text, most - 2 - left).map((line, at) => `  ${(at === 0 ? name : '').padEnd(left)}${line}`),
  );
  const notes = (command.notes ?? '')
    .trim()
    .split('\n')
    .flatMap((line) => wrap(line, most - 2).map((one) => `  ${one}`));
  return `${[
    ...wrap(`sealgate ${command.name} ${command.operands}`, most - 4).map((line, at) => (at === 0 ? line : `    ${line}`)),
    '',
    ...wrap(command.summary, most - 2).map((line) => `  ${line}`),
    ...(options.length === 0 ? [] : ['', ...options]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n')}\n`;
}

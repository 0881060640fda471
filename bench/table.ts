import type { Measured, Spread } from './measure.ts';
import type { Suite } from './suites.ts';

/** A suite as a Markdown table. Ratios are to its first row, of CPU time where it is known: the load of a machine distorts that least. */
export function table({ about, measured }: Suite): string {
  const [first] = measured;
  const rows = measured.map((one) => [
    one.name,
    first === undefined ? '' : times(ratio(one, first)),
    seconds(one.cpu),
    seconds(one.wall),
    one.peak === null ? '' : `${one.peak} MB`,
    one.findings === null ? '' : String(one.findings),
  ]);
  const lines = [
    ['', 'ratio', 'CPU seconds', 'wall seconds', 'peak memory', 'findings'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ];
  return [`**${about}**`, '', ...lines.map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');
}

const ratio = (one: Measured, first: Measured): number =>
  one.cpu !== null && first.cpu !== null ? one.cpu.median / first.cpu.median : one.wall.median / first.wall.median;

const times = (number: number): string => `${number.toFixed(number < 10 ? 2 : 0)}x`;

const seconds = (spread: Spread | null): string =>
  spread === null ? '' : `${round(spread.median)} (${round(spread.least)} to ${round(spread.most)})`;

const round = (number: number): string => number.toFixed(number < 10 ? 2 : 0);

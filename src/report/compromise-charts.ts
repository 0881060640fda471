import type { CompromiseReport, Exposure } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';
import { forHtml } from '../text/escape.ts';
import { day, shortId } from './compromise-words.ts';

const width = 960;
const labels = 240;
const rowHeight = 26;
const rowsShown = 40;

/** When what was exposed: a bar for each repository from first to last exposure, a mark for each event. */
export function timelineChart({ exposures, timeline, repositories }: CompromiseReport): string {
  const spans = repositories
    .map(({ name }) => ({ name, span: spanOf(exposures.filter(({ repo }) => repo === name)) }))
    .flatMap(({ name, span }) => (span === null ? [] : [{ name, ...span }]))
    .slice(0, rowsShown);
  const events = timeline.events.slice(0, rowsShown);
  const times = [...spans.flatMap(({ from, to }) => [from, to]), ...events.map(({ date }) => Date.parse(date))].filter(Number.isFinite);
  if (times.length === 0 || spans.length === 0) return '';
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const x = (time: number): number => labels + ((time - start) / Math.max(end - start, 1)) * (width - labels - 30) + 10;
  const height = spans.length * rowHeight + 60;
  const bars = spans.map(({ name, from, to, current, count }, row) => {
    const y = 30 + row * rowHeight;
    const words = `${name}: ${counted(count, 'place')}, ${iso(from)} to ${iso(to)}${current ? ', still at the tip' : ''}`;
    const bar = `<rect x="${round(x(from))}" y="${y}" width="${round(Math.max(x(to) - x(from), 6))}" height="14" rx="3" class="${current ? 'now' : 'past'}"><title>${forHtml(words)}</title></rect>`;
    return `<text x="${labels - 8}" y="${y + 12}" text-anchor="end">${forHtml(clip(name))}</text>${bar}`;
  });
  const marks = events.map(({ date, what }) => {
    const at = round(x(Date.parse(date)));
    return `<g class="event"><line x1="${at}" y1="22" x2="${at}" y2="${height - 30}"/><circle cx="${at}" cy="20" r="4"><title>${forHtml(`${day(date)}: ${what}`)}</title></circle></g>`;
  });
  const axis = `<text x="${labels + 10}" y="${height - 8}">${iso(start)}</text><text x="${width - 20}" y="${height - 8}" text-anchor="end">${iso(end)}</text>`;
  return svg(height, 'Timeline of exposures', [...marks, ...bars, axis]);
}

/** Which leaked key opens how much of which repository. */
export function exposureMap({ keys, repositories, exposures }: CompromiseReport): string {
  const columns = repositories.filter(({ name }) => exposures.some(({ repo }) => repo === name)).slice(0, rowsShown);
  const rows = keys.slice(0, rowsShown);
  if (columns.length === 0 || rows.length === 0) return '';
  const cell = Math.min(90, Math.max(28, (width - labels) / columns.length));
  const height = 60 + rows.length * rowHeight;
  const heads = columns.map(
    ({ name }, at) =>
      `<text x="${round(labels + at * cell + cell / 2)}" y="20" text-anchor="middle">${forHtml(clip(name, Math.floor(cell / 7)))}<title>${forHtml(name)}</title></text>`,
  );
  const body = rows.flatMap(({ id }, row) => {
    const y = 30 + row * rowHeight;
    const cells = columns.map(({ name }, at) => {
      const mine = exposures.filter(({ repo, keyIds }) => repo === name && keyIds.includes(id));
      const x = round(labels + at * cell + 2);
      const level = mine.length === 0 ? 'none' : mine.some(({ evidence }) => evidence === 'proven') ? 'proven' : 'claimed';
      const words = `${shortId(id)} in ${name}: ${counted(mine.length, 'place')}`;
      const box = `<rect x="${x}" y="${y}" width="${round(cell - 4)}" height="${rowHeight - 4}" rx="3" class="${level}"><title>${forHtml(words)}</title></rect>`;
      return mine.length === 0
        ? box
        : `${box}<text x="${round(x + cell / 2 - 2)}" y="${y + 15}" text-anchor="middle" class="count">${mine.length}</text>`;
    });
    return [
      `<text x="${labels - 8}" y="${y + 15}" text-anchor="end">${forHtml(clip(id))}<title>${forHtml(shortId(id))}</title></text>`,
      ...cells,
    ];
  });
  const legend = `<text x="${labels}" y="${height - 8}">places by key and repository; dark: proven, light: listed, likely or possible</text>`;
  return svg(height, 'Exposure map: keys and repositories', [...heads, ...body, legend]);
}

function spanOf(
  rows: readonly Exposure[],
): { readonly from: number; readonly to: number; readonly current: boolean; readonly count: number } | null {
  const from = rows.flatMap(({ firstCommit }) => (firstCommit === null ? [] : [Date.parse(firstCommit.date)]));
  const to = rows.flatMap(({ lastCommit }) => (lastCommit === null ? [] : [Date.parse(lastCommit.date)]));
  if (from.length === 0 || to.length === 0) return null;
  return { from: Math.min(...from), to: Math.max(...to), current: rows.some(({ current }) => current), count: rows.length };
}

function svg(height: number, title: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${forHtml(title)}" class="chart"><title>${forHtml(title)}</title>${parts.join('')}</svg>`;
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const round = (number: number): number => Math.round(number * 10) / 10;
const clip = (text: string, most = 30): string => (text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1))}…`);

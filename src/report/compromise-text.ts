import type { CompromiseReport, KeyMaterial, Rotation, RotationSeverity } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { credentialName, day, materialName, numbers, shortId, standsBehind, standsWord, windowWords } from './compromise-words.ts';
import { inert } from './inert.ts';
import { coloured, type Palette, plain } from './palette.ts';
import { wrap } from './words.ts';

interface CompromiseTextOptions {
  readonly colour: boolean;
  readonly width: number;
}

const credentialsShown = 15;
const rowsShown = 10;

/**
 * The summary for a terminal: verdict and completeness first, then numbers, keys, the most urgent credentials, gaps. A part only: the whole
 * report is a list of targets and belongs into files, not into the log of a build.
 */
export function compromiseText(report: CompromiseReport, options: CompromiseTextOptions): string {
  const palette = options.colour ? coloured : plain;
  const width = Math.max(40, Math.min(options.width, 120));
  const sections = [
    [headline(report, palette)],
    numbers(report).map(([name, value]) => `  ${name.padEnd(36)}${value}`),
    keys(report, palette, width),
    credentials(report, palette, width),
    material(report),
    plaintext(report),
    damaged(report),
    notLive(report),
    submodules(report),
    gaps(report, width),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.map(inert).join('\n')).join('\n\n')}\n`;
}

function headline({ verdict, headline: words }: CompromiseReport, palette: Palette): string {
  if (verdict === 'clean') return palette.good(words);
  return palette.severity(verdict === 'exposed' ? 'error' : 'warning', forTerminal(words));
}

function keys({ keys: all, exposures }: CompromiseReport, palette: Palette, width: number): string[] {
  const lines = [palette.strong('Keys to revoke')];
  for (const { id, algorithm, private: open, note } of all) {
    const count = exposures.filter(({ keyIds }) => keyIds.includes(id)).length;
    const half = open ? 'private' : 'public half only';
    lines.push(
      `  ${forTerminal(shortId(id))}`,
      ...wrap(forTerminal(`${algorithm}, ${half}; exposes ${counted(count, 'place')}${note === null ? '' : `; ${note}`}`), width - 4).map(
        (line) => `    ${line}`,
      ),
    );
  }
  return lines;
}

function credentials({ rotate }: CompromiseReport, palette: Palette, width: number): string[] {
  if (rotate.length === 0) return [];
  const lines = [palette.strong('Credentials to rotate, most urgent first (after the keys)')];
  for (const row of rotate.slice(0, credentialsShown)) lines.push(...credential(row, palette, width));
  if (rotate.length > credentialsShown)
    lines.push(`  ... and ${rotate.length - credentialsShown} more, in the report that --output-dir writes`);
  return lines;
}

function credential(row: Rotation, palette: Palette, width: number): string[] {
  const name = `${String(row.rank).padStart(4)}  ${palette.severity(colours[row.severity], row.severity.padEnd(8))}  ${palette.strong(forTerminal(credentialName(row)))}  ${row.class}`;
  const places = row.places.slice(0, 3).map((place) => `${place.repo}: ${place.path}${standsBehind(place)}`);
  const more = row.places.length > 3 ? `, and ${row.places.length - 3} more` : '';
  const details = [
    row.why,
    `${places.join(', ')}${more}`,
    `access logs to read: ${windowWords(row)}${row.owners.length > 0 ? `; owners ${row.owners.join(' ')}` : ''}`,
    ...row.hints.slice(0, 2),
  ];
  return [name, ...details.flatMap((text) => wrap(forTerminal(text), width - 6).map((line) => `      ${line}`))];
}

const colours: Readonly<Record<RotationSeverity, 'error' | 'warning' | 'info'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
};

/** The leaked first, then what stands at a tip; the keys of one file are one row. */
function material({ keyMaterial }: CompromiseReport): string[] {
  const files = new Map<string, KeyMaterial[]>();
  for (const row of keyMaterial) {
    const { repo, path, kind, leaked, current } = row;
    const name = [leaked ? 0 : 1, current ? 0 : 1, repo, path, kind].join('\0');
    files.set(name, [...(files.get(name) ?? []), row]);
  }
  const sorted = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [row, ...more]]) => (row === undefined ? [] : [{ row, more }]));
  return listed(
    'Private keys in the repositories',
    sorted.map(({ row, more }) => {
      const since = [row, ...more].flatMap(({ firstCommit }) => firstCommit?.date ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
      const what = more.length === 0 ? materialName(row) : `${more.length + 1} ${row.kind} keys`;
      return `${what}, ${row.repo}: ${row.path}, since ${day(since ?? null)}, ${standsWord(row)}`;
    }),
  );
}

function plaintext({ plaintext: rows }: CompromiseReport): string[] {
  const late = rows.filter(({ same }) => same.length > 0);
  return listed(
    'Sealed too late: these values stood in clear before',
    late.map((row) => `${row.repo}: ${row.path} ${credentialName(row)}, ${day(row.firstCommit?.date ?? null)}`),
  );
}

function damaged({ damaged: rows }: CompromiseReport): string[] {
  return listed(
    'Damaged: the key fits, the value does not authenticate',
    rows.map((row) => `${row.repo}: ${row.path} ${credentialName(row)}`),
  );
}

function notLive({ live }: CompromiseReport): string[] {
  const missing = live?.objects.filter(({ inRepositories }) => !inRepositories) ?? [];
  return listed(
    'Live, and in no swept repository',
    missing.map(({ kind, namespace, name }) => `${kind} ${namespace ?? ''}/${name}`),
  );
}

function submodules({ repositories }: CompromiseReport): string[] {
  const named = repositories.flatMap(({ name, submodules: paths }) => paths.map((path) => `${name}: ${path}`));
  return listed('Submodules, which are repositories of their own and were not followed', named);
}

function listed(title: string, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > rowsShown ? [`  ... and ${rows.length - rowsShown} more`] : [];
  return [title, ...rows.slice(0, rowsShown).map((row) => `  ${forTerminal(row)}`), ...more];
}

function gaps({ coverage, limits }: CompromiseReport, width: number): string[] {
  const lines = coverage.gaps
    .slice(0, rowsShown)
    .flatMap(({ reason, count, repair }) => item(forTerminal(`${reason} (${count}); ${repair}`), width));
  const limit = limits.flatMap((text) => item(text, width));
  return [...(lines.length === 0 ? [] : ['What is missing, and what would complete it', ...lines, '']), 'Limits', ...limit];
}

const item = (text: string, width: number): string[] => wrap(text, width - 4).map((line, at) => `  ${at === 0 ? '- ' : '  '}${line}`);

import type { KeyHolding, KeysReport, RemovedReader } from '../model/keys-report.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { day, materialName, shortId, standsWord } from './compromise-words.ts';
import { inert } from './inert.ts';
import { coloured, type Palette, plain } from './palette.ts';

const placesShown = 5;

/** Keys and readers, for a terminal. */
export function keysText(report: KeysReport, options: { readonly colour: boolean }): string {
  const palette = options.colour ? coloured : plain;
  const sections = [
    [headline(report)],
    ...report.keys.map((key) => holding(key, palette)),
    sealed(report),
    material(report, palette),
    report.gaps.map(({ reason, repair }) => `gap: ${reason}; ${repair}`),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.map(inert).join('\n')).join('\n\n')}\n`;
}

function headline({ keys, keyMaterial, repositories }: KeysReport): string {
  const open = keys.flatMap(({ removed }) => removed).filter(({ state }) => state === 'same-data-key').length;
  const left = open === 0 ? '' : `; ${counted(open, 'file')} that removed readers still open`;
  const read = repositories.filter(({ status }) => status !== 'failed').length;
  return `${counted(keys.length, 'key')} and recipients in ${counted(read, 'repository')}; ${counted(keyMaterial.length, 'private key')} committed${left}`;
}

function holding({ kind, id, files, values, places, readers, removed, daysLeft, notAfter }: KeyHolding, palette: Palette): string[] {
  const lines = [`${palette.strong(forTerminal(shortId(id)))}  ${kind}`];
  if (daysLeft !== null)
    lines.push(
      `  ${daysLeft < 0 ? palette.severity('warning', `ended ${day(notAfter)}`) : `ends ${day(notAfter)}, in ${counted(daysLeft, 'day')}`}${daysLeft >= 0 && daysLeft < 60 ? palette.severity('warning', ' (soon)') : ''}`,
    );
  const current = places.filter((place) => place.current);
  lines.push(
    `  ${kind === 'sealing-certificate' ? 'stands in' : 'reads'} ${counted(files, 'file')} at the tips${values > 0 ? `, ${counted(values, 'value')}` : ''}`,
  );
  for (const { repo, path } of current.slice(0, placesShown)) lines.push(`    ${forTerminal(`${repo}: ${path}`)}`);
  if (current.length > placesShown) lines.push(`    ... and ${current.length - placesShown} more`);
  if (readers.length > 0)
    lines.push(
      `  beside ${readers
        .slice(0, placesShown)
        .map((reader) => forTerminal(shortId(reader)))
        .join(', ')}${readers.length > placesShown ? ', ...' : ''}`,
    );
  for (const { repo, path, state } of removed.slice(0, 2 * placesShown)) {
    const words = `  removed from ${repo}: ${path}: ${removedWords[state]}`;
    lines.push(state === 'same-data-key' ? palette.severity('error', forTerminal(words)) : forTerminal(words));
  }
  if (removed.length > 2 * placesShown) lines.push(`  ... and ${removed.length - 2 * placesShown} more removals`);
  return lines;
}

const removedWords: Readonly<Record<RemovedReader['state'], string>> = {
  'same-data-key': 'it still opens the tip, as the data key was kept (updatekeys without rotate)',
  'same-value': 'the data key is new, and values it could read are in use still',
  new: 'encrypted anew; whether the values changed cannot be seen',
  gone: 'the file is gone; older versions stay readable to it',
};

function sealed({ sealed: { values, bySize } }: KeysReport): string[] {
  if (values === 0) return [];
  const sizes = Object.entries(bySize).map(([size, count]) => `${count} for ${size}`);
  return [`${counted(values, 'value')} of Sealed Secrets at the tips (${sizes.join(', ')}); they name no key`];
}

function material({ keyMaterial }: KeysReport, palette: Palette): string[] {
  if (keyMaterial.length === 0) return [];
  const rows = keyMaterial.map(
    (row) =>
      `  ${forTerminal(`${materialName(row)}, ${row.repo}: ${row.path}, since ${day(row.firstCommit?.date ?? null)}, ${standsWord(row)}`)}`,
  );
  return [palette.severity('error', 'Private keys committed: treat each as leaked, and sweep with it'), ...rows];
}

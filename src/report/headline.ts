import type { Report } from '../model/report.ts';
import { gravity, severities } from '../model/rule.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import type { Palette } from './palette.ts';

/** The one line a reader must see: the verdict, the numbers, and what they are numbers of. */
export function headline(report: Report, palette: Palette): string {
  const scope = forTerminal(report.coverage.scope);
  const [numbers, besides] = [tally(report), accepted(report)];
  switch (report.verdict) {
    case 'findings':
      return `sealgate: ${palette.severity('error', numbers)} in ${scope}${besides}`;
    case 'incomplete':
      return `sealgate: ${palette.severity('error', 'incomplete')}, not everything in ${scope} could be read${numbers === '' ? '' : `; ${numbers}`}${besides}`;
    case 'clean':
      return `sealgate: ${palette.good('clean')}, ${numbers === '' ? 'no findings' : numbers} in ${scope}${besides}`;
  }
}

/** ` (3 waived, 12 in the baseline)`: what is there and does not count; '' when nothing is. */
export function accepted({ waived, baselined }: Pick<Report, 'waived' | 'baselined'>): string {
  const parts = [
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
    ...(baselined.length > 0 ? [`${baselined.length} in the baseline`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** `2 errors, 1 warning`: what counts, gravest first; '' when there is nothing. */
export function tally({ findings, threshold }: Pick<Report, 'findings' | 'threshold'>): string {
  const parts: string[] = [];
  for (const severity of severities) {
    const number = findings.filter((one) => one.severity === severity).length;
    if (number === 0) continue;
    const words = severity === 'info' ? `${number} for information` : counted(number, severity);
    parts.push(gravity(severity) > gravity(threshold) ? `${words} below the threshold` : words);
  }
  return parts.join(', ');
}

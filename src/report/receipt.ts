import type { Report } from '../model/report.ts';
import { counted, thousands } from '../text/counted.ts';
import { duration, size } from './words.ts';

/**
 * The coverage receipt, as plain lines: what was read, what was not and why, and what is missing. A clean run in which
 * nothing was skipped needs no more than its headline, so it gets one line.
 */
export function receipt({ coverage }: Pick<Report, 'coverage'>): string[] {
  const { blobs, bytes, documents, resources, values, milliseconds } = coverage;
  const read = `${counted(blobs, 'file')} (${size(bytes)}), ${counted(documents, 'document')}, ${counted(resources, 'resource')}, ${counted(values, 'value')}`;
  const lines = [`read ${read} in ${duration(milliseconds)}`];
  if (coverage.skipped.length > 0) {
    lines.push(`skipped ${coverage.skipped.map((one) => `${thousands(one.count)} ${one.reason}${examples(one)}`).join(', ')}`);
  }
  if (coverage.unparsed.length > 0) {
    const why = (reason: string) => (reason === 'syntax' ? '' : ` (${reason})`);
    const shown = coverage.unparsed.slice(0, 3).map(({ path, line, reason }) => `${path}:${line}${why(reason)}`);
    const rest = coverage.unparsed.length - shown.length;
    lines.push(`read line by line, because they do not parse: ${shown.join(', ')}${rest > 0 ? ` and ${thousands(rest)} more` : ''}`);
  }
  for (const gap of coverage.incomplete) lines.push(`not read: ${gap.reason} (${thousands(gap.count)}). Repair: ${gap.repair}`);
  return lines;
}

function examples({ count: number, examples: paths }: { readonly count: number; readonly examples: readonly string[] }): string {
  if (paths.length === 0) return '';
  const shown = paths.slice(0, 2).join(', ');
  return ` (${shown}${number > Math.min(2, paths.length) ? ', ...' : ''})`;
}

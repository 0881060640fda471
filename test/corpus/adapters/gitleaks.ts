import { readFileSync } from 'node:fs';
import type { Adapter, Reported } from '../measure.ts';

interface Leak {
  readonly File: string;
  readonly StartLine: number;
  readonly RuleID: string;
}

/**
 * A report of gitleaks on the corpus as `scripts/accuracy.ts --write DIR` lays it out, one folder a case:
 * `gitleaks dir DIR --report-format json --report-path report.json`. It knows no severities, so every leak is an error.
 */
export function gitleaks(reportFile: string): Adapter {
  const byCase = new Map<string, Reported[]>();
  for (const { File, StartLine, RuleID } of JSON.parse(readFileSync(reportFile, 'utf8')) as readonly Leak[]) {
    const [, id, path] = /(?:^|\/)cases\/([^/]+)\/(.+)$/.exec(File.replaceAll('\\', '/')) ?? [];
    if (id === undefined || path === undefined) continue;
    const report = { path, line: StartLine, error: true, what: RuleID };
    byCase.set(id, [...(byCase.get(id) ?? []), report]);
  }
  return async (one) => byCase.get(folderOf(one.id)) ?? [];
}

/** The folder of a case in the written corpus. */
export const folderOf = (id: string): string => id.replace(/[^A-Za-z0-9.-]+/g, '_');

import type { Case, Place } from './load.ts';

/** What a scanner reports, as an adapter hands it over. A scanner without severities reports everything as error. */
export interface Reported {
  readonly path: string;
  readonly line: number;
  readonly error: boolean;
  /** Where the scanner knows them: told apart more exactly than by line. */
  readonly document?: number;
  readonly pointer?: string | null;
  /** Its name for what it found, for people. */
  readonly what?: string;
}

/** Scans the files of one case. */
export type Adapter = (one: Case) => Promise<readonly Reported[]>;

export interface Outcome {
  readonly case: Case;
  /** Places that must stop a commit and do. */
  readonly found: number;
  readonly missed: readonly string[];
  /** Reports as error where there should be none. */
  readonly alarms: readonly string[];
  /** Warnings that are missing, or that nobody expects: they stop nothing, and are counted apart. */
  readonly warnings: readonly string[];
}

export async function measure(cases: readonly Case[], adapter: Adapter): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of cases) outcomes.push(judge(one, await adapter(one)));
  return outcomes;
}

export function judge(one: Case, reported: readonly Reported[]): Outcome {
  const errors = reported.filter((report) => report.error);
  const missed = one.error.filter((place) => !errors.some((report) => covers(report, place)));
  const surplus = (report: Reported, allowed: readonly Place[]): boolean => !allowed.some((place) => covers(report, place));
  return {
    case: one,
    found: one.error.length - missed.length,
    missed: missed.map(name),
    alarms: errors.filter((report) => surplus(report, [...one.error, ...one.may])).map(told),
    warnings: [
      ...one.warning.filter((place) => !reported.some((report) => covers(report, place))).map((place) => `no warning at ${name(place)}`),
      ...reported
        .filter((report) => !report.error && surplus(report, [...one.error, ...one.warning, ...one.may]))
        .map((report) => `warning at ${told(report)}`),
    ],
  };
}

/** By pointer: the place itself, or one above or below it, the whole document aside. Else by line. */
function covers(report: Reported, place: Place): boolean {
  if (report.path !== place.path) return false;
  if (place.pointer === null || report.pointer == null) return place.line <= report.line && report.line <= place.endLine;
  if ((report.document ?? 0) !== place.document) return false;
  const { pointer } = report;
  if (pointer === place.pointer || pointer.startsWith(`${place.pointer}/`)) return true;
  return pointer !== '' && place.pointer.startsWith(`${pointer}/`);
}

const name = (place: Place): string => `${place.path}#${place.pointer ?? `line ${place.line}`}`;
const told = (report: Reported): string => `${report.path}#${report.pointer ?? `line ${report.line}`} (${report.what ?? 'reported'})`;

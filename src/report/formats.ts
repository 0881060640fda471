import type { Report } from '../model/report.ts';
import type { Rules } from './blocks.ts';

/** A report as a text, for one kind of reader. Formats for machines ignore the options. */
export type Reporter = (report: Report, rules: Rules, options: { readonly colour: boolean; readonly width: number }) => string;

/** Every format by the name a user gives it; loaded when asked for, since a clean commit prints one line. */
export const formats: Readonly<Record<string, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).toText,
  json: async () => (await import('./json.ts')).toJson,
};

import type { Report } from '../model/report.ts';
import type { Rules } from './blocks.ts';

interface ReportOptions {
  /** Text only: colours of a terminal. */
  readonly colour: boolean;
  /** Text only: columns of the terminal. */
  readonly width: number;
  /** When the run ended; only GitLab's secret report says it. Without it, the epoch stands there. */
  readonly now?: Date;
}

/** A report as a text, for one kind of reader. */
type Reporter = (report: Report, rules: Rules, options: ReportOptions) => string;

/** Every format by the name a user gives it; loaded when asked for, since a clean commit prints two lines. */
export const formats: Readonly<Record<string, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).toText,
  json: async () => (await import('./json.ts')).toJson,
  sarif: async () => (await import('./sarif.ts')).toSarif,
  markdown: async () => {
    const { toMarkdown } = await import('./markdown.ts');
    return (report, rules) => toMarkdown(report, rules);
  },
  junit: async () => (await import('./junit.ts')).toJunit,
  github: async () => (await import('./github.ts')).toGithub,
  'gitlab-codequality': async () => (await import('./gitlab-codequality.ts')).toCodeQuality,
  'gitlab-secrets': async () => (await import('./gitlab-secrets.ts')).toSecretDetection,
};

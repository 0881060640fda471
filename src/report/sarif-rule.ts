import type { RuleId } from '../model/ids.ts';
import type { FindingClass, Rule, Severity } from '../model/rule.ts';
import { forMarkdown } from '../text/escape.ts';
import { fill, remedy } from './remedy.ts';

/** A rule as SARIF describes it, with help to read beside an alert. */
export function sarifRule(id: RuleId, rule: Rule | undefined) {
  if (rule === undefined) return { id };
  const advice = remedy(rule, []);
  const why = fill(rule.why, []);
  const steps = advice.map(({ kind, text }) => (kind === 'command' ? `    ${text}` : text));
  const [helpUri] = rule.references;
  return {
    id,
    name: pascal(id),
    shortDescription: { text: rule.title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${steps.join('\n')}`,
      markdown: [
        forMarkdown(why),
        ...advice.map(({ kind, text }) => (kind === 'command' ? fence(text) : forMarkdown(text))),
        ...links(rule),
      ].join('\n\n'),
    },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: { tags: ['security', 'gitops', rule.class], 'security-severity': scores[rule.class][rule.severity] },
  };
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Scores as code scanning reads them: from 9 critical, from 7 high, from 4 medium, below low. A string, by its documentation. */
const scores: Readonly<Record<FindingClass, Readonly<Record<Severity, string>>>> = {
  leak: { error: '9.0', warning: '6.0', info: '3.0' },
  broken: { error: '7.0', warning: '5.0', info: '2.0' },
  policy: { error: '7.0', warning: '4.0', info: '1.0' },
  smell: { error: '7.0', warning: '4.0', info: '1.0' },
};

/** `SealedSecretsClusterWide`: readers of SARIF expect a name that is an identifier. */
const pascal = (id: string): string =>
  id
    .split(/[/-]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** A fence longer than any run of backticks in the command. */
function fence(command: string): string {
  const ticks = '`'.repeat(Math.max(3, ...(command.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${ticks}sh\n${command}\n${ticks}`;
}

const links = ({ references }: Rule): string[] =>
  references.length === 0 ? [] : [references.map((url) => `<${url.replace(/[<>\s]/g, encodeURIComponent)}>`).join(' ')];

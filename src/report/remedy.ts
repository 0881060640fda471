import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';

/** A line of advice: running text, or a command to copy as it is. */
interface Advice {
  readonly kind: 'text' | 'command';
  readonly text: string;
}

/**
 * A rule's remedy for these findings, its blanks filled in. Indented lines are commands. A command is copied into a shell and
 * run, so only names that are harmless there are filled in; any other, and names that differ between the findings, stay a
 * word in capitals for the reader to replace.
 */
export function remedy(rule: Pick<Rule, 'remedy'>, findings: readonly Finding[]): Advice[] {
  return rule.remedy.split('\n').flatMap((line): Advice[] => {
    if (line.trim() === '') return [];
    const command = /^\s{2,}/.test(line);
    return [{ kind: command ? 'command' : 'text', text: fill(line.trim(), findings) }];
  });
}

/** Fills `{word}` in texts of a rule other than its message, which was filled where the fact was known. Text is copied as well as commands are. */
export function fill(text: string, findings: readonly Finding[]): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (blank, word: string) => {
    if (!(word in blanks)) return blank;
    const filling = only(findings.map((one) => wordFor(word as Blank, one)));
    return filling !== null && harmless.test(filling) ? filling : blanks[word as Blank];
  });
}

type Blank = 'name' | 'namespace' | 'key' | 'path';

const blanks: Readonly<Record<Blank, string>> = {
  name: 'NAME',
  namespace: 'NAMESPACE',
  key: 'KEY',
  path: 'FILE',
};

/** Nothing a shell would read, and no leading dash that a program would take for an option. */
const harmless = /^[A-Za-z0-9._/][A-Za-z0-9._/-]*$/;

function wordFor(word: Blank, finding: Finding): string | null {
  switch (word) {
    case 'name':
      return finding.resource?.name ?? null;
    case 'namespace':
      return finding.resource?.namespace ?? null;
    case 'key':
      return finding.key;
    case 'path':
      return finding.location.path;
  }
}

function only(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every((one) => one === first) ? first : null;
}

import type { Holdings } from './holdings.ts';

/** Beyond this many folders a list of them says no more than everywhere. */
const mostFolders = 12;

/** A configuration that fits what a repository holds, and no more: everything it leaves out is the default. */
export function configurationText({ wideScopes, recipients, otherRecipients }: Holdings): string {
  const parts = [
    '# What sealgate judges by, read from the version before a change. `sealgate config` prints the policy in force.',
    'version: 1',
  ];
  const folders = [...wideScopes].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  if (folders.length > 0) {
    parts.push('# Scopes wider than strict that are in use today; elsewhere they are reported.', 'scopes:');
    if (folders.length > mostFolders) parts.push(...scope(null, new Set(folders.flatMap(([, scopes]) => [...scopes]))));
    else for (const [folder, scopes] of folders) parts.push(...scope(folder === '' ? '*' : `${folder}/*`, scopes));
  }
  if (recipients.length > 0) {
    parts.push('# Whoever .sops.yaml encrypts to. Anybody else who could open a file is an error.', 'recipients:', '  - allow:');
    parts.push(...recipients.map((id) => `      - ${quoted(id)}`));
    if (otherRecipients.length > 0) {
      parts.push('      # In no rule of .sops.yaml, but some files can be opened by them: are they still meant to?');
      parts.push(...otherRecipients.map((id) => `      - ${quoted(id)}`));
    }
  }
  return `${parts.join('\n')}\n`;
}

function scope(glob: string | null, scopes: ReadonlySet<string>): string[] {
  const allow = `allow: [${['strict', ...[...scopes].sort()].join(', ')}]`;
  return glob === null ? [`  - ${allow}`] : [`  - paths: [${quoted(glob)}]`, `    ${allow}`];
}

/** Single quotes: nothing but a quote needs escaping. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

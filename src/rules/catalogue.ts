import type { Rule } from '../model/rule.ts';

/** The rule catalogue as Markdown, by folder. */
export function catalogue(rules: readonly Rule[]): string {
  const lines = [
    '# Rules',
    '',
    'Made from the files in `rules/`. `sealgate explain RULE` prints one of them; severities can be changed in `.sealgate.yaml`.',
    '',
    `${rules.length} rules. Severity \`error\` fails a scan by default, \`warning\` and \`info\` are told.`,
  ];
  let folder = '';
  for (const rule of rules) {
    const [own = ''] = rule.id.split('/');
    if (own !== folder) {
      folder = own;
      lines.push('', `## ${folder}`, '', '| rule | severity | class | what it finds |', '| --- | --- | --- | --- |');
    }
    lines.push(`| [\`${rule.id}\`](../rules/${rule.id}.yaml) | ${rule.severity} | ${rule.class} | ${rule.title.replaceAll('|', '\\|')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** One rule in full, for \`sealgate explain\`. */
export function explanation(rule: Rule): string {
  const indent = (text: string): string => text.trim().replaceAll('\n', '\n  ');
  const parts = [
    `${rule.id}  (${rule.severity}, ${rule.class})`,
    `  ${rule.title}`,
    '',
    'Why',
    `  ${indent(rule.why)}`,
    '',
    'Remedy',
    `  ${indent(rule.remedy)}`,
    '',
    'Matches',
    `  subject: ${rule.subject}`,
    ...Object.entries(rule.match).map(([path, wanted]) => `  ${path}: ${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}`),
  ];
  if (rule.references.length > 0) parts.push('', 'References', ...rule.references.map((url) => `  ${url}`));
  return `${parts.join('\n')}\n`;
}

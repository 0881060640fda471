/**
 * Makes text of a repository (paths, names, keys) visible and harmless on a terminal or in a log: control and escape
 * bytes, characters that reorder or hide text, and the lone surrogates that stand for path bytes that are not UTF-8.
 */
export function forTerminal(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(unsafe, visible);
}

/** Inside a Markdown code span, fence included: `` `text` ``. */
export function forMarkdownCode(text: string): string {
  const clean = forTerminal(text);
  if (clean === '') return '` `';
  const longest = (clean.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') || (clean.startsWith(' ') && clean.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** Running text or a table cell of Markdown: no markup, no HTML, no mention, no link, no cell border. */
export function forMarkdown(text: string): string {
  return forTerminal(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, ':&#47;&#47;');
}

/** A code span inside a table cell: a bar would end the cell even between backticks. */
export const forMarkdownCodeCell = (text: string): string => forMarkdownCode(text).replace(/\|/g, '\\|');

/** Element content and quoted attribute values. */
export function forHtml(text: string): string {
  return forTerminal(text).replace(/[&<>"'`]/g, (character) => htmlNames[character] ?? character);
}

/** The message of a GitHub workflow command (`::error::message`). Line ends are kept, encoded as the runner wants them. */
export function forWorkflowMessage(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(forTerminal)
    .join('\n')
    .replace(/%/g, '%25')
    .replace(/\n/g, '%0A');
}

/** A property of a GitHub workflow command (`file=...`). */
export function forWorkflowProperty(text: string): string {
  return forWorkflowMessage(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** A cell of an RFC 4180 file. A leading sign that a spreadsheet would run as a formula gets an apostrophe before it. */
export function forCsv(text: string): string {
  const clean = text
    .split(/\r\n|\r|\n/)
    .map(forTerminal)
    .join('\n');
  const guarded = /^[\s]*[=+\-@\t]/.test(clean) ? `'${clean}` : clean;
  return /[",\n\r]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}

const harmless = /^[\x20-\x7e]*$/;

/** C0 and C1 controls, line and paragraph separators, soft hyphen, bidi and zero-width characters, tags, lone surrogates. */
const unsafe =
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\udb40[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const shortNames: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(character: string): string {
  const short = shortNames[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  // A byte of a path that was not UTF-8: see RepoPath.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\u{${hex(code, 4)}}` : `\\u${hex(code, 4)}`;
}

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

const htmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

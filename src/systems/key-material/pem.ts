/** A block between two lines of armour, or from one on, where the other is missing. */
export interface PemBlock {
  /** `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** Lines such as `Proc-Type: 4,ENCRYPTED`. */
  readonly headers: string;
  /** Base64 without white space. Of a cut block what there is of it. */
  readonly base64: string;
  readonly whole: boolean;
}

const armour = /(?:-----|---- )(BEGIN|END) ([A-Za-z0-9 ]{0,60}?(?:PRIVATE KEY(?: BLOCK)?|AGE ENCRYPTED FILE))(?:-----| ----)/g;
const largestBody = 1 << 18;
const shortestCut = 48;
const shortestElided = 256;

/**
 * Every private key armour of a text that has a body: indented, quoted, commented, on one line, with CR LF or escaped line
 * ends. What is no base64 between the lines (`...`, `XXXX`, a template) is a placeholder, and left out. Linear in the text.
 */
export function pemBlocks(text: string): PemBlock[] {
  const found: PemBlock[] = [];
  let open: { readonly label: string; readonly start: number; readonly body: number } | null = null;
  const close = (end: number, next: number, whole: boolean): void => {
    if (open === null) return;
    const block = read(open.label, text.slice(open.body, Math.min(end, open.body + largestBody)), whole);
    if (block !== null) found.push({ ...block, start: open.start, end: whole ? next : Math.min(end, open.body + largestBody) });
    open = null;
  };
  for (const match of text.matchAll(armour)) {
    const label = match[2] ?? '';
    const after = match.index + match[0].length;
    if (match[1] === 'BEGIN') {
      close(match.index, match.index, false);
      open = { label, start: match.index, body: after };
    } else if (open?.label === label) close(match.index, after, true);
  }
  close(text.length, text.length, false);
  return found;
}

function read(label: string, between: string, whole: boolean): Omit<PemBlock, 'start' | 'end'> | null {
  const lines = between
    .replace(/\\{1,2}[rn]/g, '\n')
    .split(/[\r\n]+/)
    .map(unquoted);
  const headers = lines.filter((line) => header.test(line));
  const body = lines.filter((line) => !header.test(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line));
  if (!whole) return cut(label, body, headers);
  const base64 = body.join('').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]{24,}={0,2}$/.test(base64) || !varies(base64)) return cut(label, body, headers);
  return { label, headers: headers.join('\n'), base64, whole: true };
}

/** Takes off what the file around it puts before and behind a line: indentation, quotes, comment signs, joining by code. */
function unquoted(line: string): string {
  if (/^\s*["'`][\s"'`,;+]*$/.test(line)) return '';
  return line
    .replace(/^[\s"'`#>*|]+/, '')
    .replace(/["'`][\s,;+\\]*$/, '')
    .replace(/[\s,;\\]+$/, '');
}

const header = /^(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID|Subject|X-[\w-]+):\s/i;

/** The leading lines that are base64. A sample shows a line or two and then says that it stops. */
function cut(label: string, body: readonly string[], headers: readonly string[]): Omit<PemBlock, 'start' | 'end'> | null {
  const lines = body.filter((line) => line !== '');
  const end = lines.findIndex((line) => !/^[A-Za-z0-9+/]+={0,2}$/.test(line));
  const base64 = (end === -1 ? lines : lines.slice(0, end)).join('');
  const elided = end !== -1 && /^(?:\W|[A-Za-z0-9+/]*(?:\.\.|…|\[|<|\{))/.test(lines[end] ?? '');
  if (base64.length < (elided ? shortestElided : shortestCut) || !varies(base64)) return null;
  return { label, headers: headers.join('\n'), base64, whole: false };
}

/** Keys use most of the alphabet; `XXXX` and `abcabc` do not. */
const varies = (base64: string): boolean => new Set(base64.slice(0, 400)).size >= 14;

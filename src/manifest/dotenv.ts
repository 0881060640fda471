import type { Comment, Entry, Node, Scalar, ScalarStyle } from '../model/tree.ts';
import { comment } from './comments.ts';
import { endOfLine, nextLine } from './line-ends.ts';
import type { Reading, Region } from './reading.ts';
import { actionsIn } from './template.ts';

/**
 * Reads `KEY=value` lines: `export`, quotes (over several lines too), ` #` comments after unquoted values. Every reader of
 * dotenv differs in the rest, so lines that are no assignment are passed over; a key without `=` is an empty value, as kustomize has it.
 */
export function readDotenv(region: Region): Reading {
  const { text, start, end } = region;
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  for (let at = start; at < end; ) {
    const lineEnd = endOfLine(text, at, end);
    const from = at + (/^[\s\uFEFF]*/.exec(text.slice(at, lineEnd))?.[0].length ?? 0);
    at = nextLine(text, lineEnd);
    if (from >= lineEnd) continue;
    if (text[from] === '#') {
      comments.push(comment(text, from, lineEnd));
      continue;
    }
    const line = text.slice(from, lineEnd);
    const head = /^(?:export[ \t]+|set[ \t]+)?([^\s=#:'"{}<>|][^\s=:'"{}]*)[ \t]*(?:=[ \t]*|:[ \t]+|$)/.exec(line);
    const name = head?.[1];
    if (head === null || name === undefined) continue;
    const keyStart = from + head[0].indexOf(name);
    const value = valueAt(text, from + head[0].length, lineEnd, end);
    at = nextLine(text, Math.max(lineEnd, value.lineEnd));
    if (value.comment !== null) comments.push(value.comment);
    const key: Scalar = plain(name, keyStart, keyStart + name.length);
    entries.push({ key, value: value.scalar });
  }
  const first = entries[0];
  const root: Node | null =
    first === undefined
      ? null
      : { kind: 'mapping', entries, span: { start: first.key.span.start, end: entries.at(-1)?.value.span.end ?? end } };
  return { root, comments, problem: null };
}

interface Value {
  readonly scalar: Scalar;
  readonly comment: Comment | null;
  readonly lineEnd: number;
}

function valueAt(text: string, start: number, lineEnd: number, end: number): Value {
  const quote = text[start];
  if (start < lineEnd && (quote === '"' || quote === "'" || quote === '`')) {
    const close = closingQuote(text, start, end, quote);
    if (close !== -1) return quoted(text, start, close, end, quote);
  }
  const line = text.slice(start, lineEnd);
  const cut = /(?:^|[ \t])#/.exec(line);
  const written = (cut === null ? line : line.slice(0, cut.index)).trimEnd();
  const sign = cut === null ? -1 : start + cut.index + cut[0].length - 1;
  return {
    scalar: plain(written, start, start + written.length),
    comment: sign === -1 ? null : comment(text, sign, lineEnd),
    lineEnd,
  };
}

function quoted(text: string, start: number, close: number, end: number, quote: string): Value {
  const inside = text.slice(start + 1, close);
  const value = quote === '"' ? inside.replace(/\\([nrt"\\$])/g, (_, one: string) => escapes[one] ?? one) : inside;
  const style: ScalarStyle = quote === '"' ? 'double' : 'single';
  const lineEnd = endOfLine(text, close, end);
  const rest = /^[ \t]*#/.exec(text.slice(close + 1, lineEnd));
  return {
    scalar: { kind: 'scalar', text: value, type: 'string', style, tag: null, span: { start, end: close + 1 }, actions: actionsIn(value) },
    comment: rest === null ? null : comment(text, close + rest[0].length, lineEnd),
    lineEnd,
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** A quote that is never closed is part of the value; what it could swallow is bounded. */
const longestValue = 100_000;
const assignment = /^\s*(?:export[ \t]+|set[ \t]+)?[A-Za-z_][\w.-]*=/;

function closingQuote(text: string, start: number, end: number, quote: string): number {
  const limit = Math.min(end, start + longestValue);
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
    // An assignment on a later line: the quote was a character of the value.
    else if ((text[at] === '\n' || text[at] === '\r') && assignment.test(text.slice(at + 1, at + 300))) return -1;
  }
  return -1;
}

function plain(text: string, start: number, end: number): Scalar {
  return { kind: 'scalar', text, type: 'string', style: 'plain', tag: null, span: { start, end }, actions: actionsIn(text) };
}

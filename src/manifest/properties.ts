import type { Comment, Entry, Scalar } from '../model/tree.ts';
import { comment } from './comments.ts';
import { endOfLine, nextLine } from './line-ends.ts';
import type { Reading, Region } from './reading.ts';
import { actionsIn } from './template.ts';

/** Reads Java properties: one flat mapping, `=`, `:` or white space between key and value, a backslash at the end goes on. */
export function readProperties(region: Region): Reading {
  const { text, start, end } = region;
  const entries: Entry[] = [];
  const comments: Comment[] = [];
  for (let at = start; at < end; ) {
    let lineEnd = endOfLine(text, at, end);
    const from = at + (/^[\s\uFEFF]*/.exec(text.slice(at, lineEnd))?.[0].length ?? 0);
    if (text[from] === '#' || text[from] === '!') {
      if (from < lineEnd) comments.push(comment(text, from, lineEnd));
      at = nextLine(text, lineEnd);
      continue;
    }
    while (lineEnd < end && goesOn(text, from, lineEnd)) lineEnd = endOfLine(text, nextLine(text, lineEnd), end);
    at = nextLine(text, lineEnd);
    if (from >= lineEnd) continue;
    const head = /^((?:\\[\s\S]|[^\s\\:=])*)[ \t]*(?:[=:][ \t]*)?/.exec(text.slice(from, lineEnd));
    const name = unescaped(head?.[1] ?? '');
    if (head === null || name === '') continue;
    const valueStart = from + head[0].length;
    const written = text.slice(valueStart, lineEnd);
    const key = scalar(name, from, from + (head[1]?.length ?? 0));
    entries.push({
      key,
      value: scalar(unescaped(written), valueStart, valueStart + written.trimEnd().length),
    });
  }
  const first = entries[0];
  if (first === undefined) return { root: null, comments, problem: null };
  const span = { start: first.key.span.start, end: entries.at(-1)?.value.span.end ?? end };
  return { root: { kind: 'mapping', entries, span }, comments, problem: null };
}

/** An odd number of backslashes before the line end. */
function goesOn(text: string, from: number, lineEnd: number): boolean {
  let backslash = lineEnd - 1;
  while (backslash >= from && text[backslash] === '\\') backslash--;
  return (lineEnd - 1 - backslash) % 2 === 1;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:(?:\r\n?|\n)[ \t]*|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code?: string, one?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return one === undefined ? '' : (escapes[one] ?? one);
  });
}

function scalar(text: string, start: number, end: number): Scalar {
  return { kind: 'scalar', text, type: 'string', style: 'plain', tag: null, span: { start, end }, actions: actionsIn(text) };
}

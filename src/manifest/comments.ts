import type { Comment } from '../model/tree.ts';
import type { Region } from './reading.ts';

/** The comment of a span that begins at its sign. */
export function comment(source: string, start: number, end: number, sign = 1): Comment {
  return { text: source.slice(start + sign, end).trim(), span: { start, end }, ownLine: isFirstOfLine(source, start) };
}

/** Nothing but white space before it on its line; looks back no further than it must. */
function isFirstOfLine(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const code = text.charCodeAt(before);
    if (code === 10 || code === 13) return true;
    if (code !== 32 && code !== 9 && code !== 0xfeff) return false;
  }
  return true;
}

/** Comments of a text that no grammar read: from a `#` at the start of a line or after white space, quotes counted. */
export function lineComments({ text, start, end }: Region): readonly Comment[] {
  const comments: Comment[] = [];
  const signs = /["'#\r\n]/g;
  signs.lastIndex = start;
  // Quotes since the start of the line, whether their number is odd: in one walk, since a line may hold nothing but signs.
  let double = false;
  let single = false;
  for (let found = signs.exec(text); found !== null && found.index < end; found = signs.exec(text)) {
    const at = found.index;
    if (found[0] === '"') double = !double;
    else if (found[0] === "'") single = !single;
    else if (found[0] !== '#') double = single = false;
    else if (isFirstOfLine(text, at) || (!double && !single && /\s/.test(text[at - 1] ?? ''))) {
      const after = lineEnd(text, at, end);
      comments.push(comment(text, at, after));
      signs.lastIndex = after;
    }
  }
  return comments;
}

function lineEnd(text: string, at: number, end: number): number {
  lineBreak.lastIndex = at;
  return Math.min(lineBreak.exec(text)?.index ?? end, end);
}

/** A comment of HCL at an offset (`#`, `//`, block), or null. */
export function hclComment(text: string, at: number, end: number): { readonly comment: Comment; readonly after: number } | null {
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    const after = close === -1 ? end : Math.min(end, close + 2);
    const found = comment(text, at, after, 2);
    return { comment: { ...found, text: found.text.replace(/\*\/$/, '').trim() }, after };
  }
  const sign = text[at] === '#' ? 1 : text.startsWith('//', at) ? 2 : 0;
  if (sign === 0) return null;
  const after = lineEnd(text, at, end);
  return { comment: comment(text, at, after, sign), after };
}

const lineBreak = /[\r\n]/g;

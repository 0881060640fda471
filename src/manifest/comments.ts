import type { Comment } from '../model/tree.ts';
import type { Region } from './reading.ts';

/** The comment of a span that begins at its sign. */
export function comment(source: string, start: number, end: number, sign = 1): Comment {
  const lineStart = start === 0 ? 0 : Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1;
  return { text: source.slice(start + sign, end).trim(), span: { start, end }, ownLine: source.slice(lineStart, start).trim() === '' };
}

/** Comments of a text that no grammar read: from a `#` at the start of a line or after white space, quotes counted. */
export function lineComments({ text, start, end }: Region): readonly Comment[] {
  const comments: Comment[] = [];
  const sign = /#[^\r\n]*/g;
  sign.lastIndex = start;
  for (let found = sign.exec(text); found !== null && found.index < end; found = sign.exec(text)) {
    const candidate = comment(text, found.index, Math.min(found.index + found[0].length, end));
    if (candidate.ownLine || isTrailing(text, found.index)) comments.push(candidate);
    // The rest of the line may hold the real sign: `a#b # comment`.
    else sign.lastIndex = found.index + 1;
  }
  return comments;
}

function isTrailing(text: string, at: number): boolean {
  if (!/\s/.test(text[at - 1] ?? '')) return false;
  const before = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 2000), at);
  return (before.match(/"/g)?.length ?? 0) % 2 === 0 && (before.match(/'/g)?.length ?? 0) % 2 === 0;
}

import type { ScalarEvent } from './yaml-event.ts';

/** The text of a scalar of `usualEvents`: in lines that end in a line feed, and without tabs outside of escapes. */
export function usualValue(text: string, { valueStart, valueEnd, style, indent, chomping, fast }: ScalarEvent): string {
  if (valueStart === -1) return '';
  const written = text.slice(valueStart, valueEnd);
  if (fast) return written;
  switch (style) {
    case 1:
      return written.replace(lineBreaks, folded);
    case 2:
      return written.replace(inSingle, (found) => (found === "''" ? "'" : folded(found)));
    case 3:
      return written.replace(inDouble, (found) => (found.startsWith('\\') ? unescaped(found) : folded(found)));
    default:
      return block(written, indent, style === 5, chomping);
  }
}

const lineBreaks = / *\n[ \n]*/g;
const inSingle = / *\n[ \n]*|''/g;
const inDouble = /\\\n[ \n]*|\\x..|\\u.{4}|\\U.{8}|\\.| *\n[ \n]*/g;

/** One line end is a blank, of several the first is none. */
function folded(breaks: string): string {
  const count = breaks.split('\n').length - 1;
  return count === 1 ? ' ' : '\n'.repeat(count - 1);
}

function unescaped(written: string): string {
  const sign = written.charAt(1);
  if (sign === '\n') return '';
  if (written.length > 2) return String.fromCodePoint(Number.parseInt(written.slice(2), 16));
  return escapes[sign] ?? sign;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function block(written: string, indent: number, isFolded: boolean, chomping: ScalarEvent['chomping']): string {
  const lines = written === '' ? [] : written.replace(/\n$/, '').split('\n');
  let text = '';
  let isBegun = false;
  let isFurtherIn = false;
  let empty = 0;
  for (const line of lines) {
    if (indent === -1 || line.length <= indent) {
      empty += 1;
      continue;
    }
    const content = line.slice(indent);
    const wasFurtherIn = isFurtherIn;
    isFurtherIn = content.startsWith(' ');
    // Folding joins lines that are as far in as the first one, and no others.
    const isJoined = isFolded && isBegun && !isFurtherIn && !wasFurtherIn;
    if (isJoined) text += empty === 0 ? ' ' : '\n'.repeat(empty);
    else text += '\n'.repeat(isBegun ? empty + 1 : empty);
    text += content;
    isBegun = true;
    empty = 0;
  }
  if (chomping === 3) return text + '\n'.repeat(isBegun ? empty + 1 : empty);
  return chomping === 1 && isBegun ? `${text}\n` : text;
}

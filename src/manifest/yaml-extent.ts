import type { Span } from '../model/tree.ts';

interface BlockScalar {
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly indent: number;
}

/** A block scalar from its first character of content to its last, without the line end; the end of its header when it has none. */
export function blockExtent(input: string, { valueStart, valueEnd, indent }: BlockScalar): Span {
  const region = input.slice(valueStart, valueEnd);
  const content = region.search(/\S/);
  if (content === -1 || indent === -1) {
    const lineEnd = /\r?\n$|\r$/.exec(input.slice(Math.max(0, valueStart - 2), valueStart))?.[0].length ?? 0;
    return { start: valueStart - lineEnd, end: valueStart - lineEnd };
  }
  const before = region.slice(0, content);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const start = valueStart + lineStart + Math.min(indent, content - lineStart);
  return { start, end: valueStart + region.trimEnd().length };
}

/** Offset behind the bracket that closes a flow collection, past white space, comments and a trailing comma; null when there is none. */
export function behindBracket(input: string, from: number): number | null {
  for (let at = from; at < input.length; at++) {
    const character = input[at] ?? '';
    if (character === ']' || character === '}') return at + 1;
    if (character === '#') {
      lineEnd.lastIndex = at;
      at = lineEnd.exec(input)?.index ?? input.length;
    } else if (!/[\s,]/.test(character)) {
      return null;
    }
  }
  return null;
}

const lineEnd = /[\r\n]/g;

/** Offset behind the colon of an empty value, or the dash of an empty item, when it follows. */
export function behindSign(input: string, from: number, role: 'value' | 'item'): number {
  const sign = role === 'value' ? colon : dash;
  sign.lastIndex = from;
  return sign.test(input) ? sign.lastIndex : from;
}

const colon = /[ \t]*(?:[\r\n][ \t\r\n]*)?:/y;
const dash = /[ \t\r\n]*-(?!\S)/y;

import type { Action } from '../model/tree.ts';

const none: readonly Action[] = [];

/** Ranges of template actions in a text: `{{ }}` of Go and its relatives, `{% %}` and `<% %>`. Linear on any input. */
export function actionsIn(text: string): readonly Action[] {
  if (!mayHoldActions(text)) return none;
  const actions: Action[] = [];
  const closes = new Closes(text);
  let at = 0;
  for (;;) {
    opener.lastIndex = at;
    const open = opener.exec(text);
    if (open === null) return actions.length === 0 ? none : actions;
    const start = open.index;
    const end = endOfAction(text, start, open[0], closes);
    if (end === -1) {
      at = start + 1;
    } else {
      actions.push({ start, end });
      at = end;
    }
  }
}

export const mayHoldActions = (text: string): boolean => text.includes('{{') || text.includes('{%') || text.includes('<%');

const opener = /\{\{|\{%|<%/g;
const closer: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '<%': '%>' };
const longestAction = 16_384;
const longestComment = 65_536;

/** The next closing sign from a position, looked up once however many openers stand before it. */
class Closes {
  private readonly text: string;
  private readonly known = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
  }

  after(sign: string, from: number): number {
    const known = this.known.get(sign);
    if (known !== undefined && (known >= from || known === -1)) return known;
    const found = this.text.indexOf(sign, from);
    this.known.set(sign, found);
    return found;
  }
}

function endOfAction(text: string, start: number, open: string, closes: Closes): number {
  const close = closer[open] ?? '}}';
  const inside = start + open.length;
  if (open === '{{' && /^-? ?\/\*/.test(text.slice(inside, inside + 4))) {
    const end = closes.after('*/', inside);
    const last = end === -1 ? -1 : text.indexOf(close, end);
    return last === -1 || last - start > longestComment ? -1 : last + close.length;
  }
  const plain = closes.after(close, inside);
  if (plain === -1 || plain - start > longestAction) return -1;
  return (open === '{{' ? endPastStrings(text, inside, plain) : plain) + close.length;
}

/** A closing sign inside a string of the action (`{{ "}}" }}`) does not end it; an unbalanced quote is no string. */
function endPastStrings(text: string, inside: number, plain: number): number {
  let candidate = plain;
  let at = inside;
  while (at < candidate) {
    const character = text[at];
    if (character !== '"' && character !== '`') {
      at++;
      continue;
    }
    const end = endOfString(text, at, character);
    if (end === -1) return plain;
    if (end > candidate) {
      candidate = text.indexOf('}}', end);
      if (candidate === -1 || candidate - inside > longestAction) return plain;
    }
    at = end;
  }
  return candidate;
}

function endOfString(text: string, start: number, quote: string): number {
  // Inside a quoted YAML scalar the quotes of the action are escaped, the closing one too.
  if (text[start - 1] === '\\') {
    const line = text.slice(start + 1, start + 1 + longestAction).search(/[\r\n]|\\"/);
    return line === -1 || text[start + 1 + line] !== '\\' ? -1 : start + 1 + line + 2;
  }
  for (let at = start + 1; at < text.length && at - start < longestAction; at++) {
    const character = text[at];
    if (character === quote) return at + 1;
    if (quote === '"' && (character === '\n' || character === '\r')) return -1;
    if (quote === '"' && character === '\\') at++;
  }
  return -1;
}

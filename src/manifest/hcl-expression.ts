import type { Action, Comment, Entry, Node, Scalar } from '../model/tree.ts';
import { hclComment } from './comments.ts';
import type { Region } from './reading.ts';
import { plainType } from './yaml-type.ts';

interface Read {
  readonly node: Node;
  readonly after: number;
}

const maxDepth = 100;
/** Functions that give back what they are given: their argument is the value. */
const transparent =
  /^(?:sensitive|nonsensitive|ephemeralasnull|tostring|tomap|tolist|toset|trimspace|chomp|jsonencode|yamlencode|merge|concat)$/;

/** Values of HCL: literals, lists and objects become nodes; anything that is computed becomes a scalar that is all action. */
export class HclExpressions {
  private readonly text: string;
  private readonly end: number;
  private readonly comments: Comment[];

  constructor(region: Region, comments: Comment[]) {
    this.text = region.text;
    this.end = region.end;
    this.comments = comments;
  }

  read(from: number, depth: number): Read {
    const at = this.blank(from);
    const literal = this.literal(at, depth);
    if (literal !== null && this.endsAt(this.blank(literal.after))) return literal;
    return this.computed(at);
  }

  /** Past white space, line ends, commas and comments. */
  space(from: number): number {
    for (let at = from; ; ) {
      while (at < this.end && /[\s,\uFEFF]/.test(this.text[at] ?? '')) at++;
      const found = at < this.end ? hclComment(this.text, at, this.end) : null;
      if (found === null) return at;
      this.comments.push(found.comment);
      at = found.after;
    }
  }

  /** Past white space of the line. */
  blank(from: number): number {
    let at = from;
    while (at < this.end && (this.text[at] === ' ' || this.text[at] === '\t')) at++;
    return at;
  }

  lineEnd(from: number): number {
    lineBreak.lastIndex = from;
    return Math.min(lineBreak.exec(this.text)?.index ?? this.end, this.end);
  }

  /** Offset of the bracket that closes what was opened before `from`; the end when there is none. */
  balanced(from: number, close: string): number {
    let open = 0;
    for (let at = from; at < this.end; at++) {
      const character = this.text[at] ?? '';
      if (character === '"') at = this.stringEnd(at) - 1;
      else if ('([{'.includes(character)) open++;
      else if (')]}'.includes(character)) {
        if (open === 0 && character === close) return at;
        open = Math.max(0, open - 1);
      } else if (character === '#' || this.text.startsWith('//', at) || this.text.startsWith('/*', at)) {
        at = (hclComment(this.text, at, this.end)?.after ?? at + 1) - 1;
      }
    }
    return this.end;
  }

  private endsAt(at: number): boolean {
    return at >= this.end || /[\r\n,}\])#]/.test(this.text[at] ?? '') || this.text.startsWith('//', at) || this.text.startsWith('/*', at);
  }

  private literal(at: number, depth: number): Read | null {
    const character = this.text[at] ?? '';
    if (character === '"') return this.string(at);
    if (character === '<') return this.heredoc(at);
    if (depth >= maxDepth) return null;
    if (character === '[') return this.list(at, depth);
    if (character === '{') return this.object(at, depth);
    return this.word(at, depth);
  }

  private word(at: number, depth: number): Read | null {
    const word = /^(?:-?\d[\w.+]*|[A-Za-z_][\w-]*)/.exec(this.text.slice(at, Math.min(this.end, at + 200)))?.[0];
    if (word === undefined) return null;
    const after = at + word.length;
    if (this.text[after] === '(' && transparent.test(word)) {
      const inside = this.literal(this.space(after + 1), depth + 1);
      return inside === null ? null : { node: inside.node, after: Math.min(this.end, this.balanced(after + 1, ')') + 1) };
    }
    const type = /^(?:true|false|null)$/.test(word) || /^-?\d/.test(word) ? plainType(word) : null;
    if (type === null) return null;
    return { node: { kind: 'scalar', text: word, type, style: 'plain', tag: null, span: { start: at, end: after }, actions: [] }, after };
  }

  private string(at: number): Read {
    const after = this.stringEnd(at);
    const text = decode(this.text.slice(at + 1, Math.max(at + 1, after - 1)));
    return { node: scalar(text, 'double', at, after, interpolations(text)), after };
  }

  /** Strings may hold `${ "strings" }`. An unclosed one ends with its line. */
  private stringEnd(start: number): number {
    let braces = 0;
    let quoted = false;
    for (let at = start + 1; at < this.end; at++) {
      const character = this.text[at];
      if (character === '\\') at++;
      else if (character === '\n' || character === '\r') return at;
      else if (braces > 0 && character === '"') quoted = !quoted;
      else if (character === '"') return at + 1;
      else if (!quoted && (braces > 0 || opensInterpolation(this.text, at - 1)) && character === '{') braces++;
      else if (!quoted && braces > 0 && character === '}') braces--;
    }
    return this.end;
  }

  private heredoc(at: number): Read | null {
    const head = /^<<(-?)([A-Za-z_]\w*)[ \t]*(?:\r\n?|\n)/.exec(this.text.slice(at, Math.min(this.end, at + 300)));
    if (head === null) return null;
    const start = at + head[0].length;
    const close = new RegExp(`^[ \\t]*${head[2] ?? ''}[ \\t]*$`, 'gm');
    close.lastIndex = start;
    const found = close.exec(this.text);
    const stop = found === null ? this.end : Math.min(found.index, this.end);
    const raw = this.text.slice(start, stop).replace(/\r\n?/g, '\n');
    const text = head[1] === '-' ? dedent(raw) : raw;
    const indent = head[1] === '-' ? (/^[ \t]*/.exec(raw)?.[0].length ?? 0) - (/^[ \t]*/.exec(text)?.[0].length ?? 0) : 0;
    const end = start + this.text.slice(start, stop).trimEnd().length;
    const after = found === null ? this.end : Math.min(this.end, found.index + found[0].length);
    return { node: scalar(text, 'literal', Math.min(start + indent, end), end, interpolations(text)), after };
  }

  private list(start: number, depth: number): Read | null {
    const items: Node[] = [];
    let at = this.space(start + 1);
    if (/^for\s/.test(this.text.slice(at, at + 4))) return null;
    while (at < this.end && this.text[at] !== ']') {
      const item = this.read(at, depth + 1);
      items.push(item.node);
      at = this.space(Math.max(item.after, at + 1));
    }
    const after = Math.min(this.end, at + 1);
    return { node: { kind: 'sequence', items, span: { start, end: after } }, after };
  }

  private object(start: number, depth: number): Read | null {
    const entries: Entry[] = [];
    let at = this.space(start + 1);
    if (/^for\s/.test(this.text.slice(at, at + 4))) return null;
    while (at < this.end && this.text[at] !== '}') {
      const head = /^(?:"((?:[^"\\\r\n]|\\.)*)"|\(?([\w.-]+)\)?)[ \t]*[=:]/.exec(this.text.slice(at, Math.min(this.end, at + 1000)));
      if (head === null) {
        at = this.space(Math.max(at + 1, this.lineEnd(at)));
        continue;
      }
      const name = head[1] ?? head[2] ?? '';
      const value = this.read(at + head[0].length, depth + 1);
      const key = scalar(name, head[1] === undefined ? 'plain' : 'double', at, at + head[0].slice(0, -1).trimEnd().length, []);
      entries.push({ key, value: value.node });
      at = this.space(Math.max(value.after, at + 1));
    }
    const after = Math.min(this.end, at + 1);
    return { node: { kind: 'mapping', entries, span: { start, end: after } }, after };
  }

  /** A reference, a call, an operation: up to the end of the line or of the list it stands in, brackets balanced. */
  private computed(start: number): Read {
    let at = start;
    while (at < this.end && !/[\r\n,\])}]/.test(this.text[at] ?? '')) {
      const character = this.text[at] ?? '';
      if (character === '"') at = this.stringEnd(at);
      else if (character === '#' || this.text.startsWith('//', at)) break;
      else if ('([{'.includes(character)) at = Math.min(this.end, this.balanced(at + 1, closes[character] ?? ')') + 1);
      else at++;
    }
    const text = this.text.slice(start, at).trimEnd();
    return { node: scalar(text, 'plain', start, start + text.length, text === '' ? [] : [{ start: 0, end: text.length }]), after: at };
  }
}

const opensInterpolation = (text: string, at: number): boolean => (text[at] === '$' || text[at] === '%') && text[at - 1] !== text[at];

const closes: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const lineBreak = /[\r\n]/g;

function scalar(text: string, style: Scalar['style'], start: number, end: number, actions: readonly Action[]): Scalar {
  return { kind: 'scalar', text, type: 'string', style, tag: null, span: { start, end }, actions };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function decode(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code?: string, one?: string) =>
    code === undefined ? (escapes[one ?? ''] ?? one ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** `${ }` and `%{ }`, but not their escapes `$${` and `%%{`. */
function interpolations(text: string): readonly Action[] {
  const actions: Action[] = [];
  for (const open of text.matchAll(/(?<![$%])[$%]\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g)) {
    actions.push({ start: open.index, end: open.index + open[0].length });
  }
  return actions;
}

/** As `<<-`: the least indentation of all lines is taken off. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const least = lines.reduce((most, line) => (line.trim() === '' ? most : Math.min(most, /^[ \t]*/.exec(line)?.[0].length ?? 0)), 1000);
  return lines.map((line) => line.slice(Math.min(least, line.length))).join('\n');
}

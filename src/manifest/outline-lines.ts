import type { Node, Scalar, ScalarStyle } from '../model/tree.ts';
import { readBrokenFlow } from './outline-flow.ts';
import type { Region } from './reading.ts';
import { actionsIn } from './template.ts';
import { parseRegion, yamlTree } from './yaml.ts';
import { scalarType } from './yaml-type.ts';

/** What a line says when it is read alone: the start of a list item, a member, or text that is neither. */
export type OutlineLine =
  | { readonly kind: 'item'; readonly indent: number; readonly offset: number }
  | { readonly kind: 'member'; readonly indent: number; readonly offset: number; readonly key: Scalar; readonly value: Node | null }
  | { readonly kind: 'loose'; readonly indent: number; readonly offset: number; readonly value: Node };

/** The lines of a region; block scalars and quoted strings over several lines are one. Comments and brackets are left out. */
export function outlineLines(region: Region): readonly OutlineLine[] {
  return new Lines(region).read();
}

const maxDashes = 50;

class Lines {
  private readonly text: string;
  private readonly end: number;
  private at: number;
  private readonly lines: OutlineLine[] = [];

  constructor(region: Region) {
    this.text = region.text;
    this.at = region.start;
    this.end = region.end;
  }

  read(): readonly OutlineLine[] {
    while (this.at < this.end) {
      const start = this.at;
      const end = this.lineEnd(start);
      this.at = this.nextLine(end);
      this.line(start, end);
    }
    return this.lines;
  }

  private line(start: number, end: number): void {
    const line = this.text.slice(start, end);
    const white = /^\s*/.exec(line)?.[0] ?? '';
    const rest = line.slice(white.length);
    if (rest === '' || ignored.test(rest)) return;
    let from = start + white.length + controls(rest);
    let indent = columns(white);
    for (let dashes = 0; dashes < maxDashes; dashes++) {
      const dash = /^-(?:[ \t]+|$)/.exec(this.text.slice(from, Math.min(end, from + 1000)))?.[0];
      if (dash === undefined) break;
      this.lines.push({ kind: 'item', indent, offset: from });
      from += dash.length;
      indent += dash.length;
    }
    if (from >= end) return;
    const key = this.key(from, end);
    if (key === null) {
      const value = this.value(from, end, indent - 1, false);
      if (value !== null) this.lines.push({ kind: 'loose', indent, offset: from, value });
      return;
    }
    const value = this.value(key.after, end, indent, key.scalar.style === 'double');
    this.lines.push({ kind: 'member', indent, offset: from, key: key.scalar, value });
  }

  private key(from: number, end: number): { readonly scalar: Scalar; readonly after: number } | null {
    const head = this.text.slice(from, Math.min(end, from + 1000));
    const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*:(?=\s|$|["'[{\d\-tfn])/.exec(head);
    if (quoted !== null) {
      const style = quoted[1] === undefined ? 'single' : 'double';
      const length = quoted[0].slice(0, -1).trimEnd().length;
      return { scalar: scalar(quoted[1] ?? quoted[2] ?? '', style, from, from + length), after: from + quoted[0].length };
    }
    if (/^["'[{,#|>%@`]/.test(head) && !head.startsWith('{{')) return null;
    const actions = actionsIn(head);
    for (const colon of head.matchAll(/:(?=\s|$)/g)) {
      if (actions.some((action) => action.start < colon.index && colon.index < action.end)) continue;
      const text = head.slice(0, colon.index).trimEnd();
      if (text === '' || text.length > 300 || /\s#/.test(text)) return null;
      return { scalar: scalar(text, 'plain', from, from + text.length), after: from + colon.index + 1 };
    }
    return null;
  }

  /** What stands behind a key or a dash; null when it must be on the lines below. `json`: a comma ends it. */
  private value(after: number, end: number, indent: number, json: boolean): Node | null {
    let from = after;
    const properties = /^\s*(?:[&!][^\s,]*(?:\s+|$))*/.exec(this.text.slice(from, end))?.[0] ?? '';
    from += properties.length;
    const written = this.text.slice(from, end).trimEnd();
    if (written === '' && /[&!]/.test(properties) && !this.goesOnBelow(indent)) return this.eaten(after, properties);
    if (written === '' || /^#/.test(written)) return null;
    if (/^[|>][-+\d]{0,2}\s*(?:#.*)?$/.test(written)) return this.block(written.startsWith('|') ? 'literal' : 'folded', indent);
    if (/^[[{],?$/.test(written)) return null;
    if (/^["']/.test(written)) return this.quoted(from, end, indent);
    if (/^[[{]/.test(written) && !written.startsWith('{{')) return this.flow(from, written);
    const bare = written.replace(/\s+#.*$/, '');
    const text = json || /^(?:-?\d[\d.]*|true|false|null),$/.test(bare) ? bare.replace(/,$/, '') : bare;
    return scalar(text, 'plain', from, from + text.length);
  }

  /** An anchor or a tag of nothing: the characters may have been the value. */
  private eaten(after: number, properties: string): Scalar {
    const start = after + (/^\s*/.exec(properties)?.[0].length ?? 0);
    const text = properties.trim();
    return { ...scalar(text, 'plain', start, start + text.length), type: 'string' };
  }

  private goesOnBelow(indent: number): boolean {
    const [, white = '', first = ''] =
      /^(?:[ \t]*(?:\r\n?|\n))*([ \t]*)([^\r\n]?)/.exec(this.text.slice(this.at, Math.min(this.end, this.at + 1000))) ?? [];
    return first !== '' && (columns(white) > indent || (columns(white) === indent && first === '-'));
  }

  private block(style: ScalarStyle, indent: number): Scalar {
    const lines: string[] = [];
    let content = -1;
    let first = this.at;
    let last = this.at;
    while (this.at < this.end) {
      const start = this.at;
      const end = this.lineEnd(start);
      const line = this.text.slice(start, end);
      const white = /^\s*/.exec(line)?.[0] ?? '';
      const onlyAction = /^\{\{.*\}\}\s*$/.test(line.slice(white.length));
      if (white.length < line.length && columns(white) <= indent && !onlyAction) break;
      if (content === -1 && white.length < line.length) {
        content = white.length;
        first = start + content;
      }
      this.at = this.nextLine(end);
      if (white.length < line.length) last = start + line.trimEnd().length;
      lines.push(line.slice(Math.min(content === -1 ? 0 : content, white.length)));
    }
    const text = style === 'literal' ? lines.join('\n') : lines.map((line) => line.trim()).join(' ');
    return scalar(`${text.trimEnd()}${text === '' ? '' : '\n'}`, style, first, Math.max(first, last));
  }

  /** A quoted string, over several lines if need be; without its end it goes as far as the line. */
  private quoted(from: number, end: number, indent: number): Scalar {
    const quote = this.text[from] ?? '"';
    const style = quote === '"' ? 'double' : 'single';
    const closing = quote === '"' ? /"(?:[^"\\]|\\[\s\S])*"/y : /'(?:[^']|'')*'/y;
    const limit = Math.min(this.end, from + 100_000);
    closing.lastIndex = 0;
    const window = this.text.slice(from, end);
    const here = closing.exec(window)?.[0];
    if (here !== undefined) return scalar(unquoted(here), style, from, from + here.length);
    const long = this.text.slice(from, limit);
    closing.lastIndex = 0;
    const whole = closing.exec(long)?.[0];
    if (whole === undefined || this.looksLikeOtherMembers(from, whole, indent)) {
      const text = this.text.slice(from, end).trimEnd();
      return scalar(text, 'plain', from, from + text.length);
    }
    this.at = this.nextLine(this.lineEnd(from + whole.length));
    return scalar(unquoted(whole).replace(/[ \t]*(?:\r\n?|\n)[ \t]*/g, ' '), style, from, from + whole.length);
  }

  /** A quote that was never closed must not swallow the members below it. */
  private looksLikeOtherMembers(from: number, whole: string, indent: number): boolean {
    const below = this.text.slice(this.lineEnd(from), from + whole.length);
    return below
      .split(/\r\n?|\n/)
      .some((line) => columns(/^\s*/.exec(line)?.[0] ?? '') <= indent && /^\s*(?:- )?[\w."'-]+:(?:\s|$)/.test(line));
  }

  private flow(from: number, written: string): Node {
    const text = written.replace(/\s+#.*$/, '').replace(/,$/, '');
    const region = { text: this.text, start: from, end: from + text.length };
    const yaml = parseRegion(region);
    const node = yaml.kind === 'events' ? yamlTree(region, yaml).roots[0] : undefined;
    return node ?? readBrokenFlow(this.text, from, from + text.length);
  }

  private lineEnd(from: number): number {
    lineBreak.lastIndex = from;
    return Math.min(lineBreak.exec(this.text)?.index ?? this.end, this.end);
  }

  private nextLine(lineEnd: number): number {
    return Math.min(this.end, lineEnd + (this.text.startsWith('\r\n', lineEnd) ? 2 : 1));
  }
}

const lineBreak = /[\r\n]/g;

/** Comments, document and conflict markers, closing and lone brackets, lines of template actions alone. */
const ignored =
  /^(?:#|\/\/|---(?:\s|$)|\.\.\.(?:\s|$)|[{}[\],]+\s*$|<{7}(?:\s|$)|={7}\s*$|>{7}(?:\s|$)|\|{7}(?:\s|$)|(?:\{\{[^}]*\}\}\s*)+$|\uFEFF$)/;

/** Length of the actions at the start of a line that only decide whether it is there. */
function controls(line: string): number {
  return /^(?:\{\{-?\s*(?:if|else|end|range|with|block|define)\b[^}]*\}\}\s*)+(?=\S)/.exec(line)?.[0].length ?? 0;
}

/** A tab counts as two columns: more than nothing, and nested tabs nest. */
function columns(white: string): number {
  return white.includes('\t') ? [...white].reduce((sum, one) => sum + (one === '\t' ? 2 : 1), 0) : white.length;
}

function unquoted(written: string): string {
  const inside = written.slice(1, -1);
  if (written.startsWith("'")) return inside.replace(/''/g, "'");
  return inside.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, u?: string, x?: string, one?: string) => {
    const code = u ?? x;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return simpleEscapes[one ?? ''] ?? one ?? '';
  });
}

const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' };

function scalar(text: string, style: ScalarStyle, start: number, end: number): Scalar {
  const actions = actionsIn(text);
  const type = actions.length > 0 ? 'string' : scalarType(text, style, null);
  return { kind: 'scalar', text, type, style, tag: null, span: { start, end }, actions };
}

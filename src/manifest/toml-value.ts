import type { Entry, Node, Scalar } from '../model/tree.ts';
import type { Region } from './reading.ts';
import { actionsIn } from './template.ts';
import { keyPath } from './toml-key.ts';
import { plainType } from './yaml-type.ts';

interface Read {
  readonly node: Node;
  readonly after: number;
}

const maxDepth = 100;

export class TomlValues {
  private readonly text: string;
  private readonly end: number;

  constructor(region: Region) {
    this.text = region.text;
    this.end = region.end;
  }

  /** Never fails: what is no value is taken as the rest of the line. */
  read(from: number, depth: number): Read {
    const at = this.space(from, false);
    const head = this.text.slice(at, at + 3);
    if (head === '"""' || head === "'''") return this.long(at, head);
    if (head.startsWith('"') || head.startsWith("'")) return this.string(at);
    if (head.startsWith('[') && depth < maxDepth) return this.array(at, depth);
    if (head.startsWith('{') && depth < maxDepth) return this.inline(at, depth);
    const word = /^[^\s,#\]}][^,#\]}\r\n]*/.exec(this.text.slice(at, Math.min(this.end, at + 10_000)))?.[0].trimEnd() ?? '';
    return this.done(word, plainType(word), 'plain', at, at + word.length);
  }

  private long(at: number, quotes: string): Read {
    const close = this.text.indexOf(quotes, at + 3);
    const stop = close === -1 || close > this.end ? this.end : close;
    const inside = this.text.slice(at + 3, stop).replace(/^(?:\r\n?|\n)/, '');
    const text = quotes === '"""' ? unescaped(inside.replace(/\\[ \t]*(?:\r\n?|\n)\s*/g, '')) : inside;
    return this.done(text, 'string', quotes === '"""' ? 'double' : 'single', at, Math.min(this.end, stop + 3));
  }

  private string(at: number): Read {
    const double = this.text[at] === '"';
    const found = (double ? /^"((?:[^"\\\r\n]|\\.)*)"/ : /^'([^'\r\n]*)'/).exec(this.text.slice(at, this.lineEnd(at)));
    const text = found?.[1] ?? this.text.slice(at, this.lineEnd(at)).trimEnd();
    const after = at + (found?.[0].length ?? text.length);
    return this.done(double && found !== null ? unescaped(text) : text, 'string', double ? 'double' : 'single', at, after);
  }

  private array(start: number, depth: number): Read {
    const items: Node[] = [];
    let at = this.space(start + 1, true);
    while (at < this.end && this.text[at] !== ']') {
      const item = this.read(at, depth + 1);
      items.push(item.node);
      at = this.space(Math.max(item.after, at + 1), true);
    }
    const after = Math.min(this.end, at + 1);
    return { node: { kind: 'sequence', items, span: { start, end: after } }, after };
  }

  private inline(start: number, depth: number): Read {
    const entries: Entry[] = [];
    let at = this.space(start + 1, true);
    while (at < this.end && this.text[at] !== '}') {
      const path = keyPath(this.text, at, this.end);
      if (path === null || this.text[path.after] !== '=') break;
      const value = this.read(path.after + 1, depth + 1);
      const [first, ...rest] = path.keys;
      if (first === undefined) break;
      entries.push({
        key: first,
        value: nested(rest, value.node),
      });
      at = this.space(Math.max(value.after, at + 1), true);
    }
    const close = this.text[at] === '}' ? at + 1 : this.lineEnd(at);
    const after = Math.min(this.end, close);
    return { node: { kind: 'mapping', entries, span: { start, end: after } }, after };
  }

  /** Past white space; `within` a collection also past line ends, commas and comments. */
  private space(from: number, within: boolean): number {
    const pattern = within ? /(?:[\s,]|#[^\r\n]*)*/y : /[ \t]*/y;
    pattern.lastIndex = from;
    return Math.min(this.end, from + (pattern.exec(this.text)?.[0].length ?? 0));
  }

  private lineEnd(from: number): number {
    lineBreak.lastIndex = from;
    return Math.min(lineBreak.exec(this.text)?.index ?? this.end, this.end);
  }

  private done(text: string, type: Scalar['type'], style: Scalar['style'], start: number, after: number): Read {
    return { node: { kind: 'scalar', text, type, style, tag: null, span: { start, end: after }, actions: actionsIn(text) }, after };
  }
}

function nested(keys: readonly Scalar[], value: Node): Node {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const span = { start: key.span.start, end: value.span.end };
  return { kind: 'mapping', entries: [{ key, value: nested(rest, value) }], span };
}

const lineBreak = /[\r\n]/g;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', e: '\x1b' };

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code?: string, one?: string) =>
    code === undefined ? (escapes[one ?? ''] ?? one ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

import type { Comment, Entry, Node, Scalar, ScalarType } from '../model/tree.ts';
import { comment } from './comments.ts';
import type { Reading, Region } from './reading.ts';
import { actionsIn } from './template.ts';

const maxDepth = 100;

interface JsonReading extends Reading {
  /** Where the value ended: another one may follow. */
  readonly end: number;
}

/**
 * Reads one JSON value from the start of a region. Comments, trailing commas and the quotes of JSON5, which many tools
 * allow in their configuration, are taken; anything else that is not JSON is a problem, and then there is no tree.
 */
export function readJson(region: Region): JsonReading {
  const reader = new JsonReader(region);
  try {
    const root = reader.value(0);
    reader.space();
    return { root, comments: reader.comments, problem: null, end: reader.at };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { root: null, comments: reader.comments, problem: { reason: error.reason, offset: reader.at }, end: reader.at };
  }
}

class NotJson extends Error {
  readonly reason: 'syntax' | 'depth';

  constructor(reason: 'syntax' | 'depth') {
    super('not JSON');
    this.reason = reason;
  }
}

const noActions: Scalar['actions'] = [];

class JsonReader {
  at: number;
  readonly comments: Comment[] = [];
  private readonly text: string;
  private readonly end: number;

  constructor(region: Region) {
    this.text = region.text;
    this.at = region.start;
    this.end = region.end;
  }

  value(depth: number): Node {
    if (depth >= maxDepth) throw new NotJson('depth');
    this.space();
    switch (this.text.charCodeAt(this.at)) {
      case 123:
        return this.object(depth);
      case 91:
        return this.array(depth);
      case 34:
        return this.string(34);
      case 39:
        return this.string(39);
      default:
        return this.word();
    }
  }

  /** White space and comments. */
  space(): void {
    for (;;) {
      const code = this.at < this.end ? this.text.charCodeAt(this.at) : 0;
      if (code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff) this.at++;
      else if (code !== 47 || !this.skipComment()) return;
    }
  }

  private skipComment(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (next !== 47 && next !== 42) return false;
    const start = this.at;
    if (next === 42) {
      const close = this.text.indexOf('*/', start + 2);
      this.at = close === -1 || close + 2 > this.end ? this.end : close + 2;
      const written = comment(this.text, start, this.at, 2);
      this.comments.push({ ...written, text: written.text.replace(/\*\/$/, '').trim() });
      return true;
    }
    lineBreak.lastIndex = start;
    this.at = Math.min(lineBreak.exec(this.text)?.index ?? this.end, this.end);
    this.comments.push(comment(this.text, start, this.at, 2));
    return true;
  }

  private object(depth: number): Node {
    const start = this.at++;
    const entries: Entry[] = [];
    for (;;) {
      this.space();
      if (this.take(125)) return { kind: 'mapping', entries, span: { start, end: this.at } };
      if (entries.length > 0 && !this.comma) throw new NotJson('syntax');
      const key = this.key();
      this.space();
      if (!this.take(58)) throw new NotJson('syntax');
      const value = this.value(depth + 1);
      entries.push({ key, value });
      this.space();
      this.comma = this.take(44);
    }
  }

  private comma = false;

  /** JSON5 leaves out the quotes of a key that is an identifier. */
  private key(): Scalar {
    const code = this.at < this.end ? this.text.charCodeAt(this.at) : 0;
    if (code === 34 || code === 39) return this.string(code);
    identifier.lastIndex = this.at;
    const text = identifier.exec(this.text)?.[0] ?? '';
    const start = this.at;
    if (text === '' || start + text.length > this.end) throw new NotJson('syntax');
    this.at += text.length;
    return { kind: 'scalar', text, type: 'string', style: 'plain', tag: null, span: { start, end: this.at }, actions: noActions };
  }

  private array(depth: number): Node {
    const start = this.at++;
    const items: Node[] = [];
    for (;;) {
      this.space();
      if (this.take(93)) return { kind: 'sequence', items, span: { start, end: this.at } };
      if (items.length > 0 && !this.comma) throw new NotJson('syntax');
      items.push(this.value(depth + 1));
      this.space();
      this.comma = this.take(44);
    }
  }

  private take(code: number): boolean {
    if (this.at >= this.end || this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private string(quote: 34 | 39): Scalar {
    const start = this.at;
    const sign = quote === 34 ? '"' : "'";
    let close = this.text.indexOf(sign, start + 1);
    while (close !== -1 && this.isEscaped(close, start)) close = this.text.indexOf(sign, close + 1);
    if (close === -1 || close >= this.end) throw new NotJson('syntax');
    const raw = this.text.slice(start + 1, close);
    if (raw.includes('\n') || raw.includes('\r')) throw new NotJson('syntax');
    const text = raw.includes('\\') ? unescaped(raw) : raw;
    this.at = close + 1;
    const style = quote === 34 ? 'double' : 'single';
    return { kind: 'scalar', text, type: 'string', style, tag: null, span: { start, end: this.at }, actions: actionsIn(text) };
  }

  private isEscaped(quote: number, start: number): boolean {
    let backslash = quote - 1;
    while (backslash > start && this.text.charCodeAt(backslash) === 92) backslash--;
    return (quote - 1 - backslash) % 2 === 1;
  }

  private word(): Scalar {
    word.lastIndex = this.at;
    const text = word.exec(this.text)?.[0] ?? '';
    const start = this.at;
    const type = text === '' || start + text.length > this.end ? null : wordType(text);
    if (type === null) throw new NotJson('syntax');
    this.at = start + text.length;
    return { kind: 'scalar', text, type, style: 'plain', tag: null, span: { start, end: this.at }, actions: noActions };
  }
}

const word = /[-+.\w]+/y;
const identifier = /[A-Za-z_$][\w$-]*/y;
const lineBreak = /[\r\n]/g;

function wordType(text: string): ScalarType | null {
  if (text === 'true' || text === 'false') return 'bool';
  if (text === 'null') return 'null';
  if (/^-?\d+$/.test(text)) return 'int';
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? 'float' : null;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Unknown escapes keep their character, as lenient readers do. */
function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, character: string) =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

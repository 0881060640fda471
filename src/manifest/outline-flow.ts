import type { Entry, Node, Scalar, ScalarStyle } from '../model/tree.ts';
import { actionsIn } from './template.ts';
import { scalarType } from './yaml-type.ts';

const maxDepth = 100;

/**
 * Reads a flow collection that no grammar accepts (a bracket too many, a quote that never ends): every pair it holds is
 * there, whatever stands between them. A closing bracket of either kind closes what is open; the end closes everything.
 */
export function readBrokenFlow(text: string, start: number, end: number): Node {
  return new BrokenFlow(text, start, end).value(0);
}

class BrokenFlow {
  private readonly text: string;
  private readonly end: number;
  private at: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  value(depth: number): Node {
    const open = this.text[this.at];
    if (depth < maxDepth && this.at < this.end && open === '{') return this.mapping(depth);
    if (depth < maxDepth && this.at < this.end && open === '[') return this.sequence(depth);
    return this.scalar(/[,{}[\]\r\n]/g);
  }

  private mapping(depth: number): Node {
    const start = this.at++;
    const entries: Entry[] = [];
    while (this.more()) {
      const key = this.scalar(/:(?=[\s"'{[,}\]]|$)|[,}\]\r\n]/g);
      this.blanks();
      const hasValue = this.at < this.end && this.text[this.at] === ':';
      if (hasValue) this.at++;
      this.blanks();
      const value = hasValue
        ? this.value(depth + 1)
        : { ...key, text: '', type: 'null' as const, actions: [], span: { start: this.at, end: this.at } };
      entries.push({ key, value });
    }
    return { kind: 'mapping', entries, span: { start, end: this.at } };
  }

  private sequence(depth: number): Node {
    const start = this.at++;
    const items: Node[] = [];
    while (this.more()) items.push(this.value(depth + 1));
    return { kind: 'sequence', items, span: { start, end: this.at } };
  }

  /** Goes to the next member; false, and past the bracket, where there is none. */
  private more(): boolean {
    for (; this.at < this.end; this.at++) {
      const sign = this.text[this.at] ?? '';
      if (/[}\]]/.test(sign)) {
        this.at++;
        return false;
      }
      if (!/[\s,:]/.test(sign)) return true;
    }
    return false;
  }

  private blanks(): void {
    while (this.at < this.end && /\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  /** A quoted string, or what stands before a stop. One sign at least is taken, so that reading goes on. */
  private scalar(stop: RegExp): Scalar {
    const start = this.at;
    const quoted = this.quoted();
    if (quoted !== null) {
      this.at += quoted.length;
      return scalar(quoted.slice(1, -1), quoted.startsWith('"') ? 'double' : 'single', start, this.at);
    }
    stop.lastIndex = start + 1;
    this.at = Math.min(stop.exec(this.text)?.index ?? this.end, this.end);
    // A quote that never ends is a sign like others: it must not swallow the members behind it.
    const written = this.text.slice(start, this.at).trimEnd();
    return scalar(written.replace(/^["']/, ''), 'plain', start, start + written.length);
  }

  private quoted(): string | null {
    const quote = this.text[this.at];
    if (this.at >= this.end || (quote !== '"' && quote !== "'")) return null;
    const closing = quote === '"' ? /"(?:[^"\\\r\n]|\\.)*"/y : /'(?:[^'\r\n]|'')*'/y;
    closing.lastIndex = this.at;
    const found = closing.exec(this.text)?.[0] ?? null;
    return found !== null && this.at + found.length <= this.end ? found : null;
  }
}

function scalar(text: string, style: ScalarStyle, start: number, end: number): Scalar {
  const actions = actionsIn(text);
  return {
    kind: 'scalar',
    text,
    type: actions.length > 0 ? 'string' : scalarType(text, style, null),
    style,
    tag: null,
    span: { start, end },
    actions,
  };
}

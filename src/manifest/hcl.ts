import type { Comment, Entry, Mapping, Node, Scalar, Span } from '../model/tree.ts';
import { HclExpressions } from './hcl-expression.ts';
import type { Reading, Region } from './reading.ts';

/**
 * Reads Terraform and other HCL: attributes, and blocks as mappings below their type and labels
 * (`resource "a" "b" { c = 1 }` is `/resource/a/b/c`). Never fails: what it does not understand it passes over.
 */
export function readHcl(region: Region): Reading {
  const body = new HclBody(region);
  const root = body.mapping(0);
  return { root: root.entries.length === 0 ? null : root, comments: body.comments, problem: null };
}

const maxDepth = 100;

class HclBody {
  readonly comments: Comment[] = [];
  private readonly text: string;
  private readonly end: number;
  private readonly expressions: HclExpressions;
  private at: number;

  constructor(region: Region) {
    this.text = region.text;
    this.end = region.end;
    this.at = region.start;
    this.expressions = new HclExpressions(region, this.comments);
  }

  /** Members up to the closing brace, which is taken, or to the end. */
  mapping(depth: number): Mapping {
    const start = this.at;
    const entries: Entry[] = [];
    for (;;) {
      this.at = this.expressions.space(this.at);
      if (this.at >= this.end) break;
      if (this.text[this.at] === '}') {
        this.at++;
        if (depth > 0) break;
        continue;
      }
      const entry = this.member(depth);
      if (entry === null) continue;
      entries.push({ ...entry });
    }
    return { kind: 'mapping', entries, span: { start, end: Math.min(this.at, this.end) } };
  }

  private member(depth: number): { readonly key: Scalar; readonly value: Node } | null {
    const key = this.label();
    if (key === null) return this.skipLine();
    let at = this.expressions.blank(this.at);
    if (this.text[at] === '=' && this.text[at + 1] !== '=') {
      const value = this.expressions.read(at + 1, depth + 1);
      this.at = value.after;
      return { key, value: value.node };
    }
    const labels: Scalar[] = [];
    for (;;) {
      this.at = this.expressions.blank(this.at);
      at = this.at;
      if (this.text[at] === '{') break;
      const label = this.label();
      if (label === null || labels.length > 10) return this.skipLine();
      labels.push(label);
    }
    this.at = at + 1;
    if (depth + labels.length >= maxDepth) return this.skipBlock();
    let value: Node = this.mapping(depth + 1);
    for (const label of labels.reverse()) {
      const span: Span = { start: label.span.start, end: value.span.end };
      value = { kind: 'mapping', entries: [{ key: label, value }], span };
    }
    return { key, value };
  }

  /** An identifier or a quoted name. */
  private label(): Scalar | null {
    const found = /^(?:"((?:[^"\\\r\n]|\\.)*)"|([A-Za-z_][\w-]*))/.exec(this.text.slice(this.at, Math.min(this.end, this.at + 1000)));
    if (found === null) return null;
    const span = { start: this.at, end: this.at + found[0].length };
    this.at = span.end;
    const style = found[1] === undefined ? 'plain' : 'double';
    return { kind: 'scalar', text: found[1] ?? found[2] ?? '', type: 'string', style, tag: null, span, actions: [] };
  }

  private skipLine(): null {
    this.at = Math.max(this.at + 1, this.expressions.lineEnd(this.at));
    return null;
  }

  /** Too deep to be read; its braces are counted so that what follows is not taken for a part of it. */
  private skipBlock(): null {
    this.at = this.expressions.balanced(this.at, '}') + 1;
    return null;
  }
}

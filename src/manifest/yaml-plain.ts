import type { Action, Comment, Entry, Mapping, Node, Scalar, ScalarStyle, Sequence } from '../model/tree.ts';
import { comment } from './comments.ts';
import { Keys } from './keys.ts';
import type { Region } from './reading.ts';
import { mayHoldActions } from './template.ts';
import { scalarType } from './yaml-type.ts';

/**
 * The YAML that most files are: block mappings and sequences of words in ASCII, one a line, quoted or not. It gives the very
 * tree that the grammar gives (`test/manifest/yaml-plain.test.ts` compares them), in a fraction of the time. null: there is
 * anything else in it, and the grammar has to read it.
 */
export function readPlainYaml({ text, start, end }: Region): { readonly root: Node; readonly comments: readonly Comment[] } | null {
  const input = text.slice(start, end);
  if (!isAscii.test(input) || mayHoldActions(input)) return null;
  const lines = linesOf(input, start);
  if (lines === null) return null;
  const root = new Blocks(lines.tokens).document();
  return root === null ? null : { root, comments: lines.comments.map(([from, to]) => comment(text, from, to)) };
}

const isAscii = /^[\x20-\x7e\n]*$/;

/** What stands on a line, in its order: `- name: x` is a dash and an entry. Offsets are those of the whole text. */
type Token =
  | { readonly kind: 'dash'; readonly indent: number; readonly start: number }
  | { readonly kind: 'entry'; readonly indent: number; readonly key: Scalar; readonly colon: number; readonly value: Node | null }
  | { readonly kind: 'value'; readonly indent: number; readonly value: Node };

interface Lines {
  readonly tokens: readonly Token[];
  readonly comments: readonly (readonly [number, number])[];
}

/** Indentation, dash, key, blanks behind its colon, value, blanks and comment. Each part begins with another sign: linear. */
const line =
  /( *)(- +)?(?:(\w[\w./-]*):(?=[ \n]|$)( *))?("[^"\\\n]*"|'[^'\n]*'|\[(?: *[\w./][\w./-]*(?: *, *[\w./][\w./-]*)* *)?\]|\{\}|(?:[\w./~+]|-(?=[\w./]))(?:[^ \n:]|:(?=[^ \n])| +(?=[^ #\n]))*)?( *)((?<=^|[ \n])#[^\n]*)?(?:\n|$)/y;

function linesOf(input: string, base: number): Lines | null {
  const tokens: Token[] = [];
  const comments: [number, number][] = [];
  let at = /^---\n/.test(input) ? 4 : 0;
  while (at < input.length) {
    if (lineEnd(input, at) - at > longestLine) return null;
    line.lastIndex = at;
    const found = line.exec(input);
    if (found === null) return null;
    const [all, blanks = '', dash = '', key, gap = '', value, trail = '', sign] = found;
    const indent = blanks.length + dash.length;
    if (dash !== '') tokens.push({ kind: 'dash', indent: blanks.length, start: base + at + blanks.length });
    let offset = base + at + indent;
    const keyStart = offset;
    if (key !== undefined) offset += key.length + 1 + gap.length;
    const node = value === undefined ? null : valueNode(value, offset);
    if (key !== undefined) {
      if (key.length > longestKey) return null;
      const colon = keyStart + key.length + 1;
      tokens.push({ kind: 'entry', indent, key: scalar(key, 'plain', keyStart, colon - 1), colon, value: node });
    } else if (node !== null && dash !== '') tokens.push({ kind: 'value', indent, value: node });
    else if (node !== null || dash !== '') return null;
    if (sign !== undefined) {
      const from = offset + (value?.length ?? 0) + trail.length;
      comments.push([from, from + sign.length]);
    }
    at += all.length;
    if (all.length === 0) return null;
  }
  return { tokens, comments };
}

function lineEnd(input: string, from: number): number {
  const found = input.indexOf('\n', from);
  return found === -1 ? input.length : found;
}

/** The pattern remembers every character of a value that it may have to give back. */
const longestLine = 4096;
/** A key of one line: the grammar knows none that is longer. */
const longestKey = 1000;
const deepest = 90;

function valueNode(written: string, start: number): Node {
  const end = start + written.length;
  const first = written[0];
  if (first === '"' || first === "'") return scalar(written.slice(1, -1), first === '"' ? 'double' : 'single', start, end);
  if (first === '[') {
    const items = [...written.matchAll(/[\w./-]+/g)].map(({ 0: word, index }) =>
      scalar(word, 'plain', start + index, start + index + word.length),
    );
    return { kind: 'sequence', items, tag: null, span: { start, end } };
  }
  if (first === '{') return { kind: 'mapping', entries: [], tag: null, span: { start, end } };
  return scalar(written, 'plain', start, end);
}

const noActions: readonly Action[] = [];

function scalar(text: string, style: ScalarStyle, start: number, end: number): Scalar {
  return { kind: 'scalar', text, type: scalarType(text, style, null), style, tag: null, span: { start, end }, actions: noActions };
}

/** Builds the blocks by their indentation. null: it is not as simple as that. */
class Blocks {
  private readonly tokens: readonly Token[];
  private next = 0;
  /** End of what was read last. */
  private cursor = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  document(): Node | null {
    const root = this.block(0);
    return this.next === this.tokens.length ? root : null;
  }

  private block(depth: number): Node | null {
    const token = this.tokens[this.next];
    if (token === undefined || depth > deepest) return null;
    return token.kind === 'dash' ? this.sequence(token.indent, token.start, depth) : this.mapping(token.indent, depth);
  }

  private mapping(indent: number, depth: number): Mapping | null {
    const entries: Entry[] = [];
    const keys = new Keys(entries);
    for (let token = this.tokens[this.next]; token !== undefined && token.indent >= indent; token = this.tokens[this.next]) {
      if (token.indent > indent || token.kind !== 'entry') return null;
      this.next += 1;
      const value = token.value === null ? this.below(token.indent, token.colon, depth) : this.taken(token.value);
      if (value === null) return null;
      entries.push({ key: token.key, value, duplicate: keys.has(token.key.text), merged: false });
    }
    const start = entries[0]?.key.span.start;
    return start === undefined ? null : { kind: 'mapping', entries, tag: null, span: { start, end: this.cursor } };
  }

  /** What a key without a value on its line has: a block further in, a sequence as far in as itself, or nothing. */
  private below(indent: number, colon: number, depth: number): Node | null {
    this.cursor = colon;
    const token = this.tokens[this.next];
    const isBlock = token !== undefined && (token.indent > indent || (token.indent === indent && token.kind === 'dash'));
    return isBlock ? this.block(depth + 1) : scalar('', 'plain', colon, colon);
  }

  private sequence(indent: number, start: number, depth: number): Sequence | null {
    const items: Node[] = [];
    for (let token = this.tokens[this.next]; token !== undefined && token.indent >= indent; token = this.tokens[this.next]) {
      if (token.indent > indent) return null;
      if (token.kind !== 'dash') break;
      this.next += 1;
      const inside = this.tokens[this.next];
      if (inside?.kind === 'value') this.next += 1;
      const item = inside === undefined ? null : inside.kind === 'value' ? this.taken(inside.value) : this.block(depth + 1);
      if (item === null) return null;
      items.push(item);
    }
    return { kind: 'sequence', items, tag: null, span: { start, end: this.cursor } };
  }

  private taken(value: Node): Node {
    this.cursor = value.span.end;
    return value;
  }
}

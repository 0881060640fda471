import type { Entry, Node, Scalar } from '../model/tree.ts';
import { type OutlineLine, outlineLines } from './outline-lines.ts';
import type { Region } from './reading.ts';
import { actionsIn } from './template.ts';

/**
 * Reads YAML-like text or pretty-printed JSON by indentation alone, after the grammar failed: an approximate tree whose
 * lines are right. It finds `kind`, `metadata`, `data` and their scalars in whatever else stands around them, and never fails.
 */
export function readOutline(region: Region): Node | null {
  const lines = outlineLines(region);
  const first = lines.find((line) => line.kind !== 'loose');
  if (first === undefined) return lines[0]?.kind === 'loose' ? lines[0].value : null;
  const base = lines.reduce((least, line) => (line.kind === 'loose' ? least : Math.min(least, line.indent)), first.indent);
  return new OutlineTree(lines).root(base, first);
}

/** Deeper lines become members of the deepest mapping there is. */
const maxDepth = 100;

class OutlineTree {
  private readonly lines: readonly OutlineLine[];
  private next = 0;

  constructor(lines: readonly OutlineLine[]) {
    this.lines = lines;
  }

  root(base: number, first: OutlineLine): Node {
    const node = first.kind === 'item' && first.indent === base ? this.sequence(base, 0) : this.mapping(base, 0);
    if (this.next >= this.lines.length || node.kind !== 'sequence') return node;
    // A list that goes on as a mapping at the same column: neither reading is right, and no value may be lost.
    const rest = this.mapping(base, 0);
    return { ...node, items: [...node.items, rest], span: { start: node.span.start, end: rest.span.end } };
  }

  /** What is indented at least to `base`, as a list: it ends at the first line of its own column that is no item. */
  private sequence(base: number, depth: number): Node {
    const items: Node[] = [];
    const start = this.lines[this.next]?.offset ?? 0;
    let end = start;
    for (let line = this.lines[this.next]; line !== undefined && line.indent >= base; line = this.lines[this.next]) {
      if (line.indent === base && line.kind !== 'item') break;
      if (line.kind === 'item') {
        this.next++;
        end = line.offset + 1;
      }
      const below = this.lines[this.next];
      const item = below !== undefined && below.indent > base ? this.block(below, depth + 1) : empty(end);
      items.push(item);
      end = Math.max(end, item.span.end);
    }
    return { kind: 'sequence', items, span: { start, end } };
  }

  private mapping(base: number, depth: number): Node {
    const entries: Entry[] = [];
    const start = this.lines[this.next]?.offset ?? 0;
    let end = start;
    for (let line = this.lines[this.next]; line !== undefined && line.indent >= base; line = this.lines[this.next]) {
      this.next++;
      if (line.kind === 'loose') this.continued(entries, [line.value, ...this.looseFrom(base)]);
      if (line.kind !== 'member') continue;
      const value = line.value ?? this.below(line, depth);
      entries.push({ key: line.key, value });
      end = Math.max(end, value.span.end, line.key.span.end);
    }
    return { kind: 'mapping', entries, span: { start, end } };
  }

  /** The value of a member that has none on its own line: what is indented more, or a list at its own column. */
  private below(member: OutlineLine & { readonly kind: 'member' }, depth: number): Node {
    const line = this.lines[this.next];
    const colon = member.key.span.end + 1;
    if (line === undefined || depth >= maxDepth) return empty(colon);
    if (line.indent > member.indent || (line.kind === 'item' && line.indent === member.indent)) return this.block(line, depth + 1);
    return empty(colon);
  }

  private block(line: OutlineLine, depth: number): Node {
    if (line.kind === 'loose') return this.loose(line.indent);
    if (line.kind === 'item') return depth < maxDepth ? this.sequence(line.indent, depth) : this.mapping(line.indent, depth);
    return this.mapping(line.indent, depth);
  }

  /** One scalar over several lines, or the elements of a pretty-printed JSON array. */
  private loose(indent: number): Node {
    const values = this.looseFrom(indent);
    const [first = empty(0), ...others] = values;
    if (others.length === 0) return first;
    const span = { start: first.span.start, end: values.at(-1)?.span.end ?? first.span.end };
    if (values.some((value) => value.kind !== 'scalar' || value.style !== 'plain')) return { kind: 'sequence', items: values, span };
    return joined(first, others);
  }

  private looseFrom(indent: number): Node[] {
    const values: Node[] = [];
    for (let line = this.lines[this.next]; line?.kind === 'loose' && line.indent >= indent; line = this.lines[this.next]) {
      values.push(line.value);
      this.next++;
    }
    return values;
  }

  /** The scalar of the last member goes on. */
  private continued(entries: Entry[], values: readonly Node[]): void {
    const last = entries.pop();
    if (last !== undefined) entries.push({ ...last, value: joined(last.value, values) });
  }
}

/** At once: one by one, a text of many lines would be copied for each. */
function joined(one: Node, others: readonly Node[]): Node {
  const scalars = others.filter((node) => node.kind === 'scalar');
  if (one.kind !== 'scalar' || scalars.length === 0) return one;
  const text = [...(one.text === '' ? [] : [one]), ...scalars].map((scalar) => scalar.text).join(' ');
  return {
    ...one,
    text,
    type: 'string',
    span: { start: one.span.start, end: scalars.at(-1)?.span.end ?? one.span.end },
    actions: actionsIn(text),
  };
}

const empty = (at: number): Scalar => ({
  kind: 'scalar',
  text: '',
  type: 'null',
  style: 'plain',
  tag: null,
  span: { start: at, end: at },
  actions: [],
});

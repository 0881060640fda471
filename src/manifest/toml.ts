import type { Comment, Entry, Mapping, Node, Scalar, Sequence } from '../model/tree.ts';
import { comment } from './comments.ts';
import { endOfLine } from './line-ends.ts';
import type { Reading, Region } from './reading.ts';
import { keyPath } from './toml-key.ts';
import { TomlValues } from './toml-value.ts';

/** Reads TOML: tables, arrays of tables, dotted keys, every form of value. Lines that are none of it are passed over. */
export function readToml(region: Region): Reading {
  const { text, start, end } = region;
  const comments: Comment[] = [];
  const values = new TomlValues(region);
  const root = new Table(start);
  let table = root;
  for (let at = start; at < end; ) {
    at += /^[\s\uFEFF]*/.exec(text.slice(at, Math.min(end, at + 10_000)))?.[0].length ?? 0;
    if (at >= end) break;
    const lineEnd = endOfLine(text, at, end);
    if (text[at] === '#') {
      comments.push(comment(text, at, lineEnd));
      at = lineEnd;
      continue;
    }
    const header = /^(\[{1,2})([^\r\n]*?)\]{1,2}[ \t]*(?:#|$)/.exec(text.slice(at, lineEnd));
    if (header !== null) {
      const open = header[1] ?? '[';
      const path = keyPath(text, at + open.length, at + open.length + (header[2]?.length ?? 0));
      if (path !== null) table = root.table(path.keys, open === '[[');
      at = lineEnd;
      continue;
    }
    const path = keyPath(text, at, lineEnd);
    if (path === null || text[path.after] !== '=') {
      at = lineEnd;
      continue;
    }
    const value = values.read(path.after + 1, 0);
    table.set(path.keys, value.node);
    const rest = endOfLine(text, value.after, end);
    const sign = /^[ \t]*#/.exec(text.slice(value.after, rest));
    if (sign !== null) comments.push(comment(text, value.after + sign[0].length - 1, rest));
    at = Math.max(rest, at + 1);
  }
  const node = root.node();
  return { root: node.entries.length === 0 ? null : node, comments, problem: null };
}

interface Slot {
  readonly key: Scalar;
  readonly value: Node | Table | Table[];
}

class Table {
  private readonly slots: Slot[] = [];
  private readonly tables = new Map<string, Table | Table[]>();
  private readonly start: number;

  constructor(start: number) {
    this.start = start;
  }

  set(path: readonly Scalar[], value: Node): void {
    const last = path.at(-1);
    if (last !== undefined) this.table(path.slice(0, -1), false).slots.push({ key: last, value });
  }

  /** The table at a path; `fresh`: a new element of the array of tables there. */
  table(path: readonly Scalar[], fresh: boolean): Table {
    let at: Table = this;
    for (const [index, key] of path.entries()) at = at.below(key, fresh && index === path.length - 1);
    return at;
  }

  private below(key: Scalar, fresh: boolean): Table {
    const known = this.tables.get(key.text);
    if (known instanceof Table && !fresh) return known;
    if (Array.isArray(known)) {
      const last = known.at(-1);
      if (!fresh && last !== undefined) return last;
      const next = new Table(key.span.start);
      known.push(next);
      return next;
    }
    const table = new Table(key.span.start);
    const value = fresh ? [table] : table;
    this.tables.set(key.text, value);
    this.slots.push({ key, value });
    return table;
  }

  node(): Mapping {
    const entries = this.slots.map(
      ({ key, value }): Entry => ({ key, value: value instanceof Table ? value.node() : Array.isArray(value) ? sequence(value) : value }),
    );
    const end = entries.reduce((last, entry) => Math.max(last, entry.value.span.end), this.start);
    return { kind: 'mapping', entries, span: { start: this.start, end } };
  }
}

function sequence(tables: readonly Table[]): Sequence {
  const items = tables.map((table) => table.node());
  const span = { start: items[0]?.span.start ?? 0, end: items.reduce((last, item) => Math.max(last, item.span.end), 0) };
  return { kind: 'sequence', items, span };
}

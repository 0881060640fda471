import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root as rootPointer } from '../../model/pointer.ts';
import type { Comment, Mapping, Node, Scalar, Sequence } from '../../model/tree.ts';
import { type DamagedEnc, type Enc, parseEnc } from './enc.ts';
import type { Metadata } from './metadata.ts';
import { type Covers, compileSelector, defaultSelector } from './selector.ts';

/** One scalar of a document, as SOPS sees it. */
export interface Leaf {
  readonly pointer: Pointer;
  readonly node: Scalar;
  /** Keys of all mappings above, its own last: what the selector tests and what is authenticated with the value. */
  readonly keys: readonly string[];
  readonly selected: boolean;
  readonly enc: Enc | DamagedEnc | null;
}

/** A comment, with the mapping or sequence it stands in. */
export interface LeafComment {
  readonly comment: Comment;
  readonly pointer: Pointer;
  readonly keys: readonly string[];
  readonly selected: boolean;
  readonly enc: Enc | DamagedEnc | null;
}

export interface Leaves {
  readonly leaves: readonly Leaf[];
  readonly comments: readonly LeafComment[];
}

/** Every scalar and comment of a document but those of its own block; without a block nothing is selected. */
export function leavesOf(document: Document, metadata: Metadata | null): Leaves {
  const { root } = document;
  if (root === null) return { leaves: [], comments: [] };
  const walk = new Walk(document, metadata);
  walk.visit(root, rootPointer, [], [], document.span.end);
  return walk;
}

/** What is authenticated with a value beside itself: the keys to it, each followed by a colon. */
export const additionalData = (keys: readonly string[]): string => `${keys.join(':')}:`;

/** Empty strings and null are left as they are, selected or not. */
export const isBlank = ({ node }: Leaf): boolean => node.type === 'null' || node.text === '';

/**
 * Upstream reads comments into the tree: those before a key and beside its value belong to the mapping the key is in, those
 * after the last key to the mapping they are indented for. Comments of its own block are dropped.
 */
class Walk implements Leaves {
  readonly leaves: Leaf[] = [];
  readonly comments: LeafComment[] = [];
  private readonly document: Document;
  private readonly covers: Covers;
  private readonly encrypts: boolean;
  private readonly block: ReadonlySet<string>;
  private next = 0;

  constructor(document: Document, metadata: Metadata | null) {
    this.document = document;
    this.encrypts = metadata !== null;
    this.block = new Set(metadata?.members);
    // The one value of a binary file is always encrypted, whatever a selector of an older version says.
    this.covers = compileSelector(metadata === null || isBinary(document, metadata) ? defaultSelector : metadata.selector);
  }

  visit(node: Node, pointer: Pointer, keys: readonly string[], levels: readonly string[][], limit: number): void {
    switch (node.kind) {
      case 'scalar': {
        const selected = this.encrypts && this.covers({ keys, comments: levels, isComment: false });
        this.leaves.push({ pointer, node, keys, selected, enc: parseEnc(node.text) });
        return;
      }
      case 'mapping':
        this.mapping(node, pointer, keys, levels, limit);
        return;
      case 'sequence':
        this.sequence(node, pointer, keys, levels, limit);
    }
  }

  private mapping(node: Mapping, pointer: Pointer, keys: readonly string[], above: readonly string[][], limit: number): void {
    const level: string[] = [];
    const levels = [...above, level];
    const ini = this.document.format === 'ini';
    const own = ini && pointer === '' ? [iniDefault] : keys;
    for (const [index, { key, value }] of node.entries.entries()) {
      const after = node.entries[index + 1]?.key.span.start ?? limit;
      if (pointer === '' && this.block.has(key.text)) {
        this.skip(key.span.start, value.span.end);
        continue;
      }
      // A comment above the header of an INI section belongs to that section.
      const header = ini && pointer === '' && value.kind === 'mapping';
      this.take(key.span.start, header ? child(pointer, key.text) : pointer, header ? [key.text] : own, levels);
      if (value.kind === 'scalar') this.takeBeside(value, pointer, own, levels);
      this.visit(value, child(pointer, key.text), [...keys, ...this.stepOf(key, value, pointer)], levels, after);
      level.length = 0;
    }
    if (ini && limit < this.document.span.end) return;
    this.takeIndented(limit, this.columnOf(node.entries[0]?.key.span.start), pointer, own, levels);
  }

  /** The key as the format's own reader has it: INI has a section for what stands before the first, dotenv trims nothing. */
  private stepOf(key: Scalar, value: Node, parent: Pointer): readonly string[] {
    const { format, source, within } = this.document;
    if (parent !== '') return [key.text];
    if (format === 'ini' && value.kind === 'scalar') return [iniDefault, key.text];
    if (format !== 'dotenv' || within !== null) return [key.text];
    const line = source.lineStart(source.position(key.span.start).line);
    const equals = source.text.indexOf('=', key.span.end);
    return [equals < 0 ? key.text : source.text.slice(line, equals)];
  }

  private sequence(node: Sequence, pointer: Pointer, keys: readonly string[], above: readonly string[][], limit: number): void {
    const level: string[] = [];
    const levels = [...above, level];
    for (const [index, item] of node.items.entries()) {
      const after = node.items[index + 1]?.span.start ?? limit;
      this.take(item.span.start, pointer, keys, levels);
      if (item.kind === 'scalar') this.takeBeside(item, pointer, keys, levels);
      this.visit(item, child(pointer, index), keys, levels, after);
      level.length = 0;
    }
    const column = this.columnOf(node.items[0]?.span.start);
    // The items' dashes stand two columns further left than what is after them.
    this.takeIndented(limit, column === null ? null : column - 2, pointer, keys, levels);
  }

  /** Comments up to an offset. */
  private take(until: number, pointer: Pointer, keys: readonly string[], levels: readonly string[][]): void {
    for (
      let comment = this.document.comments[this.next];
      comment !== undefined && comment.span.start < until;
      comment = this.document.comments[this.next]
    ) {
      this.add(comment, pointer, keys, levels);
    }
  }

  /** A comment at the end of the line a value stands on comes before the value, as upstream puts it. */
  private takeBeside(value: Scalar, pointer: Pointer, keys: readonly string[], levels: readonly string[][]): void {
    const comment = this.document.comments[this.next];
    if (comment === undefined || comment.ownLine) return;
    // The header of a block scalar, with its comment, stands before the scalar.
    const line = (offset: number): number => this.document.source.position(offset).line;
    if (comment.span.start < value.span.start || line(comment.span.start) <= line(value.span.end)) this.add(comment, pointer, keys, levels);
  }

  /** Comments after the last key that are indented as its keys are. */
  private takeIndented(until: number, column: number | null, pointer: Pointer, keys: readonly string[], levels: readonly string[][]): void {
    for (
      let comment = this.document.comments[this.next];
      comment !== undefined && comment.span.start < until;
      comment = this.document.comments[this.next]
    ) {
      if (column !== null && pointer !== '' && (this.columnOf(comment.span.start) ?? 0) < column) return;
      this.add(comment, pointer, keys, levels);
    }
  }

  private add(comment: Comment, pointer: Pointer, keys: readonly string[], levels: readonly string[][]): void {
    this.next += 1;
    levels.at(-1)?.push(comment.text);
    const selected = this.encrypts && this.covers({ keys, comments: levels, isComment: true });
    this.comments.push({ comment, pointer, keys, selected, enc: parseEnc(comment.text) });
  }

  private skip(from: number, to: number): void {
    for (
      let comment = this.document.comments[this.next];
      comment !== undefined && comment.span.start < to;
      comment = this.document.comments[this.next]
    ) {
      if (comment.span.start < from) return;
      this.next += 1;
    }
  }

  private columnOf(offset: number | undefined): number | null {
    return offset === undefined ? null : this.document.source.position(offset).column;
  }
}

/** The section of INI members that stand before the first. */
const iniDefault = 'DEFAULT';

/** What is no YAML, JSON, dotenv or INI is stored as `{"data": …}` since ever, and its selector is ignored since 3.11.0. */
function isBinary(document: Document, metadata: Metadata): boolean {
  const { root, format } = document;
  if (format !== 'json' || metadata.form !== 'mapping' || root?.kind !== 'mapping') return false;
  return root.entries.length === 2 && root.entries.some(({ key, value }) => key.text === 'data' && value.kind === 'scalar');
}

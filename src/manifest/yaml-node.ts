import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import type { Action, Entry, Mapping, Node, Scalar, ScalarStyle, Span } from '../model/tree.ts';
import type { ReadingProblem } from './reading.ts';
import { actionsIn, mayHoldActions } from './template.ts';
import type { TemplateMask } from './template-mask.ts';
import type { YamlEvents } from './yaml-events.ts';
import { plainType, scalarType } from './yaml-type.ts';

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;

const noActions: readonly Action[] = [];
/** Nodes that aliases and merge keys may add to a document. */
const aliasBudget = 10_000;
const styles: readonly ScalarStyle[] = ['plain', 'plain', 'single', 'double', 'literal', 'folded'];

export interface YamlSource {
  readonly text: string;
  /** From an offset of the parser's input to one of `text`. */
  readonly toSource: (offset: number) => number;
  readonly mask: TemplateMask | null;
  /** What an offset of the mask has to be raised by to be one of `text`. */
  readonly base: number;
}

/** Builds the tree of one document from the parser's events: aliases, merges, types and positions are all made here. */
export class NodeBuilder {
  problem: ReadingProblem | null = null;
  private readonly events: readonly Event[];
  private readonly input: string;
  private readonly source: YamlSource;
  private readonly withActions: boolean;
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<string>();
  private aliased: ReadonlySet<string> | null = null;
  private budget = aliasBudget;
  private next = 0;
  /** End of what has been read, in the parser's input: where an empty value stands. */
  private cursor = 0;

  constructor(yaml: YamlEvents, source: YamlSource) {
    this.events = yaml.events;
    this.input = yaml.input;
    this.source = source;
    this.withActions = source.mask !== null || mayHoldActions(yaml.input);
  }

  /** The roots of all documents in the events; there is more than one only in odd streams. */
  documents(): readonly Node[] {
    const roots: Node[] = [];
    while (this.next < this.events.length) {
      this.next++;
      this.anchors.clear();
      roots.push(this.node('item'));
      this.next++;
    }
    return roots;
  }

  private node(place: 'key' | 'value' | 'item'): Node {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.anchored(event, this.scalar(event, place));
      case EVENT_ID.ALIAS:
        return this.alias(event.anchorStart, event.anchorEnd);
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return this.collection(event);
      default:
        return this.plain('', this.cursor, this.cursor);
    }
  }

  private collection(event: CollectionEvent): Node {
    const anchor = this.nameOf(event);
    if (anchor !== null) this.open.add(anchor);
    this.cursor = Math.max(this.cursor, event.start + (event.style === 2 && this.isOpening(event.start) ? 1 : 0));
    const tag = event.tagStart === -1 ? null : this.input.slice(event.tagStart, event.tagEnd);
    let node: Node;
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: Node[] = [];
      while (this.events[this.next]?.type !== EVENT_ID.POP && this.next < this.events.length) items.push(this.node('item'));
      node = { kind: 'sequence', items, tag, span: this.close(event) };
    } else {
      const entries = this.entries();
      node = { kind: 'mapping', entries, tag, span: this.close(event) };
    }
    if (anchor === null) return node;
    this.open.delete(anchor);
    return this.anchored(event, node);
  }

  private isOpening(offset: number): boolean {
    const character = this.input.charCodeAt(offset);
    return character === 91 || character === 123;
  }

  /** Steps over the collection's POP; a flow collection ends at its bracket, a block one with its last node. */
  private close(event: CollectionEvent): Span {
    this.next++;
    if (event.style === 2 && this.isOpening(event.start)) {
      closing.lastIndex = this.cursor;
      const found = closing.exec(this.input);
      if (found !== null) this.cursor = closing.lastIndex;
    }
    return this.span(event.start, Math.max(event.start, this.cursor));
  }

  private entries(): readonly Entry[] {
    const slots: (Entry | readonly Mapping[])[] = [];
    const seen = new Set<string>();
    let merges = false;
    while (this.events[this.next]?.type !== EVENT_ID.POP && this.next < this.events.length) {
      const key = this.key();
      const value = this.node('value');
      const merged = key.text === '<<' && key.style === 'plain' && key.tag === null ? mergeSources(value) : null;
      if (merged !== null) {
        merges = true;
        slots.push(merged);
        continue;
      }
      slots.push({ key, value, duplicate: seen.has(key.text), merged: false });
      seen.add(key.text);
    }
    return merges ? mergeInto(slots, seen) : (slots as Entry[]);
  }

  private key(): Scalar {
    const start = this.cursor;
    const node = this.node('key');
    if (node.kind === 'scalar') return node;
    // A collection as a key: Kubernetes refuses it. Its characters stand for it, so that nothing in it goes unseen.
    const text = this.source.text.slice(node.span.start, node.span.end);
    return {
      kind: 'scalar',
      text,
      type: 'string',
      style: 'plain',
      tag: null,
      span: start > this.cursor ? node.span : node.span,
      actions: this.actions(text),
    };
  }

  private scalar(event: ScalarEvent, place: 'key' | 'value' | 'item'): Scalar {
    if (event.valueStart === -1) return this.empty(event, place);
    const style = styles[event.style] ?? 'plain';
    const tag = event.tagStart === -1 ? null : this.input.slice(event.tagStart, event.tagEnd);
    const decoded = event.fast ? this.input.slice(event.valueStart, event.valueEnd) : getScalarValue(this.input, event);
    const span = style === 'literal' || style === 'folded' ? this.blockSpan(event) : this.flowSpan(event, style);
    if (!this.withActions)
      return { kind: 'scalar', text: decoded, type: scalarType(decoded, style, tag), style, tag, span, actions: noActions };
    const text = this.restored(decoded, event, span);
    const actions = this.actions(text);
    return {
      kind: 'scalar',
      text,
      type: actions.length > 0 && tag === null ? 'string' : scalarType(text, style, tag),
      style,
      tag,
      span,
      actions,
    };
  }

  private flowSpan(event: ScalarEvent, style: ScalarStyle): Span {
    const quote = style === 'plain' ? 0 : 1;
    this.cursor = event.valueEnd + quote;
    return this.span(event.valueStart - quote, this.cursor);
  }

  /** From the first character of content to the last one, without the line end. */
  private blockSpan(event: ScalarEvent): Span {
    this.cursor = event.valueEnd;
    const region = this.input.slice(event.valueStart, event.valueEnd);
    const content = region.search(/[^ \r\n]/);
    if (content === -1 || event.indent === -1) {
      const header =
        event.valueStart - (this.input.startsWith('\r\n', event.valueStart - 2) ? 2 : this.isLineEnd(event.valueStart - 1) ? 1 : 0);
      return this.span(header, header);
    }
    const before = region.slice(0, content);
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    const start = event.valueStart + lineStart + Math.min(event.indent, content - lineStart);
    return this.span(start, event.valueStart + region.trimEnd().length);
  }

  private isLineEnd(offset: number): boolean {
    const character = this.input.charCodeAt(offset);
    return character === 10 || character === 13;
  }

  private restored(decoded: string, event: ScalarEvent, span: Span): string {
    const { mask, base, text } = this.source;
    if (mask === null) return decoded;
    // From the character before on: what was taken out at the very start belongs to it.
    const from = event.valueStart === 0 ? 0 : this.source.toSource(event.valueStart - 1) + 1 - base;
    const to = this.source.toSource(event.valueEnd) - base;
    if (decoded.trim() !== '') return mask.restore(decoded, from, to);
    const output = mask.outputBetween(from, Math.max(to, span.end - base));
    return output === null ? decoded : text.slice(output.start + base, output.end + base);
  }

  /** A value that is not there, or whose characters were taken for a tag or an anchor: `!Abc1`, `&Abc`. */
  private empty(event: ScalarEvent, place: 'key' | 'value' | 'item'): Scalar {
    if (event.tagStart !== -1) {
      this.cursor = Math.max(event.tagEnd, event.anchorEnd);
      const tag = this.input.slice(event.tagStart, event.tagEnd);
      if (/^!(?!!|<|$)/.test(tag)) return this.raw(event.tagStart, event.tagEnd);
      return { ...this.plain('', this.cursor, this.cursor), type: tag === '!!str' || tag === '!' ? 'string' : 'null', tag };
    }
    if (event.anchorStart !== -1) {
      this.cursor = event.anchorEnd;
      if (!this.isAliased(this.input.slice(event.anchorStart, event.anchorEnd))) return this.raw(event.anchorStart - 1, event.anchorEnd);
      return this.plain('', this.cursor, this.cursor);
    }
    const sign = place === 'value' ? afterColon : afterDash;
    sign.lastIndex = this.cursor;
    if (place !== 'key' && sign.test(this.input)) this.cursor = sign.lastIndex;
    return this.output() ?? this.plain('', this.cursor, this.cursor);
  }

  /** An action on a line of its own below its key, which the mask took out. */
  private output(): Scalar | null {
    const { mask, base, text, toSource } = this.source;
    if (mask === null) return null;
    const action = mask.outputBetween(toSource(this.cursor) - base, toSource(this.nextStart()) - base);
    if (action === null) return null;
    const span = { start: action.start + base, end: action.end + base };
    const written = text.slice(span.start, span.end);
    return { kind: 'scalar', text: written, type: 'string', style: 'plain', tag: null, span, actions: [{ start: 0, end: written.length }] };
  }

  private nextStart(): number {
    for (let at = this.next; at < this.events.length; at++) {
      const event = this.events[at];
      if (event?.type === EVENT_ID.ALIAS) return event.anchorStart;
      if (event?.type === EVENT_ID.SEQUENCE || event?.type === EVENT_ID.MAPPING) return event.start;
      if (event?.type === EVENT_ID.SCALAR && event.valueStart !== -1) return event.valueStart;
    }
    return this.input.length;
  }

  private raw(start: number, end: number): Scalar {
    return { ...this.plain(this.input.slice(start, end), start, end), type: 'string' };
  }

  private plain(text: string, start: number, end: number): Scalar {
    return {
      kind: 'scalar',
      text,
      type: plainType(text),
      style: 'plain',
      tag: null,
      span: this.span(start, end),
      actions: this.actions(text),
    };
  }

  private alias(start: number, end: number): Node {
    this.cursor = end;
    const name = this.input.slice(start, end);
    const span = this.span(start - 1, end);
    if (this.open.has(name)) return this.plain('', start - 1, end);
    const target = this.anchors.get(name);
    if (target === undefined) return this.raw(start - 1, end);
    return this.copy(target, span);
  }

  /** The same values at the place of the alias. */
  private copy(node: Node, span: Span): Node {
    if (this.budget-- <= 0) {
      this.problem ??= { reason: 'aliases', offset: span.start };
      return { kind: 'scalar', text: '', type: 'null', style: 'plain', tag: null, span, actions: noActions };
    }
    if (node.kind === 'scalar') return { ...node, span };
    if (node.kind === 'sequence') return { ...node, span, items: node.items.map((item) => this.copy(item, span)) };
    const entries = node.entries.map((entry) => ({ ...entry, key: { ...entry.key, span }, value: this.copy(entry.value, span) }));
    return { ...node, span, entries };
  }

  private anchored<N extends Node>(event: ScalarEvent | CollectionEvent, node: N): N {
    const name = this.nameOf(event);
    if (name !== null) this.anchors.set(name, node);
    return node;
  }

  private nameOf(event: ScalarEvent | CollectionEvent): string | null {
    return event.anchorStart === -1 ? null : this.input.slice(event.anchorStart, event.anchorEnd);
  }

  private isAliased(name: string): boolean {
    this.aliased ??= new Set(
      this.events.flatMap((event) => (event.type === EVENT_ID.ALIAS ? [this.input.slice(event.anchorStart, event.anchorEnd)] : [])),
    );
    return this.aliased.has(name);
  }

  private actions(text: string): readonly Action[] {
    return this.withActions ? actionsIn(text) : noActions;
  }

  private span(start: number, end: number): Span {
    return { start: this.source.toSource(start), end: this.source.toSource(end) };
  }
}

/** To a closing bracket past white space, comments and a trailing comma. */
const closing = /(?:[\s,]|#[^\r\n]*)*[\]}]/y;
const afterColon = /[ \t]*(?:[\r\n][ \t\r\n]*)?:/y;
const afterDash = /[ \t\r\n]*-(?![^\s])/y;

/** The mappings a `<<` brings in, or null when its value is none: then it is an ordinary key. */
function mergeSources(value: Node): readonly Mapping[] | null {
  if (value.kind === 'mapping') return [value];
  if (value.kind !== 'sequence' || value.items.length === 0) return null;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings : null;
}

/** Explicit keys win wherever they stand; of several merged mappings the first one does. */
function mergeInto(slots: readonly (Entry | readonly Mapping[])[], explicit: ReadonlySet<string>): readonly Entry[] {
  const taken = new Set(explicit);
  const entries: Entry[] = [];
  for (const slot of slots) {
    if (!Array.isArray(slot)) {
      entries.push(slot as Entry);
      continue;
    }
    for (const source of slot as readonly Mapping[]) {
      const brought = source.entries.filter((entry) => !taken.has(entry.key.text));
      for (const entry of brought) {
        taken.add(entry.key.text);
        entries.push({ ...entry, merged: true });
      }
    }
  }
  return entries;
}

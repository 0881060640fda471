import type { Action, Entry, Node, Scalar, ScalarStyle, Span } from '../model/tree.ts';
import type { ReadingProblem } from './reading.ts';
import { actionsIn, mayHoldActions } from './template.ts';
import type { TemplateMask } from './template-mask.ts';
import { Anchors } from './yaml-anchors.ts';
import { type CollectionEvent, EVENT_ID, type Event, type ScalarEvent, styleNames, style as styles } from './yaml-event.ts';
import type { YamlEvents } from './yaml-events.ts';
import { behindBracket, behindSign, blockExtent } from './yaml-extent.ts';
import { isMergeKey, type Merge, mergeInto, mergeSources } from './yaml-merge.ts';
import { plainType, scalarType } from './yaml-type.ts';

type Role = 'key' | 'value' | 'item';

const noActions: readonly Action[] = [];

interface YamlSource {
  readonly text: string;
  /** From an offset of the parser's input to one of `text`. */
  readonly toSource: (offset: number, asEnd?: boolean) => number;
  readonly mask: TemplateMask | null;
  /** What an offset of the mask has to be raised by to be one of `text`. */
  readonly base: number;
}

/** Builds the trees of the parser's events: aliases, merges, types and positions are all made here. */
export class NodeBuilder {
  private readonly events: readonly Event[];
  private readonly input: string;
  private readonly valueOf: YamlEvents['valueOf'];
  private readonly source: YamlSource;
  private readonly withActions: boolean;
  private readonly anchors = new Anchors();
  private aliased: ReadonlySet<string> | null = null;
  private next = 0;
  /** End of what has been read, in the parser's input: where an empty value stands. */
  private cursor = 0;

  constructor(yaml: YamlEvents, source: YamlSource) {
    this.events = yaml.events;
    this.input = yaml.input;
    this.valueOf = yaml.valueOf;
    this.source = source;
    this.withActions = source.mask !== null || mayHoldActions(yaml.input);
  }

  get problem(): ReadingProblem | null {
    return this.anchors.problem;
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

  private node(role: Role): Node {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR: {
        const scalar = this.scalar(event, role);
        if (event.anchorStart !== -1) this.anchors.define(this.input.slice(event.anchorStart, event.anchorEnd), scalar);
        return scalar;
      }
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
    const anchor = event.anchorStart === -1 ? null : this.input.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== null) this.anchors.begin(anchor);
    const bracket = event.style === styles.flow && /[[{]/.test(this.input[event.start] ?? '');
    this.cursor = Math.max(this.cursor, event.start + (bracket ? 1 : 0));
    const items = event.type === EVENT_ID.SEQUENCE ? this.items() : null;
    const entries = items === null ? this.entries() : [];
    this.next++;
    if (bracket) this.cursor = behindBracket(this.input, this.cursor) ?? this.cursor;
    const span = this.span(event.start, Math.max(event.start, this.cursor));
    const node: Node = items === null ? { kind: 'mapping', entries, span } : { kind: 'sequence', items, span };
    if (anchor !== null) this.anchors.define(anchor, node);
    return node;
  }

  private isInCollection(): boolean {
    return this.next < this.events.length && this.events[this.next]?.type !== EVENT_ID.POP;
  }

  private items(): readonly Node[] {
    const items: Node[] = [];
    while (this.isInCollection()) items.push(this.node('item'));
    return items;
  }

  private entries(): readonly Entry[] {
    const entries: Entry[] = [];
    const merges: Merge[] = [];
    while (this.isInCollection()) {
      const key = this.key();
      const value = this.node('value');
      const sources = isMergeKey(key) ? mergeSources(value) : null;
      if (sources !== null) merges.push({ at: entries.length, sources });
      else entries.push({ key, value });
    }
    return merges.length === 0 ? entries : mergeInto(entries, merges);
  }

  private key(): Scalar {
    const node = this.node('key');
    if (node.kind === 'scalar') return node;
    // A collection as a key: Kubernetes refuses it. Its characters stand for it, so that nothing in it goes unseen.
    const text = this.source.text.slice(node.span.start, node.span.end);
    return { kind: 'scalar', text, type: 'string', style: 'plain', tag: null, span: node.span, actions: this.actions(text) };
  }

  private scalar(event: ScalarEvent, role: Role): Scalar {
    if (event.valueStart === -1) return this.empty(event, role);
    const style = styleNames[event.style];
    const tag = event.tagStart === -1 ? null : this.input.slice(event.tagStart, event.tagEnd);
    const decoded = this.valueOf(event);
    const span = style === 'literal' || style === 'folded' ? this.blockSpan(event) : this.flowSpan(event, style);
    if (!this.withActions)
      return { kind: 'scalar', text: decoded, type: scalarType(decoded, style, tag), style, tag, span, actions: noActions };
    const text = this.restored(decoded, event);
    const actions = this.actions(text);
    const type = actions.length > 0 && tag === null ? 'string' : scalarType(text, style, tag);
    return { kind: 'scalar', text, type, style, tag, span, actions };
  }

  private flowSpan(event: ScalarEvent, style: ScalarStyle): Span {
    const quote = style === 'plain' ? 0 : 1;
    this.cursor = event.valueEnd + quote;
    return this.span(event.valueStart - quote, this.cursor);
  }

  private blockSpan(event: ScalarEvent): Span {
    this.cursor = event.valueEnd;
    const { start, end } = blockExtent(this.input, event);
    return this.span(start, end);
  }

  private restored(decoded: string, event: ScalarEvent): string {
    const { mask, base, toSource } = this.source;
    return mask === null ? decoded : mask.restore(decoded, toSource(event.valueStart) - base, toSource(event.valueEnd, true) - base);
  }

  /** A value that is not there, or whose characters were taken for a tag or an anchor: `!Abc1`, `&Abc`. */
  private empty(event: ScalarEvent, role: Role): Scalar {
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
    if (role !== 'key') this.cursor = behindSign(this.input, this.cursor, role);
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

  private alias(start: number, end: number): Node {
    this.cursor = end;
    return this.anchors.resolve(this.input.slice(start, end), this.span(start - 1, end)) ?? this.raw(start - 1, end);
  }

  private isAliased(name: string): boolean {
    this.aliased ??= new Set(
      this.events.flatMap((event) => (event.type === EVENT_ID.ALIAS ? [this.input.slice(event.anchorStart, event.anchorEnd)] : [])),
    );
    return this.aliased.has(name);
  }

  /** Characters that the grammar took for something else, as the value they may have been meant to be. */
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

  private actions(text: string): readonly Action[] {
    return this.withActions ? actionsIn(text) : noActions;
  }

  private span(start: number, end: number): Span {
    const from = this.source.toSource(start);
    return { start: from, end: end === start ? from : this.source.toSource(end, true) };
  }
}

import type { Node, Scalar, Span } from '../model/tree.ts';
import type { ReadingProblem } from './reading.ts';

/** Aliases that are expanded in a document, and nodes they may add to it all together. */
const maxAliases = 10_000;
const maxNodes = 250_000;

/** What the anchors of a document stand for. Aliases are resolved by copying, within a budget for the whole document. */
export class Anchors {
  problem: ReadingProblem | null = null;
  private readonly nodes = new Map<string, Node>();
  /** Collections that are still being read: an alias to one of them is inside it. */
  private readonly unfinished = new Set<string>();
  private aliases = maxAliases;
  private nodesLeft = maxNodes;

  clear(): void {
    this.nodes.clear();
  }

  begin(name: string): void {
    this.unfinished.add(name);
  }

  define(name: string, node: Node): void {
    this.unfinished.delete(name);
    this.nodes.set(name, node);
  }

  /** The values of the anchor at the place of the alias; null: there is no such anchor. */
  resolve(name: string, span: Span): Node | null {
    if (this.unfinished.has(name)) return nothing(span);
    const node = this.nodes.get(name);
    if (node === undefined) return null;
    return this.aliases-- > 0 ? this.copy(node, span) : this.refuse(span);
  }

  private refuse(span: Span): Scalar {
    this.problem ??= { reason: 'aliases', offset: span.start };
    return nothing(span);
  }

  /** What an aliased collection holds is known by where it is written; a scalar that an alias stands for has a name of its own there. */
  private member(node: Node, span: Span): Node {
    const copy = this.copy(node, span);
    return node.kind === 'scalar' && copy.kind === 'scalar' ? { ...copy, written: node.written ?? node.span } : copy;
  }

  private copy(node: Node, span: Span): Node {
    if (this.nodesLeft-- <= 0) return this.refuse(span);
    switch (node.kind) {
      case 'scalar':
        return { ...node, span };
      case 'sequence':
        return { ...node, span, items: node.items.map((item) => this.member(item, span)) };
      case 'mapping': {
        const entries = node.entries.map((entry) => ({ ...entry, key: { ...entry.key, span }, value: this.member(entry.value, span) }));
        return { ...node, span, entries };
      }
    }
  }
}

const nothing = (span: Span): Scalar => ({ kind: 'scalar', text: '', type: 'null', style: 'plain', tag: null, span, actions: [] });

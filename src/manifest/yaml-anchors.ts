import type { Node, Scalar, Span } from '../model/tree.ts';
import type { ReadingProblem } from './reading.ts';

/** Nodes that aliases and merge keys may add to a document. */
const budget = 10_000;

/** What the anchors of a document stand for. Aliases are resolved by copying, within a budget for the whole document. */
export class Anchors {
  problem: ReadingProblem | null = null;
  private readonly nodes = new Map<string, Node>();
  /** Collections that are still being read: an alias to one of them is inside it. */
  private readonly unfinished = new Set<string>();
  private left = budget;

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
    return node === undefined ? null : this.copy(node, span);
  }

  private copy(node: Node, span: Span): Node {
    if (this.left-- <= 0) {
      this.problem ??= { reason: 'aliases', offset: span.start };
      return nothing(span);
    }
    switch (node.kind) {
      case 'scalar':
        return { ...node, span };
      case 'sequence':
        return { ...node, span, items: node.items.map((item) => this.copy(item, span)) };
      case 'mapping': {
        const entries = node.entries.map((entry) => ({ ...entry, key: { ...entry.key, span }, value: this.copy(entry.value, span) }));
        return { ...node, span, entries };
      }
    }
  }
}

const nothing = (span: Span): Scalar => ({ kind: 'scalar', text: '', type: 'null', style: 'plain', tag: null, span, actions: [] });

import type { Place } from '../model/document.ts';
import { root } from '../model/pointer.ts';

/** The values of a blob that were counted: one that two readers find at the same place under the same word is one value. */
export class Counted {
  private readonly lines = new Map<string, Map<string, number>>();
  private last: {
    readonly system: string;
    readonly aspect: string;
    readonly document: number;
    readonly lines: Map<string, number>;
  } | null = null;

  /** True the first time. */
  add(system: string, aspect: string, { document, line, column, pointer, inner }: Omit<Place, 'endLine' | 'endColumn'>): boolean {
    const lines = this.of(system, aspect, document);
    const at = pointer !== null && inner === root ? pointer : `${pointer ?? `${line}:${column}`}\0${inner}`;
    const known = lines.get(at);
    if (known === undefined) {
      lines.set(at, line);
      return true;
    }
    // A key that stands twice in a mapping.
    const again = `${at}\0${line}\0`;
    if (known === line || lines.has(again)) return false;
    lines.set(again, line);
    return true;
  }

  /** Walks ask for the same again and again. */
  private of(system: string, aspect: string, document: number): Map<string, number> {
    const { last } = this;
    if (last !== null && last.system === system && last.aspect === aspect && last.document === document) return last.lines;
    const key = `${system} ${aspect} ${document}`;
    const lines = this.lines.get(key) ?? new Map<string, number>();
    this.lines.set(key, lines);
    this.last = { system, aspect, document, lines };
    return lines;
  }
}

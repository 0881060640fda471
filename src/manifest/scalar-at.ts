import type { Pointer } from '../model/ids.ts';
import { child, root } from '../model/pointer.ts';
import type { Node } from '../model/tree.ts';

/** The pointer of the scalar that a character of the source stands in; null where it stands in none. */
export function scalarAt(node: Node, offset: number, pointer: Pointer = root): Pointer | null {
  switch (node.kind) {
    case 'scalar':
      return offset >= node.span.start && offset < Math.max(node.span.end, node.span.start + 1) ? pointer : null;
    case 'mapping': {
      for (const entry of node.entries) {
        const found = scalarAt(entry.value, offset, child(pointer, entry.key.text));
        if (found !== null) return found;
      }
      return null;
    }
    case 'sequence': {
      for (const [index, item] of node.items.entries()) {
        const found = scalarAt(item, offset, child(pointer, index));
        if (found !== null) return found;
      }
      return null;
    }
  }
}

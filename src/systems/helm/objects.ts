import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import { get, type Node, textAt } from '../../model/tree.ts';

/** Where whole objects stand in values (`extraDeploy`, `extraObjects`): they are read as objects, not as values. */
export function objectsIn(node: Node, pointer: Pointer, found: Set<Pointer> = new Set()): ReadonlySet<Pointer> {
  if (node.kind === 'mapping') {
    const named = textAt(node, 'apiVersion') !== null && textAt(node, 'kind') !== null;
    if (named && get(node, 'metadata')?.kind === 'mapping') found.add(pointer);
    else for (const entry of node.entries) objectsIn(entry.value, child(pointer, entry.key.text), found);
  } else if (node.kind === 'sequence') for (const [index, item] of node.items.entries()) objectsIn(item, child(pointer, index), found);
  return found;
}

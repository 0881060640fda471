import type { Pointer } from '../model/ids.ts';
import { child } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import type { Node } from '../model/tree.ts';

/** The node of an object at `path`, where a number is the place in a list; else the deepest node there is on the way to it. */
export function nodeAt(
  resource: Resource,
  path: readonly (string | number)[],
): { readonly node: Node; readonly pointer: Pointer; readonly isThere: boolean } {
  let node: Node = resource.root;
  let pointer: Pointer = resource.pointer;
  for (const step of path) {
    const next: Node | undefined =
      node.kind === 'mapping'
        ? node.entries.findLast((entry) => entry.key.text === step)?.value
        : node.kind === 'sequence'
          ? node.items[Number(step)]
          : undefined;
    if (next === undefined) return { node, pointer, isThere: false };
    node = next;
    pointer = child(pointer, step);
  }
  return { node, pointer, isThere: true };
}

import { placeOf } from '../manifest/place.ts';
import type { Pointer } from '../model/ids.ts';
import { child } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import type { Node } from '../model/tree.ts';
import type { Emit } from './system.ts';

/** Says something of the member of an object at `path`, or of as much of the path as there is. */
export function observeAt(
  resource: Resource,
  path: readonly (string | number)[],
  emit: Emit,
  system: string,
  aspect: string,
  detail: Readonly<Record<string, string | number>> = {},
): void {
  let node: Node = resource.root;
  let pointer: Pointer = resource.pointer;
  for (const step of path) {
    const next: Node | undefined =
      node.kind === 'mapping'
        ? node.entries.findLast((entry) => entry.key.text === step)?.value
        : node.kind === 'sequence' && typeof step === 'number'
          ? node.items[step]
          : undefined;
    if (next === undefined) break;
    node = next;
    pointer = child(pointer, step);
  }
  emit.observe({
    subject: 'resource',
    system,
    aspect,
    place: placeOf(resource.document, node.span, pointer),
    resource: resource.id,
    keyPath: path.join('.'),
    detail,
  });
}

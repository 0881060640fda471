import { placeOf } from '../manifest/place.ts';
import type { Resource } from '../model/resource.ts';
import { nodeAt } from './node-at.ts';
import type { Emit } from './system.ts';

/** Says something of the member of an object at `path`, or of as much of the path as there is. */
export function observeAt(
  resource: Resource,
  path: readonly (string | number)[],
  emit: Emit,
  aspect: string,
  detail: Readonly<Record<string, string | number>> = {},
): void {
  const { node, pointer } = nodeAt(resource, path);
  emit.observe({
    subject: 'resource',
    aspect,
    place: placeOf(resource.document, node.span, pointer),
    resource: resource.id,
    keyPath: path.join('.'),
    detail,
  });
}

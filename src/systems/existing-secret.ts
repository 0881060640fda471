import { placeOf } from '../manifest/place.ts';
import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { child, steps } from '../model/pointer.ts';
import type { ResourceId } from '../model/resource.ts';
import { type Node, textAt } from '../model/tree.ts';
import type { Emit } from './system.ts';

/** `existingSecret`, `existingSecretName`, `existingPasswordSecret`: how charts take a Secret that is made elsewhere. */
const takesSecret = /^existing(?:[A-Z][A-Za-z]*)?Secret(?:Name|Ref)?$/;

/** Links every Secret that values of a chart name; `namespace` is where the release goes, null where nobody says. */
export function linkExistingSecrets(
  values: Node,
  pointer: Pointer,
  document: Document,
  resource: ResourceId | null,
  namespace: string | null,
  emit: Emit,
): void {
  if (values.kind === 'sequence') {
    for (const [index, item] of values.items.entries())
      linkExistingSecrets(item, child(pointer, index), document, resource, namespace, emit);
    return;
  }
  if (values.kind !== 'mapping') return;
  for (const { key, value } of values.entries) {
    const isTaken = key.text.startsWith('existing') && takesSecret.test(key.text);
    if (value.kind === 'scalar' && !isTaken) continue;
    const at = child(pointer, key.text);
    const name = !isTaken ? null : value.kind === 'scalar' ? value.text : textAt(value, 'name');
    if (name === null || !/^[a-z0-9][a-z0-9.-]*$/.test(name)) {
      linkExistingSecrets(value, at, document, resource, namespace, emit);
      continue;
    }
    emit.link({
      system: 'helm',
      aspect: 'existing-secret',
      path: null,
      object: { group: '', kind: 'Secret', namespace, name },
      place: placeOf(document, value.span, at),
      resource,
      keyPath: steps(at).join('.'),
      detail: {},
    });
  }
}

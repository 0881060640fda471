import { placeOf } from '../../manifest/place.ts';
import { scalars } from '../../manifest/walk.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { isSecret } from '../core/secret.ts';
import type { Emit } from '../system.ts';

/** `<password>`, `<password | base64encode>`: a key of the path that the object's annotation names. */
const bare = /^<\s*[A-Za-z_][\w.-]*\s*(?:\|[^<>]*)?>$/;
const inline = /<\s*path:[^#<>]+#[^<>]+>/;

/** Placeholders that the plugin leaves as they are, and those whose value the API server would refuse. */
export function judgePlaceholders(resource: Resource, emit: Emit): void {
  const annotations = get(resource.root, 'metadata', 'annotations');
  const ignored = (textAt(annotations, 'avp.kubernetes.io/ignore') ?? textAt(annotations, 'avp_ignore')) === 'true';
  const named = textAt(annotations, 'avp.kubernetes.io/path') ?? textAt(annotations, 'avp_path');
  for (const { node, pointer, keyPath } of scalars(resource.root, resource.pointer)) {
    const text = node.text.trim();
    const kind = bare.test(text) ? 'bare' : inline.test(text) ? 'inline' : null;
    if (kind === null || keyPath.startsWith('metadata.annotations.')) continue;
    if (ignored || (kind === 'bare' && named === null && isSecret(resource)))
      say('not-resolved', ignored ? 'avp.kubernetes.io/ignore is set' : 'no annotation avp.kubernetes.io/path');
    else if (isSecret(resource) && /^data\.[^.]+$/.test(keyPath) && /^<[^<>]*>$/.test(text) && !/\|\s*base64encode\b/.test(text))
      say('not-encoded', '');

    function say(aspect: string, why: string): void {
      const place = placeOf(resource.document, node.span, pointer);
      emit.observe({ subject: 'reference', aspect, place, resource: resource.id, keyPath, detail: { why } });
    }
  }
}

import { placeOf } from '../../manifest/place.ts';
import { child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import type { Emit } from '../system.ts';

/** What is fetched from a store, or pushed to it: which key of which store, under what name. `path` leads to the spec. */
export function readRemote(resource: Resource, path: readonly string[], emit: Emit): void {
  const spec = get(resource.root, ...path);
  const stores = get(spec, 'secretStoreRefs');
  const own = storeOf(get(spec, 'secretStoreRef') ?? (stores?.kind === 'sequence' ? stores.items[0] : undefined));
  for (const list of ['data', 'dataFrom']) {
    const items = get(spec, list);
    if (items?.kind !== 'sequence') continue;
    for (const [index, item] of items.items.entries()) {
      for (const way of ways) {
        const remote = get(item, ...way);
        if (remote === undefined) continue;
        const at = [...path, list, index, ...way];
        const detail: Record<string, string> = { store: storeOf(get(item, 'sourceRef', 'storeRef')) ?? own ?? '' };
        for (const [word, ...steps] of words) detail[word] ||= textAt(remote, ...steps) ?? '';
        detail['as'] = textAt(item, 'secretKey') ?? textAt(item, 'match', 'secretKey') ?? '';
        emit.observe({
          subject: 'reference',
          aspect: 'remote',
          place: placeOf(resource.document, remote.span, at.reduce<typeof resource.pointer>(child, resource.pointer)),
          resource: resource.id,
          keyPath: at.join('.'),
          detail: Object.fromEntries(Object.entries(detail).filter(([, text]) => text !== '')),
        });
      }
    }
  }
}

const ways = [['remoteRef'], ['extract'], ['find'], ['match', 'remoteRef']] as const;
const words = [
  ['key', 'key'],
  ['key', 'remoteKey'],
  ['property', 'property'],
  ['version', 'version'],
  ['path', 'path'],
  ['names', 'name', 'regexp'],
] as const;

function storeOf(reference: Node | undefined): string | null {
  const name = textAt(reference, 'name');
  return name === null ? null : `${textAt(reference, 'kind') ?? 'SecretStore'}/${name}`;
}

import { placeOf } from '../../manifest/place.ts';
import { resourcesOf } from '../../manifest/resources.ts';
import { scalars } from '../../manifest/walk.ts';
import type { Document } from '../../model/document.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Emit, SnapshotEmit } from '../system.ts';

const system = 'secrets-store-csi';
const group = 'secrets-store.csi.x-k8s.io';

/** The classes that volumes of pods name, and those that values of charts mention. */
export function linkClasses(document: Document, emit: Emit): void {
  if (document.root === null) return;
  const [resource] = resourcesOf(document);
  if (resource?.group === group) return;
  for (const { node, pointer, keyPath } of scalars(document.root)) {
    if (!/secretProviderClass(?:Name)?$/.test(keyPath) || node.text === '') continue;
    emit.link({
      aspect: keyPath.endsWith('volumeAttributes.secretProviderClass') ? 'class' : 'class-mentioned',
      path: null,
      object: { group, kind: 'SecretProviderClass', namespace: resource?.id.namespace ?? null, name: node.text },
      place: placeOf(document, node.span, pointer),
      resource: resource?.id ?? null,
      keyPath,
      detail: {},
    });
  }
}

/** A class that is to make a Secret, and that no volume of the tree names: the driver makes it for as long as a pod has it mounted. */
export function judgeMounts(snapshot: Snapshot, emit: SnapshotEmit): void {
  if (!snapshot.whole) return;
  const files = [...snapshot.files()];
  const links = files.flatMap(({ facts }) => facts.links.filter((link) => link.system === system));
  // Where no volume is written out, charts and controllers write them.
  if (!links.some(({ aspect }) => aspect === 'class')) return;
  const named = new Set(links.flatMap(({ aspect, object }) => (aspect === 'class' || aspect === 'class-mentioned' ? [object?.name] : [])));
  for (const at of files) {
    const told = new Set<string>();
    for (const { system: by, aspect, resource, place, keyPath } of at.facts.links) {
      const name = resource?.name ?? null;
      if (by !== system || aspect !== 'product' || name === null || named.has(name) || told.has(name) || /[{}$]/.test(name)) continue;
      told.add(name);
      emit.observe(at, { aspect: 'never-mounted', place, resource, keyPath, detail: {} });
    }
  }
}

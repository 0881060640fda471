import type { ResourceId } from '../model/resource.ts';
import type { Link, Snapshot } from '../model/snapshot.ts';
import { clearValues } from './clear-values.ts';
import type { SnapshotEmit } from './system.ts';

/**
 * Secrets that an object names as its credential, and that stand in clear in the same tree: each value is told again, as the
 * key to whatever the object opens. `says` gives the aspect for a link, null for links that are none of the caller's.
 */
export function judgeNamedSecrets(snapshot: Snapshot, system: string, says: (link: Link) => string | null, emit: SnapshotEmit): void {
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      const { object } = link;
      const aspect = link.system === system && object?.kind === 'Secret' ? says(link) : null;
      if (aspect === null || object === null) continue;
      for (const target of snapshot.files()) {
        for (const fact of clearValues(target)) {
          if (fact.resource === null || !isNamed(fact.resource, object.namespace, object.name)) continue;
          emit.observe(target, {
            system,
            aspect,
            place: fact.place,
            resource: fact.resource,
            key: fact.key ?? '',
            keyPath: fact.keyPath,
            detail: { by: file.path, opener: link.resource?.name ?? link.resource?.kind ?? '' },
          });
        }
      }
    }
  }
}

/** A namespace that one of the two leaves out is given by whoever applies it. */
function isNamed(secret: ResourceId, namespace: string | null, name: string): boolean {
  if (secret.kind !== 'Secret' || secret.name !== name || secret.apiVersion !== 'v1') return false;
  return secret.namespace === null || namespace === null || secret.namespace === namespace;
}

import type { ValueFact } from '../model/fact.ts';
import type { Link, Snapshot, SnapshotFile } from '../model/snapshot.ts';
import { isClear } from './clear-values.ts';
import type { SnapshotEmit } from './system.ts';

/**
 * Secrets that an object names as its credential, and that stand in clear in the same tree: each value is told again, as the
 * key to whatever the object opens. `says` gives the aspect for a link, null for links that are none of the caller's.
 */
export function judgeNamedSecrets(snapshot: Snapshot, system: string, says: (link: Link) => string | null, emit: SnapshotEmit): void {
  let secrets: ReadonlyMap<string, readonly Clear[]> | null = null;
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      const { object } = link;
      const aspect = link.system === system && object?.kind === 'Secret' ? says(link) : null;
      if (aspect === null || object === null) continue;
      secrets ??= clearSecrets(snapshot);
      for (const { target, fact, namespace } of secrets.get(object.name) ?? []) {
        // A namespace that one of the two leaves out is given by whoever applies it.
        if (namespace !== null && object.namespace !== null && namespace !== object.namespace) continue;
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

interface Clear {
  readonly target: SnapshotFile;
  readonly fact: ValueFact;
  readonly namespace: string | null;
}

/** Values of Secrets that stand in clear, by the Secret's name. */
function clearSecrets(snapshot: Snapshot): ReadonlyMap<string, readonly Clear[]> {
  const found = new Map<string, Clear[]>();
  for (const target of snapshot.files()) {
    for (const fact of target.facts.facts) {
      if (fact.subject !== 'value' || !isCredential(fact)) continue;
      const { resource } = fact;
      if (resource === null || resource.kind !== 'Secret' || resource.apiVersion !== 'v1' || resource.name === null) continue;
      const known = found.get(resource.name);
      const clear = { target, fact, namespace: resource.namespace };
      if (known === undefined) found.set(resource.name, [clear]);
      else known.push(clear);
    }
  }
  return found;
}

/** Beside what is a secret anyway: an `id` that looks generated, since the Secret is named as a credential (secret id of an AppRole). */
function isCredential(fact: ValueFact): boolean {
  if (isClear(fact)) return true;
  const generated = fact.sensitivity.shape === 'uuid' || fact.sensitivity.shape === 'random';
  return fact.key === 'id' && generated && (fact.protection === 'plain' || fact.protection === 'encoded');
}

import type { ValueFact } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import type { ResourceId } from '../model/resource.ts';
import type { Link, Snapshot, SnapshotFile } from '../model/snapshot.ts';
import { isClear, tellValue } from './clear-values.ts';
import { folderOf } from './relative-path.ts';
import type { SnapshotEmit } from './system.ts';

/**
 * Secrets that an object names as its credential, and that stand in clear in the same tree: each value is told again, as the
 * key to whatever the object opens. `says` gives the aspect for a link, null for links that are none of the caller's. Overlays
 * repeat names: where `mustBeNear` and no namespace is written, only a Secret of the same or a neighbouring folder is meant.
 */
export function judgeNamedSecrets(
  snapshot: Snapshot,
  says: (link: Link) => string | null,
  emit: SnapshotEmit,
  mustBeNear: (link: Link) => boolean = () => false,
): void {
  const named = linksToSecrets(snapshot, emit.system, says);
  if (named.length === 0) return;
  const clear = clearByName(snapshot);
  for (const { by, link, aspect, namespace, name } of named) {
    for (const { at, fact } of clear.get(name) ?? []) {
      if (fact.resource === null || !isNamed(fact.resource, namespace) || isShown(fact, at.facts.profile)) continue;
      const isSure = namespace !== null && fact.resource.namespace === namespace;
      if (!isSure && mustBeNear(link) && !isNear(by.path, at.path)) continue;
      const opener = link.resource?.name ?? link.resource?.kind ?? '';
      tellValue(at, fact, { aspect, detail: { by: by.path, opener } }, emit);
    }
  }
}

interface Named {
  readonly by: SnapshotFile;
  readonly link: Link;
  readonly aspect: string;
  readonly namespace: string | null;
  readonly name: string;
}

function linksToSecrets(snapshot: Snapshot, system: string, says: (link: Link) => string | null): Named[] {
  const found: Named[] = [];
  for (const by of snapshot.files()) {
    for (const link of by.facts.links) {
      if (link.system !== system || link.object?.kind !== 'Secret') continue;
      const aspect = says(link);
      if (aspect !== null) found.push({ by, link, aspect, namespace: link.object.namespace, name: link.object.name });
    }
  }
  return found;
}

/** Values in clear of every v1 Secret, by the Secret's name. */
function clearByName(snapshot: Snapshot): ReadonlyMap<string, readonly { readonly at: SnapshotFile; readonly fact: ValueFact }[]> {
  const found = new Map<string, { at: SnapshotFile; fact: ValueFact }[]>();
  for (const at of snapshot.files()) {
    if (!at.facts.resources.some(({ kind }) => kind === 'Secret')) continue;
    for (const fact of at.facts.facts) {
      if (fact.subject !== 'value' || !isCredential(fact)) continue;
      if (fact.resource?.kind !== 'Secret' || fact.resource.apiVersion !== 'v1' || fact.resource.name === null) continue;
      const { name } = fact.resource;
      const known = found.get(name);
      if (known === undefined) found.set(name, [{ at, fact }]);
      else known.push({ at, fact });
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

/** Made up for a page, an example or the machine of a developer: what it would open is made up as well. */
const isShown = ({ example, sensitivity: { verdict } }: ValueFact, { local }: PathProfile): boolean =>
  (example || local) && verdict !== 'secret';

/** A namespace that one of the two leaves out is given by whoever applies it. */
const isNamed = (secret: ResourceId, namespace: string | null): boolean =>
  secret.namespace === null || namespace === null || secret.namespace === namespace;

function isNear(a: string, b: string): boolean {
  const [one, other] = [folderOf(a), folderOf(b)];
  return (
    one === other ||
    one.startsWith(`${other}/`) ||
    other.startsWith(`${one}/`) ||
    (folderOf(one) === folderOf(other) && folderOf(one) !== '')
  );
}

import type { ValueFact } from '../../model/fact.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { isClear, tellValue } from '../clear-values.ts';
import { folderOf } from '../relative-path.ts';
import type { SnapshotEmit } from '../system.ts';

/**
 * A value in clear in one file, and encrypted in another of the same folder under the same Secret and key: what was decrypted
 * to be worked on, or left behind. (Other folders are other clusters as often as not; a controller's twins are its own to tell.)
 */
export function judgeEncryptedTwins(snapshot: Snapshot, emit: SnapshotEmit): void {
  const encrypted = new Map<string, SnapshotFile>();
  for (const { at, fact } of secretValues(snapshot)) if (fact.protection === 'encrypted') encrypted.set(nameOf(at, fact), at);
  if (encrypted.size === 0) return;
  for (const { at, fact } of secretValues(snapshot)) {
    const twin = isClear(fact) ? encrypted.get(nameOf(at, fact)) : undefined;
    if (twin === undefined || twin === at || differ(twin, fact)) continue;
    tellValue(at, fact, { aspect: 'plaintext-twin', detail: { by: twin.path, opener: twin.path } }, emit);
  }
}

function* secretValues(snapshot: Snapshot): Generator<{ readonly at: SnapshotFile; readonly fact: ValueFact }> {
  for (const at of snapshot.files()) {
    for (const fact of at.facts.facts) {
      const { resource } = fact;
      if (fact.subject === 'value' && resource?.kind === 'Secret' && resource.apiVersion === 'v1' && resource.name !== null)
        yield { at, fact };
    }
  }
}

const nameOf = ({ path }: SnapshotFile, { resource, key }: ValueFact): string => JSON.stringify([folderOf(path), resource?.name, key]);

/** Both write a namespace, and not the same. */
function differ(twin: SnapshotFile, { resource }: ValueFact): boolean {
  const other = twin.facts.resources.find((one) => one.kind === 'Secret' && one.name === resource?.name)?.namespace ?? null;
  return resource?.namespace != null && other !== null && other !== resource.namespace;
}

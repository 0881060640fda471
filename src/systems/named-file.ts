import type { Link, Snapshot } from '../model/snapshot.ts';
import { clearValues, isCovered } from './clear-values.ts';
import { relativePath } from './relative-path.ts';
import type { SnapshotEmit } from './system.ts';

/**
 * Files that an object or a file names as ciphertext, and that stand in clear in the same tree: told at each value in them,
 * with the namer as the reason. `says` gives the aspect for a link, null for links that are none of the caller's.
 */
export function judgeNamedFiles(snapshot: Snapshot, system: string, says: (link: Link) => string | null, emit: SnapshotEmit): void {
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      if (link.system !== system || link.path === null) continue;
      const aspect = says(link);
      const path = aspect === null ? null : relativePath(file.path, link.path);
      const target = path === null ? undefined : snapshot.file(path);
      if (aspect === null || target === undefined || isCovered(target)) continue;
      for (const fact of clearValues(target)) {
        emit.observe(target, {
          system,
          aspect,
          place: fact.place,
          resource: fact.resource,
          key: fact.key ?? '',
          keyPath: fact.keyPath,
          detail: { by: file.path, verdict: fact.sensitivity.verdict },
        });
      }
    }
  }
}

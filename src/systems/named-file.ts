import type { Link, Snapshot } from '../model/snapshot.ts';
import { isCovered, tellClear } from './clear-values.ts';
import { relativePath } from './relative-path.ts';
import type { SnapshotEmit } from './system.ts';

/**
 * Files that an object or a file of the system names as ciphertext, and that stand in clear in the same tree: told at each value
 * in them as `aspect`, with the namer as the reason.
 */
export function judgeNamedFiles(
  snapshot: Snapshot,
  aspect: string,
  emit: SnapshotEmit,
  isMeant: (link: Link) => boolean = () => true,
): void {
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      if (link.system !== emit.system || link.path === null || !isMeant(link)) continue;
      const path = relativePath(file.path, link.path);
      const target = path === null ? undefined : snapshot.file(path);
      if (target !== undefined && !isCovered(target)) tellClear(target, { aspect, detail: { by: file.path } }, emit);
    }
  }
}

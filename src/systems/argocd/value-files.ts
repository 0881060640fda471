import type { Snapshot } from '../../model/snapshot.ts';
import { clearValues, isCovered } from '../clear-values.ts';
import { relativePath } from '../relative-path.ts';
import type { SnapshotEmit } from '../system.ts';

/** helm-secrets passes a values file that is not encrypted on as it is, without a word: so it is told here. */
export function judgeValueFiles(snapshot: Snapshot, emit: SnapshotEmit): void {
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      if (link.system !== 'argocd' || link.aspect !== 'value-file' || link.path === null) continue;
      const path = relativePath(file.path, link.path);
      const target = path === null ? undefined : snapshot.file(path);
      if (target === undefined || isCovered(target)) continue;
      for (const fact of clearValues(target)) {
        emit.observe(target, {
          system: 'argocd',
          aspect: 'value-file-clear',
          place: fact.place,
          resource: fact.resource,
          key: fact.key ?? '',
          keyPath: fact.keyPath,
          detail: { by: file.path },
        });
      }
    }
  }
}

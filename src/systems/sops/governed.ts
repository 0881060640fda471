import type { RepoPath } from '../../model/ids.ts';
import type { SnapshotFile } from '../../model/snapshot.ts';
import { creationRuleFor } from './config.ts';
import { configOf } from './note.ts';

/** The paths that a rule of one of these `.sops.yaml` is for, and every other `.sops.yaml`, which may be the nearer one. */
export function governedBy(configs: readonly SnapshotFile[], paths: readonly RepoPath[]): RepoPath[] {
  const asked = configs.flatMap((file) => {
    const config = configOf(file);
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    return config === null || !/(?:^|\/)\.sops\.yaml$/.test(file.path) ? [] : [{ config, folder }];
  });
  if (asked.length === 0) return [];
  return paths.filter(
    (path) =>
      /(?:^|\/)\.sops\.yaml$/.test(path) ||
      asked.some(({ config, folder }) => path.startsWith(folder) && creationRuleFor(config, path.slice(folder.length)) !== null),
  );
}

/** A look at the bytes: false where nothing is encrypted by SOPS, and the file is no `.sops.yaml` either. */
export const mayBeGoverned = (path: RepoPath, bytes: Uint8Array): boolean =>
  path.endsWith('.sops.yaml') || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('ENC[AES256_GCM');

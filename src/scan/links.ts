import { type RepoPath, repoPath } from '../model/ids.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import { folderOf, relativePath } from '../systems/relative-path.ts';

/** Files that speak of others, looked for in every folder from a changed file up to the root. */
const namers = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', '.sops.yaml', '.gitattributes', 'helmfile.yaml'];

export function namersAbove(path: RepoPath): RepoPath[] {
  const found: RepoPath[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    for (const name of namers) found.push(repoPath(folder === '' ? name : `${folder}/${name}`));
    if (folder === '') return found;
  }
}

/** The files a file names; a folder stands for the kustomization in it. */
export function linked(file: SnapshotFile): RepoPath[] {
  return file.facts.links.flatMap((link) => {
    const path = link.path === null ? null : relativePath(file.path, link.path);
    if (path === null) return [];
    return [path, repoPath(`${path}/kustomization.yaml`), repoPath(`${path}/kustomization.yml`)];
  });
}

import type { ObservationFact } from '../model/fact.ts';
import { type RepoPath, repoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { Snapshot, SnapshotFile } from '../model/snapshot.ts';
import { systems } from '../systems/registry.ts';
import { folderOf, relativePath } from '../systems/relative-path.ts';
import type { Entry, ReadAt } from './entry.ts';
import type { FactsByBlob } from './facts-by-blob.ts';
import type { Scan } from './job.ts';

/** Files that speak of others, looked for in every folder from a changed file up to the root. */
const namers = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', '.sops.yaml', '.gitattributes', 'helmfile.yaml'];

/** Bounds: how many files one Snapshot may load, and how many links in a row are followed. */
const mostFiles = 2000;
const mostHops = 4;

/**
 * Judges the changed files against those they name and those that name them, once for each tree: the index, a commit, a
 * folder. A finding counts where its file, or the file that is the evidence, is one of the changed.
 */
export async function judgeSnapshots(job: Scan, facts: FactsByBlob, readAt: ReadAt): Promise<Match[]> {
  const matches: Match[] = [];
  const byTree = new Map<string, Entry[]>();
  for (const entry of job.entries) {
    const tree = job.treeOf(entry);
    if (tree === null) continue;
    byTree.set(tree, [...(byTree.get(tree) ?? []), entry]);
  }
  for (const [tree, entries] of byTree) {
    const snapshot = await load(tree, entries, facts, readAt);
    if (snapshot === null) continue;
    const changed = new Map(entries.map((entry) => [entry.path, entry]));
    for (const { at, fact } of judge(snapshot)) {
      const evidence = typeof fact.detail['by'] === 'string' ? repoPath(fact.detail['by']) : null;
      const entry = changed.get(at.path) ?? (evidence === null ? undefined : changed.get(evidence));
      if (entry === undefined) continue;
      for (const found of job.rules.run([fact])) matches.push({ ...found, path: at.path, blob: at.blob });
    }
  }
  return matches;
}

function judge(snapshot: Snapshot): { readonly at: SnapshotFile; readonly fact: ObservationFact }[] {
  const found: { at: SnapshotFile; fact: ObservationFact }[] = [];
  for (const system of systems) {
    system.snapshot?.(snapshot, {
      observe: (at, observation) => {
        const { example, test } = at.facts.profile;
        found.push({
          at,
          fact: { ...observation, subject: 'snapshot', key: observation.key ?? null, detail: observation.detail ?? {}, example, test },
        });
      },
    });
  }
  return found;
}

/** The changed files and all that is reached from them; null when no changed file names another or is named by one. */
async function load(tree: string, entries: readonly Entry[], facts: FactsByBlob, readAt: ReadAt): Promise<Snapshot | null> {
  const files = new Map<RepoPath, SnapshotFile>();
  for (const entry of entries) {
    const file = facts.file(entry.path, entry.blob);
    if (file !== undefined) files.set(entry.path, file);
  }
  if (files.size === 0) return null;
  const asked = new Set<RepoPath>(files.keys());
  let wanted = [...new Set([...files.keys()].flatMap(namersAbove).concat([...files.values()].flatMap(linked)))];
  for (let hop = 0; hop < mostHops && wanted.length > 0 && files.size < mostFiles; hop += 1) {
    const missing = wanted.filter((path) => !asked.has(path)).slice(0, mostFiles - files.size);
    for (const path of missing) asked.add(path);
    const next: RepoPath[] = [];
    for (const [path, { id, bytes }] of await readAt(tree, missing)) {
      const file: SnapshotFile = { path, blob: id, facts: facts.add(path, id, bytes).facts };
      files.set(path, file);
      next.push(...linked(file));
    }
    wanted = next;
  }
  return {
    file: (path) => files.get(path),
    files: () => files.values(),
    has: (path) => files.has(path),
  };
}

function namersAbove(path: RepoPath): RepoPath[] {
  const found: RepoPath[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    for (const name of namers) found.push(repoPath(folder === '' ? name : `${folder}/${name}`));
    if (folder === '') return found;
  }
}

/** The files a file names; a folder stands for the kustomization in it. */
function linked(file: SnapshotFile): RepoPath[] {
  return file.facts.links.flatMap((link) => {
    const path = link.path === null ? null : relativePath(file.path, link.path);
    if (path === null) return [];
    return [path, repoPath(`${path}/kustomization.yaml`), repoPath(`${path}/kustomization.yml`)];
  });
}

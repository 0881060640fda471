import { type BlobId, type RepoPath, repoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { Snapshot, SnapshotFile } from '../model/snapshot.ts';
import { governedBy, mayBeGoverned } from '../systems/sops/governed.ts';
import type { Entry, ListAt, ReadAt } from './entry.ts';
import type { FactsByBlob } from './facts-by-blob.ts';
import type { Scan } from './job.ts';
import { judgeSnapshot } from './judge-snapshot.ts';
import { speaks } from './judged.ts';
import { linked, namersAbove } from './links.ts';
import { mayBeTwin, noTwins, twinsOf } from './twins.ts';

/** Bounds: how many files one Snapshot may load, how many links in a row are followed, how many trees of a history are judged. */
const mostFiles = 2000;
const mostHops = 4;
const mostTrees = 5000;

/**
 * Judges the changed files against those they name and those that name them, once for each tree: the index, a commit, a
 * folder. A finding counts where its file, or the file that is the evidence, is one of the changed.
 */
export async function judgeSnapshots(job: Scan, facts: FactsByBlob, readAt: ReadAt): Promise<Match[]> {
  const { entries, mayStand } = job.isHistory ? paired(job.entries, facts) : { entries: job.entries, mayStand: () => true };
  const found = new Map<string, Match>();
  const byTree = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const tree of job.treesOf(entry)) {
      const known = byTree.get(tree);
      if (known === undefined) byTree.set(tree, [entry]);
      else known.push(entry);
    }
  }
  const trees = [...byTree].slice(0, mostTrees);
  if (trees.length < byTree.size)
    job.tally.skip('older commit whose files were not compared with one another', null, byTree.size - trees.length);
  const read: ReadAt = async (tree, paths, isKnown) => {
    const was = job.laps?.enter('git');
    const files = await readAt(tree, paths.filter(mayStand), isKnown);
    if (was !== undefined) job.laps?.enter(was);
    return files;
  };
  for (const [tree, changed] of trees) {
    job.watch?.(0);
    const snapshot = await load(tree, changed, facts, read, job);
    if (snapshot === null) continue;
    const touched = new Set(changed.map((entry) => entry.path));
    for (const { at, fact } of judgeSnapshot(snapshot, job.tally)) {
      const evidence = typeof fact.detail['by'] === 'string' ? repoPath(fact.detail['by']) : null;
      if (!touched.has(at.path) && (evidence === null || !touched.has(evidence))) continue;
      for (const match of job.rules.run([fact])) found.set(keyOf(match.rule.id, at, match), { ...match, path: at.path, blob: at.blob });
    }
  }
  return [...found.values()];
}

/** What was said in another tree already, of the same place and by the same evidence. */
const keyOf = (rule: string, at: SnapshotFile, { fact: { place, detail } }: Pick<Match, 'fact'>): string =>
  JSON.stringify([rule, at.path, at.blob, place.document, place.line, place.column, place.inner, detail['by']]);

/**
 * Of a history: the entries that name others, are named, or may have to be encrypted by somebody's rules. The rest has
 * nothing to compare; and a path that no version ever had is in no tree.
 */
function paired(entries: readonly Entry[], facts: FactsByBlob): { entries: readonly Entry[]; mayStand: (path: RepoPath) => boolean } {
  const paths = new Set<RepoPath>();
  const named = new Set<RepoPath>();
  for (const { path, blob } of entries) {
    paths.add(path);
    const file = facts.file(path, blob);
    if (file !== undefined) for (const target of linked(file)) named.add(target);
  }
  const isPaired = ({ path, blob }: Entry): boolean => {
    const judged = facts.at(path, blob);
    return judged !== undefined && (named.has(path) || speaks(judged.facts));
  };
  return { entries: entries.filter(isPaired), mayStand: (path) => paths.has(path) };
}

/** The changed files and all that is reached from them; null when none of them could be read. */
async function load(
  tree: string,
  entries: readonly Entry[],
  facts: FactsByBlob,
  readAt: ReadAt,
  { listAt, isWholeTree = false }: Scan,
): Promise<Snapshot | null> {
  const files = new Map<RepoPath, SnapshotFile>();
  for (const entry of entries) {
    const file = facts.file(entry.path, entry.blob);
    if (file !== undefined) files.set(entry.path, file);
  }
  if (files.size === 0) return null;
  const asked = new Set<RepoPath>(files.keys());
  const most = files.size + mostFiles;
  const configs = [...files.values()].filter((file) => file.facts.profile.role === 'sops-config');
  const list: ListAt = (of, folders) => listAt?.(of, folders) ?? Promise.resolve([]);
  const governed = new Set(configs.length === 0 ? [] : governedBy(configs, await list(tree)));
  const twins = isWholeTree ? noTwins : await twinsOf(files.values(), (folders) => list(tree, folders));
  const named = new Set([...files.keys()].flatMap(namersAbove).concat([...files.values()].flatMap(linked)));
  // What is only near has to be looked at first.
  const isKnown = (path: RepoPath, id: BlobId): boolean => named.has(path) && facts.at(path, id) !== undefined;
  const isWanted = (path: RepoPath, bytes: Uint8Array): boolean =>
    named.has(path) || (governed.has(path) && mayBeGoverned(path, bytes)) || (twins.paths.has(path) && mayBeTwin(bytes, twins));
  let wanted = [...named, ...governed, ...twins.paths];
  for (let hop = 0; hop < mostHops && wanted.length > 0 && files.size < most; hop += 1) {
    const missing = [...new Set(wanted)].filter((path) => !asked.has(path)).slice(0, most - files.size);
    for (const path of missing) asked.add(path);
    wanted = [];
    for (const [path, { id, bytes }] of await readAt(tree, missing, isKnown)) {
      if (bytes !== null && !isWanted(path, bytes)) continue;
      const file = bytes === null ? facts.file(path, id) : { path, blob: id, facts: facts.add(path, id, bytes).facts };
      if (file === undefined) continue;
      files.set(path, file);
      for (const target of linked(file)) {
        named.add(target);
        wanted.push(target);
      }
    }
  }
  return {
    whole: isWholeTree,
    file: (path) => files.get(path),
    files: () => files.values(),
  };
}

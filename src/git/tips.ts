import type { BlobId, RepoPath } from '../model/ids.ts';
import type { Place } from './process.ts';
import type { Ref } from './refs.ts';
import { searchTrees } from './tree-search.ts';

/** Which refs hold which blob at which path, at their tips. */
interface Tips {
  /** Full names of the refs whose tip has this blob at this path, in the order of the refs. */
  holding(path: RepoPath, blob: BlobId): readonly string[];
}

/** Looks at the tips of `refs` for `wanted`; one git process however many refs there are. */
export async function readTips(
  place: Place,
  refs: readonly Ref[],
  wanted: Iterable<{ readonly path: RepoPath; readonly blob: BlobId }>,
): Promise<Tips> {
  const blobs = new Map<RepoPath, Map<BlobId, string[]>>();
  for (const { path, blob } of wanted) {
    const known = blobs.get(path) ?? new Map<BlobId, string[]>();
    if (!known.has(blob)) known.set(blob, []);
    blobs.set(path, known);
  }
  const treeish = refs.filter((ref) => ref.type === 'commit' || ref.type === 'tree');
  const search = await searchTrees(place, [...new Set(treeish.map((ref) => ref.id))], blobs.keys());
  for (const ref of treeish) search(ref.id, (path, blob) => blobs.get(path)?.get(blob)?.push(ref.name));
  return { holding: (path, blob) => blobs.get(path)?.get(blob) ?? [] };
}

import type { Provenance } from '../model/blob.ts';
import { type BlobId, repoPath } from '../model/ids.ts';
import { walkCommits } from './commits.ts';
import type { Place } from './process.ts';
import type { Ref } from './refs.ts';
import { listTree } from './tree.ts';

export interface Attributed extends Provenance {
  readonly blob: BlobId;
  /** What stood at the path before, in the first parent that has it. */
  readonly before: BlobId | null;
}

/**
 * Every place in history where one of `blobs` is introduced, newest first: one pass of `git log` over the commits that the
 * refs reach, of which only what is wanted is kept. A blob that is told nowhere is reached by no ref.
 */
export async function* attribute(
  place: Place,
  blobs: { has(id: string): boolean },
  refs: readonly Ref[],
  exclude: readonly string[] = [],
): AsyncGenerator<Attributed> {
  const commits = refs.filter((ref) => ref.type === 'commit').map((ref) => `${ref.id}\n`);
  const input = [...new Set(commits), ...exclude.map((id) => `^${id}\n`)];
  if (commits.length > 0) {
    for await (const { commit, author, date, introduced } of walkCommits(place, { commits: [], input, wanted: (id) => blobs.has(id) }))
      for (const { path, blob, before } of introduced) yield { path, blob, before, commit, author, date };
  }
  yield* attributeTags(place, blobs, refs);
}

/** Tags can name trees and blobs without a commit; a blob's only path is then the name of its tag. */
async function* attributeTags(place: Place, blobs: { has(id: string): boolean }, refs: readonly Ref[]): AsyncGenerator<Attributed> {
  const nobody = { before: null, commit: null, author: null, date: null };
  for (const ref of refs) {
    if (ref.type === 'blob' && blobs.has(ref.id)) yield { path: repoPath(ref.name), blob: ref.id as BlobId, ...nobody };
    if (ref.type !== 'tree') continue;
    for await (const { path, blob } of listTree(place, ref.id)) if (blobs.has(blob)) yield { path, blob, ...nobody };
  }
}

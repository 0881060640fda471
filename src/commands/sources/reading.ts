import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ObjectReader, type ReadObject, readObjects } from '../../git/objects.ts';
import { bytesFromPath, hasBareBytes } from '../../git/paths.ts';
import type { Place } from '../../git/process.ts';
import { listTree } from '../../git/tree.ts';
import type { TreeReader } from '../../git/tree-reader.ts';
import { Failure } from '../../model/failure.ts';
import { type BlobId, type RepoPath, repoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Read, ReadAt, ReadBlobs } from '../../scan/entry.ts';

/** Blobs through one long-lived reader, in the order asked for. */
export function readThrough(reader: ObjectReader): ReadBlobs {
  return async function* (ids, limit) {
    reader.limit = limit;
    for await (const object of reader.read(ids)) {
      const read = asRead(object);
      if (read !== null) yield read;
    }
  };
}

/** Thousands of blobs, at the rate of the pipe. `absent`: what is counted as a gap already. */
export function readMany(place: Place, absent: ReadonlySet<string>): ReadBlobs {
  return async function* (ids, limit) {
    for await (const object of readObjects(place, ids, { absent, limit })) {
      const read = asRead(object, absent);
      if (read !== null) yield read;
    }
  };
}

/** What git answers, as a scan wants it; null for what is no blob. */
function asRead(object: ReadObject, absent: ReadonlySet<string> = new Set()): Read | null {
  switch (object.kind) {
    case 'blob':
    case 'tooLarge':
      return object;
    case 'missing':
      return { kind: 'missing', id: object.id as Read['id'], told: absent.has(object.id) };
    case 'other':
      return null;
  }
}

/** A walk that ends early, and says so, at a commit whose trees this clone lacks: where that is counted as a gap, the rest still counts. */
export async function* upToGap<T>(walk: AsyncIterable<T>, gaps: readonly Gap[], onGap: () => void): AsyncGenerator<T> {
  try {
    yield* walk;
  } catch (failure) {
    if (gaps.length === 0 || !(failure instanceof Failure) || failure.code !== 'object-unreadable') throw failure;
    onGap();
  }
}

/** Files of the index, through one long-lived reader: no process of its own. */
export function readIndex(reader: ObjectReader): ReadAt {
  return async (_index, paths) => {
    const found = await Promise.all(paths.map(async (path) => [path, await reader.find(nameAt('', path))] as const));
    return new Map(
      found.flatMap(([path, object]) => (object.kind === 'blob' ? [[path, { id: object.id, bytes: object.bytes }] as const] : [])),
    );
  };
}

/** Files of many commits' trees, of which most are the same: what is known is not read again. */
export function readTrees(trees: TreeReader, reader: ObjectReader): ReadAt {
  return async (tree, paths, isKnown) => {
    const ids = [...(await trees.filesAt(tree, paths))];
    const found = new Map<RepoPath, { readonly id: BlobId; readonly bytes: Uint8Array | null }>();
    await Promise.all(
      ids.map(async ([path, id]) => {
        if (isKnown(path, id)) found.set(path, { id, bytes: null });
        else {
          const object = await reader.find(id);
          if (object.kind === 'blob') found.set(path, object);
        }
      }),
    );
    return found;
  };
}

/** The paths of the files of a listing. */
export async function pathsOf(listing: AsyncIterable<{ readonly path: RepoPath; readonly kind: string }>): Promise<readonly RepoPath[]> {
  const paths: RepoPath[] = [];
  for await (const { path, kind } of listing) if (kind === 'file') paths.push(path);
  return paths;
}

export async function fileAt(reader: ObjectReader, tree: string, path: RepoPath): Promise<Uint8Array | null> {
  const object = await reader.find(nameAt(tree, path));
  return object.kind === 'blob' ? object.bytes : null;
}

export async function fileNamed(reader: ObjectReader, name: string): Promise<Uint8Array | null> {
  const object = await reader.find(name);
  return object.kind === 'blob' ? object.bytes : null;
}

/** The files below a folder of a commit's tree; [] where there is no such folder. */
export async function filesBelow(place: Place, tree: string, folder: RepoPath): Promise<readonly RepoPath[]> {
  const found: RepoPath[] = [];
  for await (const { path } of listTree(place, tree)) if (path.startsWith(`${folder}/`)) found.push(path);
  return found;
}

/** The files below a folder on disk, as paths from `root`; [] where there is no such folder. */
export function namesBelow(root: string, folder: RepoPath): readonly RepoPath[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true }).map((name) => repoPath(`${folder}/${String(name).replaceAll('\\', '/')}`));
}

/** How git is asked for a file of a tree; '' is the index. Text where the path is text. */
export const nameAt = (tree: string, path: RepoPath): string | Buffer =>
  hasBareBytes(path) ? Buffer.concat([Buffer.from(`${tree}:`), bytesFromPath(path)]) : `${tree}:${path}`;

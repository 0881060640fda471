import type { ObjectReader } from '../../git/objects.ts';
import { bytesFromPath } from '../../git/paths.ts';
import type { RepoPath } from '../../model/ids.ts';
import type { Read, ReadAt, ReadBlobs } from '../../scan/entry.ts';

/** Blobs through one long-lived reader, in the order asked for. */
export function readThrough(reader: ObjectReader): ReadBlobs {
  return async function* (ids) {
    for await (const object of reader.read(ids)) {
      const read = asRead(object);
      if (read !== null) yield read;
    }
  };
}

/** What a reader answers, as a scan wants it; null for what is no blob. */
export function asRead(object: Awaited<ReturnType<ObjectReader['find']>>): Read | null {
  switch (object.kind) {
    case 'blob':
    case 'tooLarge':
      return object;
    case 'missing':
      return { kind: 'missing', id: object.id as Read['id'] };
    case 'other':
      return null;
  }
}

/** Files of the index ('') or of a commit's tree, through one long-lived reader: no process of their own. */
export function readAtTree(reader: ObjectReader): ReadAt {
  return async (tree, paths) => {
    const found = await Promise.all(paths.map(async (path) => [path, await reader.find(nameAt(tree, path))] as const));
    return new Map(
      found.flatMap(([path, object]) => (object.kind === 'blob' ? [[path, { id: object.id, bytes: object.bytes }] as const] : [])),
    );
  };
}

export async function fileAt(reader: ObjectReader, tree: string, path: RepoPath): Promise<Uint8Array | null> {
  const object = await reader.find(nameAt(tree, path));
  return object.kind === 'blob' ? object.bytes : null;
}

const nameAt = (tree: string, path: RepoPath): Buffer => Buffer.concat([Buffer.from(`${tree}:`), bytesFromPath(path)]);

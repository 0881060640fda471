import type { BlobId, RepoPath } from '../model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../model/snapshot.ts';
import { profileOf } from '../text/profile.ts';
import { establish } from './establish.ts';

/** Facts by blob and path profile: a blob that stands at many paths is looked at once for each kind of path. */
export class FactsByBlob {
  private readonly known = new Map<string, BlobFacts>();

  at(path: RepoPath, blob: BlobId): SnapshotFile | undefined {
    const facts = this.known.get(`${blob} ${profileOf(path).key}`);
    return facts === undefined ? undefined : { path, blob, facts };
  }

  add(path: RepoPath, blob: BlobId, bytes: Uint8Array): SnapshotFile {
    const profile = profileOf(path);
    const key = `${blob} ${profile.key}`;
    const facts = this.known.get(key) ?? establish(bytes, profile);
    this.known.set(key, facts);
    return { path, blob, facts };
  }
}

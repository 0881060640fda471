import type { Place } from './document.ts';
import type { Fact } from './fact.ts';
import type { BlobId, RepoPath } from './ids.ts';
import type { PathProfile } from './profile.ts';
import type { ResourceId } from './resource.ts';

/** One file names another (a generator's source, a SOPS reference) or an object by name: judged where both are seen. */
export interface Link {
  readonly system: string;
  /** A word of its system's closed list, `System.aspects`: what the target must be. */
  readonly aspect: string;
  /** A path relative to the naming file, or null when the target is an object. */
  readonly path: string | null;
  readonly object: { readonly group: string; readonly kind: string; readonly namespace: string | null; readonly name: string } | null;
  readonly place: Place;
  readonly resource: ResourceId | null;
  readonly keyPath: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** All that is established of a blob alone, under one profile. Same blob and profile: same facts. */
export interface BlobFacts {
  readonly profile: PathProfile;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  /** Objects defined in it; `system`: the one that read the object. */
  readonly resources: readonly (ResourceId & { readonly group: string; readonly place: Place; readonly system?: string })[];
  /** The envelope that covers the file: its system's id; null when it is in clear. */
  readonly envelope: string | null;
  /** Inline waivers, by line: see `gate/inline-waiver.ts`. */
  readonly comments: readonly InlineComment[];
  readonly coverage: BlobCoverage;
  /** What a system keeps of the blob for judging Snapshots and Changes, by system id (recipients, ciphertext triples ...); never a plaintext. */
  readonly notes: Readonly<Record<string, unknown>>;
}

export interface InlineComment {
  readonly text: string;
  readonly line: number;
  readonly ownLine: boolean;
}

export interface BlobCoverage {
  readonly bytes: number;
  readonly documents: number;
  readonly resources: number;
  readonly values: number;
  /** binary, lfs-pointer, empty ... or null when it was read. */
  readonly skipped: string | null;
  readonly unparsed: readonly { readonly line: number; readonly reason: string }[];
  /** Bounds that were hit: these make a run incomplete. */
  readonly incomplete: readonly string[];
}

export interface SnapshotFile {
  readonly path: RepoPath;
  readonly blob: BlobId | null;
  readonly facts: BlobFacts;
}

/** The files of an index, a tree or a folder that a change touches or that refer to one another, with their facts. */
export interface Snapshot {
  /** Every file there is, with every object it defines: only then does it mean something that a thing is not there. */
  readonly whole: boolean;
  /** undefined: no such file, or one that is not tracked. */
  file(path: RepoPath): SnapshotFile | undefined;
  files(): Iterable<SnapshotFile>;
}

/** One place before and after: the same path (or the one it was renamed from) in a commit and in its parent. */
export interface Change {
  readonly before: SnapshotFile;
  readonly after: SnapshotFile;
}

/** Branded strings: what looks alike is told apart by the compiler. Narrow at the border, with the constructor beside the type. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Hex object id of a blob: 40 digits (SHA-1) or 64 (SHA-256). */
export type BlobId = Branded<'BlobId'>;
export type CommitId = Branded<'CommitId'>;
/** Equal to the path of the rule's file below its folder, without `.yaml`: `sealed-secrets/cluster-wide`. */
export type RuleId = Branded<'RuleId'>;
/** JSON Pointer (RFC 6901) into one document; '' is the root. */
export type Pointer = Branded<'Pointer'>;
/** What a finding is the same by: see `gate/identity.ts`. */
export type Fingerprint = Branded<'Fingerprint'>;
/**
 * Path inside a repository, `/` between folders. Bytes that are not UTF-8 stand as lone surrogates U+DC80 to U+DCFF
 * (byte + 0xDC00), so no path is lost or confused with another; printing escapes them.
 */
export type RepoPath = Branded<'RepoPath'>;

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function blobId(text: string): BlobId {
  if (!objectId.test(text)) throw new TypeError('not an object id');
  return text as BlobId;
}

export function commitId(text: string): CommitId {
  if (!objectId.test(text)) throw new TypeError('not an object id');
  return text as CommitId;
}

export const ruleId = (text: string): RuleId => text as RuleId;
export const repoPath = (text: string): RepoPath => text as RepoPath;
export const fingerprint = (text: string): Fingerprint => text as Fingerprint;

import { createHash } from 'node:crypto';
import { type Fingerprint, fingerprint, type RepoPath, type RuleId } from '../model/ids.ts';
import type { ResourceId } from '../model/resource.ts';

/** What a finding is the same by: it stays when lines move, files are renamed, commits are squashed or the value changes. */
export interface Identified {
  readonly rule: RuleId;
  readonly system: string;
  readonly resource: ResourceId | null;
  readonly keyPath: string;
  readonly path: RepoPath;
}

/**
 * The fingerprint: 128 bits of SHA-256, in hex. It holds nothing of the value, the blob or the line, so nobody can guess a
 * weak value from it. `ordinal` counts the findings that are otherwise equal, from 0.
 */
export function fingerprintOf(one: Identified, ordinal: number): Fingerprint {
  return fingerprint(createHash('sha256').update(identity(one, ordinal)).digest('hex').slice(0, 32));
}

/** The identity in full: equal for the same place of any two versions. Without a name in a resource, the path stands for it. */
export function identity(one: Identified, ordinal = 0): string {
  const { resource } = one;
  const named = resource !== null && resource.name !== null;
  const subject = resource === null ? [] : [group(resource.apiVersion), resource.kind, resource.namespace ?? '', resource.name ?? ''];
  return JSON.stringify([1, one.rule, one.system, subject, named ? '' : one.path, one.keyPath, ordinal]);
}

/** `bitnami.com` of `bitnami.com/v1alpha1`; '' for the core group. A new version of an API is the same object. */
function group(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

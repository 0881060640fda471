import type { Finding } from '../model/finding.ts';
import type { RepoPath } from '../model/ids.ts';
import type { ResourceId } from '../model/resource.ts';
import { wildcard } from './configuration.ts';
import { compilePaths, type Paths } from './paths.ts';

/** A waiver as written, in a comment or in `.sealgate/waivers.yaml`. */
export interface WaiverEntry {
  readonly rule: string;
  readonly place: WaiverPlace;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string | null;
  /** Last day on which it counts, `YYYY-MM-DD`. */
  readonly expires: string;
  /** `file:line` it stands in. */
  readonly source: string;
}

type WaiverPlace =
  /** The value on `line`, and only in `path`: what an inline waiver speaks of. `anchor` names what stands there. */
  | {
      readonly kind: 'line';
      readonly path: RepoPath;
      readonly line: number;
      readonly anchor: string;
      /** It stands in a documentation or an example: it may be there to show how one is written. */
      readonly isExample: boolean;
    }
  /** Everything that fits all of these; null fits anything, and not all of them are null. */
  | {
      readonly kind: 'described';
      readonly path: string | null;
      readonly resource: string | null;
      readonly key: string | null;
      readonly fingerprint: string | null;
    };

/** Finds out quickly which findings a waiver covers: its patterns are compiled once. */
export function coverage(entry: WaiverEntry): (finding: Finding) => boolean {
  const { place, rule } = entry;
  if (place.kind === 'line') {
    return (finding) =>
      finding.rule === rule &&
      finding.location.path === place.path &&
      standsOn(finding.location, place.line) &&
      anchored(finding, place.anchor);
  }
  const paths: Paths = compilePaths(place.path === null ? null : [place.path]);
  return (finding) =>
    finding.rule === rule &&
    paths.match(finding.location.path) &&
    (place.resource === null || named(finding.resource, place.resource)) &&
    (place.key === null || [finding.key ?? '', finding.keyPath].some((key) => wildcard(place.key ?? '', key))) &&
    (place.fingerprint === null || finding.fingerprint === place.fingerprint);
}

/** Whether what a waiver says of its place says next to nothing. */
export function saysNoPlace({ place }: WaiverEntry): boolean {
  if (place.kind === 'line' || place.fingerprint !== null) return false;
  if ([place.resource, place.key].some((one) => one !== null && /[^*/]/.test(one))) return false;
  const paths = compilePaths(place.path === null ? null : [place.path]);
  return paths.match('any') && paths.match('any/where/else.yaml');
}

/** A block scalar begins on the line after its key, and a comment cannot stand inside it: its key's line is its own too. */
export function standsOn({ line, endLine }: { readonly line: number; readonly endLine: number }, wanted: number): boolean {
  return line === wanted || (endLine > line && line - 1 === wanted);
}

/** Other versions of the file may hold another value on that line. What is no value has no anchor. */
function anchored({ mask, resource, keyPath }: Finding, anchor: string): boolean {
  return mask === null || anchor === '' || anchor.includes(JSON.stringify([resource?.kind, resource?.name, keyPath]));
}

function named(resource: ResourceId | null, pattern: string): boolean {
  if (resource === null || resource.name === null) return false;
  const full = resource.namespace === null ? [] : [`${resource.kind}/${resource.namespace}/${resource.name}`];
  const parts = pattern.split('/').length;
  return [...full, `${resource.kind}/${resource.name}`].some((name) => name.split('/').length === parts && wildcard(pattern, name));
}

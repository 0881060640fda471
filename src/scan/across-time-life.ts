import type { RepoPath } from '../model/ids.ts';
import type { ClearSighting, ClosedSighting, Sighting, ValueName } from './across-time-sightings.ts';
import { mayHold } from './across-time-sightings.ts';
import type { Version } from './across-time-versions.ts';

/** What the versions of one value told so far, at one path: only the last sightings are kept, so memory grows with values, not versions. */
interface Clear {
  readonly sighting: ClearSighting;
  readonly version: Version;
  readonly stands: boolean;
  /** The closed version it was opened after, or null. */
  readonly reopened: Seen | null;
}

interface Closed {
  readonly sighting: ClosedSighting;
  readonly version: Version;
  readonly stands: boolean;
  /** The version in clear that it may hold the value of, or null. */
  readonly late: Seen | null;
  /** Order of the version up to which the value was another one for sure; -1 where nothing says so. */
  readonly replacedAt: number;
  /** When each ciphertext was seen first. */
  readonly first: Map<string, Version>;
  /** Its ciphertext is one of before, and this is the version that had replaced it. */
  readonly returned: { readonly of: Version; readonly replacedBy: Version } | null;
}

interface Seen {
  readonly version: Version;
  readonly sighting: Sighting;
}

/** One finding about a value: at a version of it, by an earlier one. */
export type Told =
  | { readonly kind: 'protected-too-late'; readonly at: Version; readonly sighting: ClosedSighting; readonly by: Version }
  | {
      readonly kind: 'clear-again';
      readonly at: Version;
      readonly sighting: ClearSighting;
      readonly by: Version;
      readonly how: ClosedSighting;
    }
  | {
      readonly kind: 'ciphertext-reverted';
      readonly at: Version;
      readonly sighting: ClosedSighting;
      readonly by: Version;
      readonly replacedBy: Version;
    };

/** One value through time, wherever it stands. Versions come oldest first. */
export class Life {
  /** Of an object that has none in one version and one in another, it is the latter. */
  namespace: string | null;
  readonly folders = new Set<string>();
  private readonly clear = new Map<RepoPath, Clear>();
  private readonly closed = new Map<RepoPath, Closed>();

  constructor({ namespace }: ValueName) {
    this.namespace = namespace;
  }

  /** `before`: the same value at the same path in the version that this one replaces; null where there is none. */
  seeClear(version: Version, sighting: ClearSighting, before: Sighting | null): void {
    const known = this.clear.get(version.path);
    if (known?.stands === true && !version.stands) return;
    const reopened = before?.kind === 'clear' ? (known?.reopened ?? null) : this.lastClosed(version, sighting);
    this.clear.set(version.path, { sighting, version, stands: version.stands, reopened });
  }

  /** `alone`: other ciphertexts beside it are the ones from before, so that this one holds another value if it is new. */
  seeClosed(version: Version, sighting: ClosedSighting, before: Sighting | null, alone: boolean): void {
    const known = this.closed.get(version.path);
    const { ciphertext } = sighting;
    // What stands now is what counts; a version of another branch only tells of its ciphertext.
    if (known?.stands === true && !version.stands) {
      if (!known.first.has(ciphertext)) known.first.set(ciphertext, version);
      return;
    }
    const last = before?.kind === 'closed' ? before.ciphertext : before === null ? (known?.sighting.ciphertext ?? null) : null;
    const isReplaced = alone && last !== null && last !== ciphertext;
    const first = known?.first ?? new Map<string, Version>();
    const returned = last === ciphertext ? (known?.returned ?? null) : returnOf(first, ciphertext, last);
    if (!first.has(ciphertext)) first.set(ciphertext, version);
    const past = known ?? [...this.closed.values()].find((one) => one.sighting.ciphertext === ciphertext);
    const replacedAt = isReplaced ? version.order : (past?.replacedAt ?? -1);
    const late = this.lastClear(version, sighting, replacedAt) ?? (isReplaced ? null : lateStill(past, sighting));
    this.closed.set(version.path, { sighting, version, stands: version.stands, late, replacedAt, first, returned });
  }

  /** What is to be told in the end; `standing`: it is known which versions stand now. */
  told(standing: boolean): Told[] {
    const found: Told[] = [];
    for (const [path, { sighting, version, late, returned }] of this.closed) {
      if (standing && !version.stands) continue;
      if (late !== null && !this.isElsewhere(path, late.version.path))
        found.push({ kind: 'protected-too-late', at: version, sighting, by: late.version });
      if (returned !== null)
        found.push({ kind: 'ciphertext-reverted', at: version, sighting, by: returned.of, replacedBy: returned.replacedBy });
    }
    for (const [path, { sighting, version, reopened }] of this.clear) {
      if (reopened === null || reopened.sighting.kind !== 'closed') continue;
      const { path: from } = reopened.version;
      if (from !== path && folder(from) !== folder(path) && this.closed.get(from)?.stands === true) continue;
      found.push({ kind: 'clear-again', at: version, sighting, by: reopened.version, how: reopened.sighting });
    }
    return found;
  }

  /** The last earlier version in clear that the ciphertext may hold. */
  private lastClear(version: Version, closed: ClosedSighting, after: number): Seen | null {
    let last: Clear | null = null;
    for (const one of this.clear.values()) {
      if (one.version.order >= version.order || one.version.order <= after || !mayHold(closed, one.sighting)) continue;
      if (closed.length === null && folder(one.version.path) !== folder(version.path)) continue;
      if (last === null || one.version.order > last.version.order) last = one;
    }
    return last === null ? null : { version: last.version, sighting: last.sighting };
  }

  private lastClosed(version: Version, clear: ClearSighting): Seen | null {
    let last: Closed | null = null;
    for (const one of this.closed.values()) {
      if (one.version.order >= version.order) continue;
      const isNear = folder(one.version.path) === folder(version.path);
      if (!isNear && (one.sighting.length === null || !mayHold(one.sighting, clear))) continue;
      if (last === null || one.version.order > last.version.order) last = one;
    }
    return last === null ? null : { version: last.version, sighting: last.sighting };
  }

  /**
   * An object of the same name may be that of another cluster: the one in clear still stands there, or was closed at its own
   * place. Where it still stands in the same folder, it is told as the twin it is.
   */
  private isElsewhere(path: RepoPath, from: RepoPath): boolean {
    if (from === path) return false;
    if (this.clear.get(from)?.stands === true) return true;
    const home = folder(from);
    return home !== folder(path) && [...this.closed.keys()].some((one) => folder(one) === home);
  }
}

function lateStill(known: Closed | undefined, sighting: ClosedSighting): Seen | null {
  if (known === undefined || known.late?.sighting.kind !== 'clear') return null;
  return mayHold(sighting, known.late.sighting) ? known.late : null;
}

/** A ciphertext that is older than the one it replaces came back. What is older is told by when each was first seen. */
function returnOf(first: ReadonlyMap<string, Version>, ciphertext: string, last: string | null): Closed['returned'] {
  const of = first.get(ciphertext);
  const replacedBy = last === null ? undefined : first.get(last);
  return of === undefined || replacedBy === undefined || of.order >= replacedBy.order ? null : { of, replacedBy };
}

const folder = (path: RepoPath): string => path.slice(0, path.lastIndexOf('/') + 1);

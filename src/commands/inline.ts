import { inlineWaivers, type MalformedWaiver } from '../gate/inline-waiver.ts';
import type { WaiverEntry } from '../gate/waiver.ts';
import { brought, substance, type WaiverBook } from '../gate/waiving.ts';
import type { BlobId, RepoPath } from '../model/ids.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import type { Scanned } from '../scan/scan.ts';
import type { Source } from './sources/source.ts';

export interface Inline {
  readonly book: WaiverBook;
  /** What the change leaves behind at its tips, by `substance`: what a reviewer is shown of it. */
  readonly lasting: ReadonlySet<string>;
  readonly malformed: readonly MalformedWaiver[];
}

/**
 * Waivers in comments: those that the version before the change had too, and those that the change brings. Each version of a
 * file is compared with what stood before the whole change, so a waiver does not count because an earlier commit of it did.
 */
export function inlineOf(
  scanned: Pick<Scanned, 'files' | 'gone'>,
  source: Pick<Source, 'isChange' | 'stoodBefore'>,
  isCurrent: (path: RepoPath, blob: BlobId | null) => boolean,
): Inline {
  const before = new Outset(scanned, source);
  const base: WaiverEntry[] = [];
  const fresh: WaiverEntry[] = [];
  const lasting = new Set<string>();
  const malformed: MalformedWaiver[] = [];
  for (const { after } of scanned.files) {
    const here = inlineWaivers(after.path, after.facts, after.facts.profile.example);
    malformed.push(...here.malformed);
    if (here.entries.length === 0) continue;
    // Without a change there is nothing that could have brought them.
    const book = source.isChange ? brought(before.at(after.path), here.entries) : { base: here.entries, brought: [] };
    base.push(...book.base);
    fresh.push(...book.brought);
    if (book.brought.length > 0 && isCurrent(after.path, after.blob)) for (const entry of book.brought) lasting.add(substance(entry));
  }
  return { book: { base, brought: fresh }, lasting, malformed };
}

/** The files as they stood before the whole change. */
class Outset {
  private readonly files = new Map<RepoPath, SnapshotFile[]>();
  private readonly gone: readonly SnapshotFile[];

  constructor({ files, gone }: Pick<Scanned, 'files' | 'gone'>, source: Pick<Source, 'stoodBefore'>) {
    const stood = ({ path, blob }: SnapshotFile) => blob !== null && source.stoodBefore(path, blob);
    this.gone = gone.filter(stood);
    for (const { before } of files) {
      if (before === null || !stood(before)) continue;
      this.files.set(before.path, [...(this.files.get(before.path) ?? []), before]);
    }
  }

  /** A file that is new may be one that was renamed: then the waivers of those that are gone are its own, where they name the same place. */
  at(path: RepoPath): readonly WaiverEntry[] {
    const earlier = this.files.get(path) ?? this.gone;
    return earlier.flatMap(({ facts }) => inlineWaivers(path, facts).entries);
  }
}

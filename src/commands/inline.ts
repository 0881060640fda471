import { inlineWaivers, type MalformedWaiver } from '../gate/inline-waiver.ts';
import type { WaiverEntry } from '../gate/waiver.ts';
import { brought, type WaiverBook } from '../gate/waiving.ts';
import type { RepoPath } from '../model/ids.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import type { Scanned } from '../scan/scan.ts';
import type { Source } from './sources/source.ts';

/**
 * Waivers in comments: those that the version before the change had too, and those that the change brings. Each version of a
 * file is compared with what stood before the whole change, so a waiver does not count because an earlier commit of it did.
 */
export function inlineOf(
  scanned: Pick<Scanned, 'files' | 'gone'>,
  source: Pick<Source, 'isChange' | 'stoodBefore'>,
): { readonly book: WaiverBook; readonly malformed: readonly MalformedWaiver[] } {
  const before = new Outset(scanned, source);
  const base: WaiverEntry[] = [];
  const fresh: WaiverEntry[] = [];
  const malformed: MalformedWaiver[] = [];
  for (const { after } of scanned.files) {
    const here = inlineWaivers(after.path, after.facts);
    malformed.push(...here.malformed);
    if (here.entries.length === 0) continue;
    // Without a change there is nothing that could have brought them.
    const book = source.isChange ? brought(before.at(after.path), here.entries) : { base: here.entries, brought: [] };
    base.push(...book.base);
    fresh.push(...book.brought);
  }
  return { book: { base, brought: fresh }, malformed };
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

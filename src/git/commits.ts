import type { CommitId } from '../model/ids.ts';
import { ChangeList, type Changes, parseRaw } from './changes.ts';
import { walkLog } from './log.ts';
import type { Input, Place } from './process.ts';

export interface CommitChanges extends Changes {
  readonly commit: CommitId;
  readonly parents: readonly CommitId[];
  /** Committer date, ISO 8601 with offset. */
  readonly date: string;
  /** `Name <address>`, as the commit says. */
  readonly author: string;
}

/**
 * What each of the commits that `selection` reaches introduces, newest first, as git lists it: ids a line each, `^` before those
 * whose history is left out. A merge introduces what differs from every parent (`-c`), so what it merely brings along is not told again.
 */
export async function* walkCommits(place: Place, selection: Input): AsyncGenerator<CommitChanges> {
  const log = walkLog(place, {
    commits: [],
    input: selection,
    merges: '-c',
    none: () => new ChangeList(),
    add: (changes: ChangeList, raw, path) => changes.add(parseRaw(raw), path),
  });
  for await (const { commit, parents, date, author, changes } of log) {
    const { introduced, deleted, submodules } = changes;
    yield { commit, parents, date, author, introduced, deleted, submodules };
  }
}

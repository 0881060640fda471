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

export interface Walk {
  /** Arguments that select commits: ids, `--all`, `--not`. Never text of a user. */
  readonly commits: readonly string[];
  /** More of them, a line each, on standard input. */
  readonly input?: Input;
  /** Only changes to a blob this holds for; all unless told. Makes attribution cheap: other paths are never decoded. */
  readonly wanted?: (blob: string) => boolean;
}

/**
 * What each commit introduces, newest first, as git lists it. A merge introduces what differs from every parent (`-c`), so
 * what it merely brings along is not told again.
 */
export async function* walkCommits(place: Place, walk: Walk): AsyncGenerator<CommitChanges> {
  const log = walkLog(place, {
    commits: walk.commits,
    input: walk.input,
    merges: '-c',
    none: () => new ChangeList(),
    add: (changes: ChangeList, raw, path) => {
      if (wants(walk, raw)) changes.add(parseRaw(raw), path);
    },
  });
  for await (const { commit, parents, date, author, changes } of log) {
    const { introduced, deleted, submodules } = changes;
    yield { commit, parents, date, author, introduced, deleted, submodules };
  }
}

function wants(walk: Walk, raw: string): boolean {
  if (walk.wanted === undefined) return true;
  const end = raw.lastIndexOf(' ');
  return walk.wanted(raw.slice(raw.lastIndexOf(' ', end - 1) + 1, end));
}

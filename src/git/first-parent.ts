import type { RepoPath } from '../model/ids.ts';
import { parseRaw } from './changes.ts';
import { type LoggedCommit, walkLog } from './log.ts';
import { pathFromBytes } from './paths.ts';
import type { Input, Place } from './process.ts';

/** Where a tree differs from that of the commit's first parent in a wanted blob; an id of zeroes, or '': nothing stood there. */
interface FirstParentChange {
  readonly path: RepoPath;
  readonly before: string;
  readonly after: string;
}

interface FirstParentWalk {
  /** Arguments that select commits (`--all`), and more of them on standard input, a line each. */
  readonly commits: readonly string[];
  readonly input?: Input;
  readonly wanted: (blob: string) => boolean;
}

/**
 * Every commit, newest first, with its difference from the first parent alone (of a merge too, of a root from nothing). Along
 * first parents these add up to what every tree holds, so no tree need be listed.
 */
export function walkFirstParents(place: Place, walk: FirstParentWalk): AsyncGenerator<LoggedCommit<FirstParentChange[]>> {
  return walkLog(place, {
    commits: walk.commits,
    input: walk.input,
    merges: '--diff-merges=first-parent',
    none: () => [],
    add: (changes: FirstParentChange[], raw, path) => {
      const { before, after } = parseRaw(raw);
      const earlier = before[0]?.id ?? '';
      if (earlier !== after.id && (walk.wanted(earlier) || walk.wanted(after.id))) {
        changes.push({ path: pathFromBytes(path), before: earlier, after: after.id });
      }
    },
  });
}

import { type CommitId, commitId, type RepoPath } from '../model/ids.ts';
import { parseRaw, rawOptions } from './changes.ts';
import { pathFromBytes } from './paths.ts';
import { gitChunks, type Input, type Place } from './process.ts';
import { nulRecords } from './records.ts';

/** A commit, and where its tree differs from that of its first parent in a wanted blob. */
export interface FirstParentChanges {
  readonly commit: CommitId;
  readonly parents: readonly CommitId[];
  /** Committer date, ISO 8601 with offset. */
  readonly date: string;
  /** `Name <address>`. */
  readonly author: string;
  readonly changes: readonly { readonly path: RepoPath; readonly before: string; readonly after: string }[];
}

export interface FirstParentWalk {
  /** Arguments that select commits (`--all`), and more of them on standard input, a line each. */
  readonly commits: readonly string[];
  readonly input?: Input;
  readonly wanted: (blob: string) => boolean;
}

/**
 * Every commit, newest first, with its difference from the first parent alone (of a merge too, of a root from nothing). Along
 * first parents these add up to what every tree holds, so no tree need be listed. One `git log`.
 */
export async function* walkFirstParents(place: Place, walk: FirstParentWalk): AsyncGenerator<FirstParentChanges> {
  const args = ['log', ...options, ...rawOptions, ...(walk.input === undefined ? [] : ['--stdin']), ...walk.commits];
  let commit: Told | null = null;
  let raw: string | null = null;
  for await (const batch of nulRecords(gitChunks(place, walk.input === undefined ? [...args, '--'] : args, walk.input))) {
    for (const record of batch) {
      if (raw !== null) {
        if (commit !== null) add(commit, raw, record, walk.wanted);
        raw = null;
      } else if (commit !== null && commit.date === null) {
        commit.date = record.toString('latin1');
      } else if (commit !== null && commit.author === null) {
        commit.author = record.toString();
      } else if (record[0] === startOfCommit) {
        if (commit !== null) yield told(commit);
        commit = { ids: record.toString('latin1', 1).split(' '), date: null, author: null, changes: [] };
      } else {
        raw = record.toString('latin1', record[0] === lineEnd ? 1 : 0);
      }
    }
  }
  if (commit !== null) yield told(commit);
}

interface Told {
  readonly ids: readonly string[];
  date: string | null;
  author: string | null;
  readonly changes: { readonly path: RepoPath; readonly before: string; readonly after: string }[];
}

const options: readonly string[] = [
  '--format=%x01%H %P%x00%cI%x00%an <%ae>',
  '--encoding=UTF-8',
  '--diff-merges=first-parent',
  '--root',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
];
const startOfCommit = 1;
const lineEnd = 10;

function add(commit: Told, raw: string, path: Buffer, wanted: (blob: string) => boolean): void {
  const { before, after } = parseRaw(raw);
  const earlier = before[0]?.id ?? '';
  if (earlier !== after.id && (wanted(earlier) || wanted(after.id))) {
    commit.changes.push({ path: pathFromBytes(path), before: earlier, after: after.id });
  }
}

function told({ ids, date, author, changes }: Told): FirstParentChanges {
  const [id = '', ...parents] = ids.filter((each) => each !== '').map(commitId);
  return { commit: id as CommitId, parents, date: date ?? '', author: author ?? '', changes };
}

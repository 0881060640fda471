import { type CommitId, commitId } from '../model/ids.ts';
import { rawOptions } from './changes.ts';
import { gitChunks, type Input, type Place } from './process.ts';
import { nulRecords } from './records.ts';

/** A commit as `git log` tells it, with what was made of its raw changes. */
export interface LoggedCommit<Changes> {
  readonly commit: CommitId;
  readonly parents: readonly CommitId[];
  /** Committer date, ISO 8601 with offset. */
  readonly date: string;
  /** `Name <address>`, as the commit says. */
  readonly author: string;
  readonly changes: Changes;
}

interface LogWalk<Changes> {
  /** Arguments that select commits: ids, `--all`, `--not`. Never text of a user. */
  readonly commits: readonly string[];
  /** More of them, a line each, on standard input. */
  readonly input?: Input | undefined;
  /** Which versions a merge is compared with. */
  readonly merges: '-c' | '--diff-merges=first-parent';
  /** An empty list of changes, for each commit. */
  readonly none: () => Changes;
  /** Told of each raw change, and of its path, which it need not decode. */
  readonly add: (changes: Changes, raw: string, path: Buffer) => void;
}

/** Every selected commit, newest first, with its changes: one `git log`. */
export async function* walkLog<Changes>(place: Place, walk: LogWalk<Changes>): AsyncGenerator<LoggedCommit<Changes>> {
  const { commits, input, merges, none, add } = walk;
  const args = ['log', ...options, merges, ...rawOptions, ...(input === undefined ? [] : ['--stdin']), ...commits];
  let commit: Told<Changes> | null = null;
  let raw: string | null = null;
  for await (const batch of nulRecords(gitChunks(place, input === undefined ? [...args, '--'] : args, input))) {
    for (const record of batch) {
      if (raw !== null) {
        if (commit !== null) add(commit.changes, raw, record);
        raw = null;
      } else if (commit !== null && commit.date === null) {
        commit.date = record.toString('latin1');
      } else if (commit !== null && commit.author === null) {
        commit.author = record.toString();
      } else if (record[0] === startOfCommit) {
        if (commit !== null) yield told(commit);
        commit = { ids: record.toString('latin1', 1).split(' '), date: null, author: null, changes: none() };
      } else if (record.length > 0) {
        raw = record.toString('latin1', record[0] === lineEnd ? 1 : 0);
      }
    }
  }
  if (commit !== null) yield told(commit);
}

interface Told<Changes> {
  readonly ids: readonly string[];
  date: string | null;
  author: string | null;
  readonly changes: Changes;
}

const options: readonly string[] = [
  '--format=%x01%H %P%x00%cI%x00%an <%ae>',
  '--encoding=UTF-8',
  '--root', // log.showRoot=false would hide the first commit
  '--no-notes',
  '--no-mailmap',
];
const startOfCommit = 1;
const lineEnd = 10;

function told<Changes>({ ids, date, author, changes }: Told<Changes>): LoggedCommit<Changes> {
  const [id = '', ...parents] = ids.filter((each) => each !== '').map(commitId);
  // Newer versions of git write Z.
  return { commit: id as CommitId, parents, date: (date ?? '').replace(/Z$/, '+00:00'), author: author ?? '', changes };
}

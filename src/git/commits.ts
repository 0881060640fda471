import { type CommitId, commitId } from '../model/ids.ts';
import { ChangeList, type Changes, parseRaw, rawOptions } from './changes.ts';
import { gitChunks, type Input, type Place } from './process.ts';
import { nulRecords } from './records.ts';

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
 * What each commit introduces, newest first, as git lists it: one `git log`. A merge introduces what differs from every
 * parent (`-c`), so what it merely brings along is not told again.
 */
export async function* walkCommits(place: Place, walk: Walk): AsyncGenerator<CommitChanges> {
  const args = ['log', ...logOptions, ...rawOptions, ...(walk.input === undefined ? [] : ['--stdin']), ...walk.commits];
  let commit: Commit | null = null;
  let raw: string | null = null;
  for await (const batch of nulRecords(gitChunks(place, walk.input === undefined ? [...args, '--'] : args, walk.input))) {
    for (const record of batch) {
      if (raw !== null) {
        if (commit !== null && wants(walk, raw)) commit.changes.add(parseRaw(raw), record);
        raw = null;
      } else if (commit !== null && commit.date === null) {
        commit.date = record.toString('latin1');
      } else if (commit !== null && commit.author === null) {
        commit.author = record.toString();
      } else if (record[0] === startOfCommit) {
        if (commit !== null) yield told(commit);
        commit = { ids: record.toString('latin1', 1).split(' '), date: null, author: null, changes: new ChangeList() };
      } else if (record.length > 0) {
        raw = record.toString('latin1', record[0] === lineEnd ? 1 : 0);
      }
    }
  }
  if (commit !== null) yield told(commit);
}

interface Commit {
  readonly ids: readonly string[];
  date: string | null;
  author: string | null;
  readonly changes: ChangeList;
}

const logOptions: readonly string[] = [
  '--format=%x01%H %P%x00%cI%x00%an <%ae>',
  '--encoding=UTF-8',
  '-c', // n parents: what differs from all of them
  '--root', // log.showRoot=false would hide the first commit
  '--no-notes',
  '--no-mailmap',
];
const startOfCommit = 1;
const lineEnd = 10;

function wants(walk: Walk, raw: string): boolean {
  if (walk.wanted === undefined) return true;
  const end = raw.lastIndexOf(' ');
  return walk.wanted(raw.slice(raw.lastIndexOf(' ', end - 1) + 1, end));
}

function told(commit: Commit): CommitChanges {
  const [id = '', ...parents] = commit.ids.filter((each) => each !== '').map(commitId);
  return {
    commit: id as CommitId,
    parents,
    date: (commit.date ?? '').replace(/Z$/, '+00:00'), // newer versions of git write Z
    author: commit.author ?? '',
    introduced: commit.changes.introduced,
    deleted: commit.changes.deleted,
    submodules: commit.changes.submodules,
  };
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import { type BlobId, blobId, type RepoPath } from '../model/ids.ts';
import { ChangeList, type Changes, parseRaw, rawOptions } from './changes.ts';
import type { ObjectReader } from './objects.ts';
import { pathFromBytes } from './paths.ts';
import { gitChunks, gitOutput, gitOutputNow, type Place } from './process.ts';
import { nulRecords } from './records.ts';
import type { Repository } from './repository.ts';

export interface StagedChanges extends Changes {
  /** Paths with conflicts: git will not commit them, but what stands in the index can be judged. */
  readonly unmerged: readonly Unmerged[];
}

interface Unmerged {
  readonly path: RepoPath;
  /** 1 common ancestor, 2 ours, 3 theirs. */
  readonly stages: readonly { readonly stage: 1 | 2 | 3; readonly mode: string; readonly blob: BlobId }[];
}

/** How the index differs from HEAD, before it is known whether a merge is being committed. */
export interface Listed {
  readonly changes: Changes;
  /** Some path has conflicts. */
  readonly unmerged: boolean;
}

/** Against HEAD, without HEAD against nothing. One git process. */
export function listStaged(place: Place): Listed {
  try {
    return readDiff(place, []);
  } catch (failure) {
    // Outside a repository `git diff` compares folders and knows no `--cached`: another command says what is wrong.
    gitOutputNow(place, ['rev-parse', '--git-dir']);
    throw failure;
  }
}

/** What `stagedChanges` asks its reader for. */
export const mergeHead = 'MERGE_HEAD';

/**
 * What a commit of the index would introduce: what is listed, in a merge only what no parent has.
 * Entries that are only intended to be added are not part of the next commit, so they are not here.
 * Further git processes only in a merge and with conflicts.
 */
export async function stagedChanges(place: Repository, reader: ObjectReader, ours: Listed = listStaged(place)): Promise<StagedChanges> {
  const others = await mergeHeads(place, reader);
  if (ours.changes.introduced.length === 0) await ensureIndex(place);
  const unmerged = ours.unmerged ? await readUnmerged(place) : [];
  if (others.length === 0) return { ...ours.changes, unmerged };
  const theirs = others.map((commit) => readDiff(place, [commit]).changes);
  const introduced = theirs.map((list) => new Set(list.introduced.map((entry) => entry.path)));
  const deleted = theirs.map((list) => new Set(list.deleted.map((entry) => entry.path)));
  return {
    introduced: ours.changes.introduced.filter(({ path }) => introduced.every((paths) => paths.has(path))),
    deleted: ours.changes.deleted.filter(({ path }) => deleted.every((paths) => paths.has(path))),
    submodules: ours.changes.submodules,
    unmerged,
  };
}

/** A bare repository answers like one with nothing staged: that must not pass for clean. Hooks name an index and need no look. */
async function ensureIndex(repository: Repository): Promise<void> {
  if (repository.env['GIT_INDEX_FILE'] !== undefined || !(await repository.layout()).bare) return;
  throw new Failure('usage', 'bare-repository', 'a bare repository has no index; a range of commits or the history would be accepted');
}

function readDiff(place: Place, against: readonly string[]): Listed {
  const output = gitOutputNow(place, ['diff', '--cached', ...rawOptions, ...against, '--']);
  const list = new ChangeList();
  let unmerged = false;
  let raw: string | null = null;
  for (let start = 0, end = output.indexOf(0); end !== -1; start = end + 1, end = output.indexOf(0, start)) {
    const record = output.subarray(start, end);
    if (raw === null) {
      raw = record.toString('latin1');
      continue;
    }
    const change = parseRaw(raw);
    if (change.letters === 'U') unmerged = true;
    else list.add(change, record);
    raw = null;
  }
  return { changes: { introduced: list.introduced, deleted: list.deleted, submodules: list.submodules }, unmerged };
}

/**
 * The other parents of the commit being made. A merge with conflicts leaves them in MERGE_HEAD; a clean one runs
 * pre-merge-commit before it writes that file, and names them in variables GITHEAD_<id>.
 */
async function mergeHeads(place: Place, reader: ObjectReader): Promise<readonly string[]> {
  const variables = Object.keys(place.env).filter((name) => name.startsWith('GITHEAD_'));
  const named = variables.flatMap((name) => /^GITHEAD_([0-9a-f]{40}|[0-9a-f]{64})$/.exec(name)?.[1] ?? []);
  if ((await reader.find(mergeHead)).kind === 'missing') return named;
  // It may have been a tag or branch of that name, and of several parents a name yields only the first: the file decides.
  const file = (await gitOutput(place, ['rev-parse', '--git-path', 'MERGE_HEAD'])).toString().replace(/\n$/, '');
  return [
    ...new Set([
      ...textOf(resolve(place.cwd, file))
        .split('\n')
        .filter((line) => line !== ''),
      ...named,
    ]),
  ];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function readUnmerged(place: Place): Promise<readonly Unmerged[]> {
  const paths = new Map<RepoPath, { stage: 1 | 2 | 3; mode: string; blob: BlobId }[]>();
  for await (const batch of nulRecords(gitChunks(place, ['ls-files', '-u', '-z', '--full-name', '--', ':(top)']))) {
    for (const record of batch) {
      const tab = record.indexOf(9);
      const [mode = '', id = '', stage = ''] = record.toString('latin1', 0, tab).split(' ');
      const path = pathFromBytes(record.subarray(tab + 1));
      const stages = paths.get(path) ?? [];
      if (mode !== '160000') stages.push({ stage: stage === '1' ? 1 : stage === '2' ? 2 : 3, mode, blob: blobId(id) });
      paths.set(path, stages);
    }
  }
  return [...paths].map(([path, stages]) => ({ path, stages }));
}

import { Failure } from '../model/failure.ts';
import { type CommitId, commitId } from '../model/ids.ts';
import { type CommitChanges, walkCommits } from './commits.ts';
import { printable } from './complaint.ts';
import type { ObjectReader } from './objects.ts';
import { gitOutput, type Place } from './process.ts';
import type { Repository } from './repository.ts';

/** The commits reachable from `include` and not from `exclude`. */
export interface Range {
  readonly include: readonly CommitId[];
  readonly exclude: readonly CommitId[];
  /** Where the change starts from, for configuration and comparison: A of `A..B`, the merge base of `A...B`; null: nothing before. */
  readonly base: CommitId | null;
  /** Where it ends: B. */
  readonly tip: CommitId;
}

/** Resolves `A..B` or `A...B` (what B has since it left A); an empty side is HEAD. Failure of kind usage when it is anything else. */
export async function resolveRange(place: Place, reader: ObjectReader, text: string): Promise<Range> {
  const parts = /^((?:(?!\.\.).)*)(\.\.\.?)((?:(?!\.\.).)*)$/s.exec(text);
  if (parts === null) throw new Failure('usage', 'not-a-range', `'${printable(text)}' is not a range of commits: A..B would be accepted`);
  const from = await resolveCommit(reader, parts[1] || 'HEAD');
  const tip = await resolveCommit(reader, parts[3] || 'HEAD');
  const base = parts[2] === '..' ? from : await mergeBaseOf(place, from, tip);
  return { include: [tip], exclude: [from], base, tip };
}

/** The commit of any name git understands. Failure of kind usage when there is none. */
export async function resolveCommit(reader: ObjectReader, name: string): Promise<CommitId> {
  const object = await reader.find(`${name}^{commit}`);
  if (object.kind === 'other' && object.type === 'commit') return commitId(object.id);
  throw new Failure(
    'usage',
    'unknown-revision',
    `'${printable(name)}' is no commit here: an existing branch, tag or commit id would be accepted`,
  );
}

/** What each commit of the range introduces, newest first. Costs what the range holds, whatever the size of the repository. */
export async function* rangeChanges(repository: Repository, range: Pick<Range, 'include' | 'exclude'>): AsyncGenerator<CommitChanges> {
  if (range.include.length === 0) return; // git would take HEAD
  yield* walkCommits(repository, selection(range));
}

function* selection({ include, exclude }: Pick<Range, 'include' | 'exclude'>): Generator<string> {
  for (const id of include) yield `${id}\n`;
  for (const id of exclude) yield `^${id}\n`;
}

/** The best common ancestor; null: histories without one. */
export async function mergeBaseOf(place: Place, one: CommitId, other: CommitId): Promise<CommitId | null> {
  try {
    return commitId((await gitOutput(place, ['merge-base', one, other])).toString().trim());
  } catch (failure) {
    if (failure instanceof Failure && failure.code === 'git-failed') return null; // histories without a common commit: exit code 1
    throw failure;
  }
}

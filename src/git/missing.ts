import type { Gap } from '../model/report.ts';
import { gitChunks, type Place } from './process.ts';
import { lines } from './records.ts';
import type { Repository } from './repository.ts';

/** What some commits reach and others do not. */
interface Reach {
  /** Ids of commits, tags, trees or blobs: tips of refs. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What cannot be read of some commits because this clone does not have it. */
export interface Gaps {
  readonly gaps: readonly Gap[];
  /** Objects that a remote promised and that are not here: never ask git for them. */
  readonly absent: ReadonlySet<string>;
}

/**
 * Looks for cut-off history and promised objects among what `reach` names. Free for a whole clone but for two processes;
 * a shallow one costs a walk of its commits, a partial one of its trees.
 */
export async function findGaps(repository: Repository, reach: Reach): Promise<Gaps> {
  const gaps: Gap[] = [];
  const cut = await countCut(repository, reach);
  if (cut > 0) gaps.push({ reason: 'history cut off by a shallow clone', count: cut, repair: 'git fetch --unshallow' });
  const absent = (await repository.isPartial()) ? await promised(repository, reach) : new Set<string>();
  // --no-filter leaves the remote's filter configured for later fetches, but fetches everything now (git 2.36).
  if (absent.size > 0)
    gaps.push({ reason: 'objects left out by a partial clone', count: absent.size, repair: 'git fetch --refetch --no-filter' });
  return { gaps, absent };
}

/** Asked without a filter for blobs: that would pass by trees that are missing, and all that is below them. */
async function promised(place: Place, reach: Reach): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  if (reach.include.length === 0) return absent;
  for await (const batch of lines(
    gitChunks(place, ['rev-list', '--objects', '--no-object-names', '--missing=print', '--stdin'], tipsOf(reach)),
  ))
    for (const line of batch) if (line[0] === questionMark) absent.add(line.toString('latin1', 1));
  return absent;
}

const questionMark = 63;
const tipsOf = ({ include, exclude }: Reach): string[] => [...include, ...exclude.map((id) => `^${id}`)].map((line) => `${line}\n`);

/** Commits of `reach` whose parents were cut off. */
async function countCut(repository: Repository, reach: Reach): Promise<number> {
  const shallow = await repository.shallowCommits();
  if (shallow.size === 0 || reach.include.length === 0) return 0;
  let count = 0;
  for await (const batch of lines(gitChunks(repository, ['rev-list', '--stdin'], tipsOf(reach))))
    for (const line of batch) if (shallow.has(line.toString('latin1'))) count += 1;
  return count;
}

import { ObjectReader } from '../../git/objects.ts';
import { resolveCommit } from '../../git/range.ts';
import { defaultRef, type Ref, readRefs } from '../../git/refs.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { CommitId } from '../../model/ids.ts';
import type { Io } from '../io.ts';
import type { RefUpdate } from './updates.ts';

/** A push as one side sees it. */
export interface Push {
  readonly repository: Repository;
  readonly updates: readonly RefUpdate[];
  /** Tips of what the remote has already. */
  readonly exclude: readonly CommitId[];
  /** Where the policy is read from: the old tip; for a new ref the default branch. */
  baseOf(reader: ObjectReader, update: RefUpdate): Promise<CommitId | null>;
}

/** On the server: everything that a ref reaches was judged when it came. */
export async function receivedPush(io: Io, updates: readonly RefUpdate[]): Promise<Push> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const refs = await readRefs(repository);
  const main = (await defaultRef(repository))?.id ?? null;
  return {
    repository,
    updates,
    exclude: commitsOf(refs),
    baseOf: async (reader, { old }) => (await commitAt(reader, old)) ?? (await commitAt(reader, main)),
  };
}

/**
 * On the machine that pushes: what the remote has is known of the refs that are pushed, from what it said, and of the others
 * from when it was last fetched from or pushed to.
 */
export async function sentPush(io: Io, remote: string, updates: readonly RefUpdate[]): Promise<Push> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const prefix = `refs/remotes/${remote}/`;
  const refs = (await readRefs(repository)).filter(({ name }) => name.startsWith(prefix));
  const reader = new ObjectReader(repository);
  const olds = await Promise.all(updates.map(({ old }) => commitAt(reader, old)));
  reader.close();
  const named = (name: string): string | null => refs.find((ref) => ref.name === prefix + name)?.id ?? null;
  const main = named('HEAD') ?? named('main') ?? named('master');
  return {
    repository,
    updates,
    exclude: [...commitsOf(refs), ...olds.filter((id) => id !== null)],
    baseOf: async (objects, { ref, old }) => {
      const tracked = named(ref.replace(/^refs\/heads\//, ''));
      return (await commitAt(objects, old)) ?? (await commitAt(objects, tracked)) ?? (await commitAt(objects, main));
    },
  };
}

/** null: none was named, or it is not here. */
async function commitAt(reader: ObjectReader, id: string | null): Promise<CommitId | null> {
  return id === null ? null : resolveCommit(reader, id).catch(() => null);
}

const commitsOf = (refs: readonly Ref[]): CommitId[] => [
  ...new Set(refs.filter(({ type }) => type === 'commit').map(({ id }) => id as CommitId)),
];

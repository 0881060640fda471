import type { Io } from '../src/commands/io.ts';
import { historySource } from '../src/commands/sources/history.ts';
import { commitsSource } from '../src/commands/sources/range.ts';
import type { Source } from '../src/commands/sources/source.ts';
import { ObjectReader } from '../src/git/objects.ts';
import { mergeBaseOf, resolveCommit } from '../src/git/range.ts';
import { connect } from '../src/git/remote.ts';
import { openRepository, type Repository } from '../src/git/repository.ts';
import { Failure } from '../src/model/failure.ts';
import type { CommitId } from '../src/model/ids.ts';
import type { Plan } from './event.ts';

const fetchMilliseconds = 300_000;

/** Opens what a plan names, bringing history that the checkout left out where that can be had. */
export async function sourceOf(plan: Exclude<Plan, { readonly kind: 'nothing' }>, io: Io): Promise<Source> {
  if (plan.kind === 'history') return historySource(io, []);
  const wanted = plan.kind === 'range' ? [plan.base, plan.head] : [plan.head];
  const refs = plan.kind === 'range' ? plan.fetch : [plan.head, `refs/heads/${plan.branch}:refs/remotes/origin/${plan.branch}`];
  await deepen(wanted, refs, io);
  // Opened after that: what is known of a repository is asked once.
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  if (plan.kind === 'range') {
    return open(
      repository,
      async (reader) => {
        const base = await present(reader, plan.base);
        const head = await present(reader, plan.head);
        return { base: await mergeBaseOf(repository, base, head), head, exclude: base };
      },
      `${plan.base.slice(0, 12)}..${plan.head.slice(0, 12)}`,
    );
  }
  return open(
    repository,
    async (reader) => {
      const head = await present(reader, plan.head);
      const base = await resolveCommit(reader, `refs/remotes/origin/${plan.branch}`).catch(() => null);
      // The default branch itself is pushed for the first time, or rewritten: all of it is new.
      if (base === null || base === head) return { base: null, head, exclude: null };
      return { base: await mergeBaseOf(repository, base, head), head, exclude: base };
    },
    `${plan.head.slice(0, 12)}, which is new`,
  );
}

interface Ends {
  readonly base: CommitId | null;
  readonly head: CommitId;
  readonly exclude: CommitId | null;
}

async function open(repository: Repository, ends: (reader: ObjectReader) => Promise<Ends>, name: string): Promise<Source> {
  const reader = new ObjectReader(repository);
  try {
    const { base, head, exclude } = await ends(reader);
    return await commitsSource(repository, reader, { include: [head], exclude: exclude === null ? [] : [exclude], base, tip: head }, name);
  } catch (error) {
    reader.close();
    throw error;
  }
}

async function present(reader: ObjectReader, id: string): Promise<CommitId> {
  return resolveCommit(reader, id).catch(() => {
    throw shallow(`the commit ${id.slice(0, 12)} is not in this checkout`);
  });
}

/** A checkout brings one commit; the others are fetched, or the step fails closed. */
async function deepen(wanted: readonly string[], refs: readonly string[], io: Io): Promise<void> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const { shallow: isShallow, topLevel } = await repository.layout();
  const reader = new ObjectReader(repository);
  const found = await Promise.all(wanted.map(async (id) => (await reader.find(`${id}^{commit}`)).kind === 'other'));
  reader.close();
  if (!isShallow && found.every(Boolean)) return;
  if (refs.length === 0) return;
  try {
    const git = await connect(topLevel ?? io.cwd, { env: io.env, timeout: fetchMilliseconds, trustEnvironment: true });
    await git.fetch(['--quiet', '--no-tags', '--no-recurse-submodules', ...(isShallow ? ['--unshallow'] : []), 'origin', ...refs]);
  } catch {
    throw shallow('the checkout is shallow, and the rest of the history could not be fetched');
  }
}

const shallow = (what: string): Failure =>
  new Failure('incomplete', 'shallow-checkout', `${what}. Add \`fetch-depth: 0\` to the step that uses actions/checkout.`);

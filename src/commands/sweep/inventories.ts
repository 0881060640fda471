import { resolve } from 'node:path';
import type { Inventory } from '../../incident/inventory.ts';
import { Failure } from '../../model/failure.ts';
import type { Io } from '../io.ts';
import { folderInventory } from './folder.ts';
import type { SweepProgress } from './progress.ts';
import type { Mirrors, Target } from './repositories.ts';
import { RepositoryReading } from './repository.ts';
import type { StateFolder } from './state-folder.ts';

interface Means {
  readonly io: Io;
  readonly mirrors: Mirrors;
  readonly state: StateFolder | null;
  readonly progress: SweepProgress;
  /** Aborted: what is known by then is what there is. */
  readonly stop: AbortSignal;
}

/** Repositories are read two at a time: git reads in processes of its own while one of them is parsed here. */
const atOnce = 2;

/** Which part of every repository has been read. */
export type Stage = 'default branches' | 'tips';

/**
 * The inventories of all repositories and folders: of all the tip of the default branch first, then, where there are any, all
 * other tips, which `onStage` is told each, then every history. One that cannot be read never stops the rest: it is in the answer as failed, with the reason, or with what was
 * read of it. The same is said of what was not read yet when the sweep was stopped.
 */
export async function takeInventories(
  targets: readonly Target[],
  folders: readonly string[],
  means: Means,
  onStage: (stage: Stage, inventories: readonly Inventory[]) => Promise<void>,
): Promise<readonly Inventory[]> {
  const plain: Inventory[] = [];
  for (const folder of folders) plain.push(await folderInventory(resolve(means.io.cwd, folder), folder));
  const ended = rejectedAt(means.stop);
  let taken: readonly Taken[] = await inParallel(targets, (target) => open(target, means, ended));
  const tell = async (stage: Stage): Promise<void> => {
    if (targets.length > 0 && !means.stop.aborted) await onStage(stage, [...taken.map(({ inventory }) => inventory), ...plain]);
  };
  if (taken.some(({ reading }) => reading?.hasOtherTips())) {
    await tell('default branches');
    taken = await inParallel(taken, (each) => further(each, means, (reading) => reading.tips()));
  }
  await tell('tips');
  taken = await inParallel(taken, async (each) => {
    const whole = await further(each, means, (reading) => reading.history());
    means.progress.finished(whole.inventory.repository.name, whole.inventory.blobs);
    return whole;
  });
  return [...taken.map(({ inventory }) => inventory), ...plain];
}

/** What was read of a repository; no `reading`: nothing more will be. */
interface Taken {
  readonly reading: RepositoryReading | null;
  readonly inventory: Inventory;
}

async function open(target: Target, { io, mirrors, state, progress, stop }: Means, ended: Promise<never>): Promise<Taken> {
  const { facts } = target;
  try {
    if (stop.aborted) throw stopped();
    const cwd = await Promise.race([mirrors.open(target, stop), ended]);
    const reading = await RepositoryReading.open(
      facts,
      { cwd, env: io.env },
      {
        known: state?.known(facts.location) ?? new Map(),
        onBlobs: (count) => progress.read(facts.name, count),
        onHoldings: (blob, holdings) => state?.keep(facts.location, blob, holdings),
        onStep: () => {
          if (stop.aborted) throw stopped();
        },
      },
    );
    return { reading, inventory: await reading.tip() };
  } catch (error) {
    return { reading: null, inventory: failed(target, stop.aborted ? stopped().message : unopened(error)) };
  }
}

/** git says it for whoever stands in a folder. */
const unopened = (error: unknown): string =>
  error instanceof Failure && error.code === 'not-a-repository'
    ? 'it is no git repository (--path takes a folder that is none)'
    : sentence(error);

/** Reads more of a repository; where that fails, what is known of it stays, and says so. */
async function further(
  { reading, inventory }: Taken,
  { stop }: Means,
  read: (reading: RepositoryReading) => Promise<Inventory>,
): Promise<Taken> {
  if (reading === null) return { reading, inventory };
  try {
    if (stop.aborted) throw stopped();
    return { reading, inventory: await read(reading) };
  } catch (error) {
    const reason = stop.aborted ? 'the sweep was stopped before its history was read' : sentence(error);
    const repair = stop.aborted ? 'sweep again; with the same --state it goes on' : 'repair it, and sweep it again';
    return {
      reading: null,
      inventory: { ...inventory, status: 'partial', reason, gaps: [...inventory.gaps, { reason, count: 1, repair }] },
    };
  }
}

const stopped = (): Failure => new Failure('incomplete', 'stopped', 'the sweep was stopped before it was read');

/** Ending git does not end its helper, which may wait for a silent server for a minute. One listener, for all repositories. */
function rejectedAt(stop: AbortSignal): Promise<never> {
  const ended = new Promise<never>((_, reject) => stop.addEventListener('abort', () => reject(stopped()), { once: true }));
  ended.catch(() => {});
  return ended;
}

function failed({ facts }: Target, reason: string): Inventory {
  const none = { commits: 0, blobs: 0, refs: 0, missing: 0, submodules: [], gaps: [], counted: [], stands: [], codeowners: '', uses: [] };
  return { repository: facts, status: 'failed', reason, ...none, holdings: new Map() };
}

/** Only the words of our own failures are told: others could quote what was being read. */
function sentence(error: unknown): string {
  return error instanceof Failure ? error.message : 'it could not be read, for a reason that was not foreseen';
}

async function inParallel<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as In);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

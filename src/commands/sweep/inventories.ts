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

/**
 * The inventories of all repositories and folders: the tips of all first, which `onTips` is told, then every history. One that cannot be
 * read never stops the rest: it is in the answer as failed, with the reason, or with its tips where those were read. The same is said of what
 * was not read yet when the sweep was stopped.
 */
export async function takeInventories(
  targets: readonly Target[],
  folders: readonly string[],
  means: Means,
  onTips: (inventories: readonly Inventory[]) => Promise<void>,
): Promise<readonly Inventory[]> {
  const plain: Inventory[] = [];
  for (const folder of folders) plain.push(await folderInventory(resolve(means.io.cwd, folder), folder));
  const ended = rejectedAt(means.stop);
  const opened = await inParallel(targets, (target) => openTips(target, means, ended));
  if (targets.length > 0 && !means.stop.aborted) await onTips([...opened.map(({ tips }) => tips), ...plain]);
  const whole = await inParallel(opened, async ({ reading, tips }) => {
    if (reading === null) return tips;
    try {
      if (means.stop.aborted) throw stopped();
      return await reading.history();
    } catch (error) {
      const ended = means.stop.aborted;
      const reason = ended ? 'the sweep was stopped before its history was read' : sentence(error);
      const repair = ended ? 'sweep again; with the same --state it goes on' : 'repair it, and sweep it again';
      return { ...tips, status: 'partial' as const, reason, gaps: [...tips.gaps, { reason, count: 1, repair }] };
    } finally {
      means.progress.finished();
    }
  });
  return [...whole, ...plain];
}

interface Opened {
  readonly reading: RepositoryReading | null;
  readonly tips: Inventory;
}

async function openTips(target: Target, { io, mirrors, state, progress, stop }: Means, ended: Promise<never>): Promise<Opened> {
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
    return { reading, tips: await reading.tips() };
  } catch (error) {
    return { reading: null, tips: failed(target, stop.aborted ? stopped().message : sentence(error)) };
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

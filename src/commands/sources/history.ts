import { listAll } from '../../git/all-blobs.ts';
import { walkCommits } from '../../git/commits.ts';
import { findGaps } from '../../git/missing.ts';
import { ObjectReader } from '../../git/objects.ts';
import { defaultRef, type Ref, readRefs } from '../../git/refs.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { readTips } from '../../git/tips.ts';
import { listTree } from '../../git/tree.ts';
import { TreeReader } from '../../git/tree-reader.ts';
import type { CommitRef } from '../../model/finding.ts';
import { type BlobId, blobId, type RepoPath, repoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Entry } from '../../scan/entry.ts';
import { counted } from '../../text/counted.ts';
import { Interned } from '../../text/interned.ts';
import type { Io } from '../io.ts';
import { fileAt, fileNamed, filesBelow, readMany, readTrees, upToGap } from './reading.ts';
import { attributeByEntries, placeOfBlob, type Source } from './source.ts';

/** Every (path, blob) in the history of all refs, or of those that match. `isKept`: what is learned of blobs may be kept for the next scan. */
export async function historySource(io: Io, globs: readonly string[], isKept = true): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const refs = await readRefs(repository, globs);
    const head = await defaultRef(repository);
    const { gaps, absent } = await findGaps(repository, {
      include: [...new Set(refs.filter((ref) => ref.type !== 'missing').map((ref) => ref.id))],
      exclude: [],
    });
    const { entries, skipped, tips, broken } = await walked(repository, refs, gaps);
    const now = head === null || broken ? new Set<string>() : await standingAt(repository, head.id);
    const lost = refs.filter((ref) => ref.type === 'missing').length;
    const trees = new TreeReader(repository);
    return {
      scope: `the history of ${described(refs, globs)}`,
      entries,
      read: readMany(repository, absent),
      readAt: readTrees(trees, reader),
      // Beside other files at the tip of the default branch, and in each commit that brought one of them.
      treesOf: ({ path, blob, commit }) => [
        ...(head !== null && now.has(placeOfBlob(path, blob)) ? [head.id] : []),
        ...(commit === null || commit.commit === head?.id ? [] : [commit.commit]),
      ],
      policyFile: (path) => (head === null ? Promise.resolve(null) : fileAt(reader, head.id, path)),
      byName: (name) => fileNamed(reader, name),
      policyFolder: async (folder) => (head === null ? [] : filesBelow(repository, head.id, folder)),
      changedFile: () => Promise.resolve(null),
      changedFolder: () => Promise.resolve([]),
      stoodBefore: () => false,
      isChange: false,
      isLocal: false,
      isWholeTree: false,
      isHistory: true,
      isComplete: globs.length === 0,
      ...(isKept && { repository: { gitFolder: (await repository.layout()).commonDir, sizes: () => sizesOf(repository) } }),
      gone: [],
      policyFrom: head === null ? 'the defaults' : head.name,
      skipped,
      gaps: lost === 0 ? gaps : [...gaps, { reason: 'a ref names an object that is not here', count: lost, repair: fetchAgain }],
      attribution: async (found) => {
        const wanted = entries.filter(({ path, blob }) => found.has(placeOfBlob(path, blob)));
        const held = broken ? { holding: () => [] } : await readTips(repository, refs, wanted);
        const ids = new Map(refs.map((ref) => [ref.name, ref.id]));
        return attributeByEntries(wanted, (path, blob) => {
          const names = held.holding(path, blob);
          const current = now.has(placeOfBlob(path, blob));
          const holders = current && head !== null ? [head.id] : names.map((name) => ids.get(name) ?? '');
          // A tag of a blob holds it without a tree: its name is the path.
          const tagged = names.length === 0 && ids.get(path) === blob ? [path] : names;
          return { current, refs: tagged, tips: holders.flatMap((id) => tips.get(id) ?? []) };
        });
      },
      close: () => {
        trees.close();
        reader.close();
      },
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

async function sizesOf(repository: Repository): Promise<ReadonlyMap<BlobId, number>> {
  const sizes = new Map<BlobId, number>();
  for await (const blobs of listAll(repository)) for (const { id, size } of blobs) sizes.set(id, size);
  return sizes;
}

interface Walked {
  readonly entries: Entry[];
  readonly skipped: { reason: string; path: RepoPath }[];
  /** The commits that refs name, by id. */
  readonly tips: ReadonlyMap<string, CommitRef>;
  readonly broken: boolean;
}

async function walked(repository: Repository, refs: readonly Ref[], gaps: readonly Gap[]): Promise<Walked> {
  const entries: Entry[] = [];
  const skipped: { reason: string; path: RepoPath }[] = [];
  const tips = new Map<string, CommitRef>();
  let broken = false;
  const texts = new Interned();
  const ids = new Set(refs.filter((ref) => ref.type === 'commit').map((ref) => ref.id));
  if (ids.size > 0) {
    const walk = upToGap(
      walkCommits(
        repository,
        [...ids].map((id) => `${id}\n`),
      ),
      gaps,
      () => {
        broken = true;
      },
    );
    for await (const changes of walk) {
      const commit: CommitRef = { commit: changes.commit, date: changes.date, author: changes.author };
      if (ids.has(changes.commit)) tips.set(changes.commit, commit);
      for (const { kind, path, blob, before } of changes.introduced) {
        if (kind === 'file')
          entries.push({ path: texts.one(path), blob: texts.one(blob), before: before === null ? null : texts.one(before), commit });
        else skipped.push({ reason: 'symbolic link', path });
      }
      for (const path of changes.submodules) skipped.push({ reason: 'submodule', path });
    }
  }
  for (const ref of refs) {
    if (ref.type === 'blob') entries.push({ path: repoPath(ref.name), blob: blobId(ref.id), before: null, commit: null });
    if (ref.type !== 'tree') continue;
    for await (const { kind, path, blob } of listTree(repository, ref.id)) {
      if (kind === 'file') entries.push({ path, blob, before: null, commit: null });
      else skipped.push({ reason: 'symbolic link', path });
    }
  }
  return { entries, skipped, tips, broken };
}

/** Everything in a commit's tree. */
async function standingAt(repository: Repository, commit: string): Promise<Set<string>> {
  const places = new Set<string>();
  for await (const { path, blob } of listTree(repository, commit)) places.add(placeOfBlob(path, blob));
  return places;
}

const fetchAgain = 'git fetch --refetch --no-filter';

function described(refs: readonly Ref[], globs: readonly string[]): string {
  const number = `${counted(refs.length, 'ref')}`;
  return globs.length === 0 ? number : `${number} that match ${globs.join(', ')}`;
}

import { findGaps } from '../../git/missing.ts';
import { ObjectReader } from '../../git/objects.ts';
import { type Range, rangeChanges, resolveRange } from '../../git/range.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { TreeReader } from '../../git/tree-reader.ts';
import { searchTrees } from '../../git/tree-search.ts';
import { Failure } from '../../model/failure.ts';
import type { CommitRef } from '../../model/finding.ts';
import type { BlobId, CommitId, RepoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import type { Entry } from '../../scan/entry.ts';
import { counted } from '../../text/counted.ts';
import type { Io } from '../io.ts';
import { fileAt, fileNamed, filesBelow, readMany, readTrees, upToGap } from './reading.ts';
import { attributeByEntries, placeOfBlob, type Source } from './source.ts';

/** Every (path, blob) that a commit of `A..B` introduces, middle commits and merges included. */
export async function rangeSource(io: Io, text: string): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const range = await resolved(repository, reader, text);
    return await commitsSource(repository, reader, range, text);
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** In a shallow clone a commit that is not there is no mistake of the user's. */
async function resolved(repository: Repository, reader: ObjectReader, text: string): Promise<Range> {
  try {
    return await resolveRange(repository, reader, text);
  } catch (failure) {
    const isUnknown = failure instanceof Failure && failure.code === 'unknown-revision';
    if (!isUnknown || !(await repository.layout()).shallow) throw failure;
    throw new Failure('incomplete', 'shallow', `${failure.message}; this clone is shallow: git fetch --unshallow brings what was left out`);
  }
}

/** The same for commits that were selected in another way (a push, a pull request). `watch` is called for each commit. */
export async function commitsSource(
  repository: Repository,
  reader: ObjectReader,
  range: Range,
  name: string,
  watch: () => void = () => {},
): Promise<Source> {
  const { gaps, absent } = await findGaps(repository, { include: range.include, exclude: range.exclude });
  const { entries, skipped, gone, outset, commits, tips, broken } = await walked(repository, range, gaps, watch);
  // Which of the entries a tip still holds: their files are judged beside one another there, whichever commits brought them.
  const tell = broken ? () => {} : await searchTrees(repository, range.include, new Set(entries.map((entry) => entry.path)));
  const held = new Map<string, CommitId[]>();
  for (const tip of range.include) {
    tell(tip, (path, blob) => {
      const place = placeOfBlob(path, blob);
      held.set(place, [...(held.get(place) ?? []), tip]);
    });
  }
  const holding = ({ path, blob }: { readonly path: RepoPath; readonly blob: BlobId }) => held.get(placeOfBlob(path, blob)) ?? [];
  const trees = new TreeReader(repository);
  return {
    scope: `${name}: ${counted(commits, 'commit')}`,
    entries,
    read: readMany(repository, absent),
    readAt: readTrees(trees, reader),
    listAt: (tree, folders) => (folders === undefined ? trees.allFiles(tree) : trees.filesIn(tree, folders)),
    treesOf: (entry) => [...new Set([...holding(entry), ...(entry.commit === null ? [] : [entry.commit.commit])])],
    policyFile: (path) => (range.base === null ? Promise.resolve(null) : fileAt(reader, range.base, path)),
    byName: (name) => fileNamed(reader, name),
    policyFolder: async (folder) => (range.base === null ? [] : filesBelow(repository, range.base, folder)),
    changedFile: (path) => fileAt(reader, range.tip, path),
    changedFolder: (folder) => filesBelow(repository, range.tip, folder),
    isChange: true,
    isLocal: false,
    isWholeTree: false,
    isHistory: false,
    isComplete: false,
    gone,
    stoodBefore: (path, blob) => outset.has(placeOfBlob(path, blob)),
    policyFrom: range.base === null ? 'the defaults (there is no base commit)' : `the base commit ${range.base.slice(0, 12)}`,
    skipped,
    gaps,
    attribution: async () =>
      attributeByEntries(entries, (path, blob) => {
        const commits = holding({ path, blob });
        return { current: commits.length > 0, refs: [], tips: commits.flatMap((id) => tips.get(id) ?? []) };
      }),
    close: () => {
      trees.close();
      reader.close();
    },
  };
}

interface Walked {
  readonly entries: Entry[];
  readonly skipped: { reason: string; path: RepoPath }[];
  readonly gone: { path: RepoPath; blob: BlobId }[];
  /** Places of the versions that the range starts from: what a middle commit changes was brought by the range itself. */
  readonly outset: Set<string>;
  readonly commits: number;
  readonly tips: ReadonlyMap<string, CommitRef>;
  /** The walk ended early, at an object that is not here. */
  readonly broken: boolean;
}

async function walked(repository: Repository, range: Range, gaps: readonly Gap[], watch: () => void): Promise<Walked> {
  const found = { entries: [] as Entry[], skipped: [] as Walked['skipped'], gone: [] as Walked['gone'] };
  const before: { place: string; parents: readonly string[] }[] = [];
  const inside = new Set<string>();
  const tips = new Map<string, CommitRef>();
  let broken = false;
  const walk = upToGap(rangeChanges(repository, range), gaps, () => {
    broken = true;
  });
  for await (const changes of walk) {
    watch();
    inside.add(changes.commit);
    const { parents } = changes;
    const commit: CommitRef = { commit: changes.commit, date: changes.date, author: changes.author };
    if (range.include.includes(changes.commit)) tips.set(changes.commit, commit);
    for (const { kind, path, blob, before: old } of changes.introduced) {
      if (kind === 'file') found.entries.push({ path, blob, before: old, commit });
      else found.skipped.push({ reason: 'symbolic link', path });
      if (old !== null) before.push({ place: placeOfBlob(path, old), parents });
    }
    for (const { path, before: old } of changes.deleted) {
      found.gone.push({ path, blob: old });
      before.push({ place: placeOfBlob(path, old), parents });
    }
    for (const path of changes.submodules) found.skipped.push({ reason: 'submodule', path });
  }
  const outside = before.filter(({ parents }) => parents.every((parent) => !inside.has(parent)));
  return { ...found, outset: new Set(outside.map(({ place }) => place)), commits: inside.size, tips, broken };
}

import { ObjectReader, readObjects } from '../../git/objects.ts';
import { type Range, rangeChanges, resolveRange } from '../../git/range.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { entriesAt } from '../../git/tree-search.ts';
import type { CommitRef } from '../../model/finding.ts';
import type { BlobId, RepoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { asRead, fileAt, fileNamed, filesBelow, readAtTree } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/** Every (path, blob) that a commit of `A..B` introduces, middle commits and merges included. */
export async function rangeSource(io: Io, text: string): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const range = await resolveRange(repository, reader, text);
    return await commitsSource(repository, reader, range, text);
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** The same for commits that were selected in another way (a push, a pull request). */
export async function commitsSource(repository: Repository, reader: ObjectReader, range: Range, name: string): Promise<Source> {
  const entries: Entry[] = [];
  const skipped: { reason: string; path: RepoPath }[] = [];
  const gone: { path: RepoPath; blob: BlobId }[] = [];
  let commits = 0;
  for await (const changes of rangeChanges(repository, range)) {
    commits += 1;
    const commit: CommitRef = { commit: changes.commit, date: changes.date, author: changes.author };
    for (const { kind, path, blob, before } of changes.introduced) {
      if (kind === 'file') entries.push({ path, blob, before, commit });
      else skipped.push({ reason: 'symbolic link', path });
    }
    for (const { path, before } of changes.deleted) gone.push({ path, blob: before });
    for (const path of changes.submodules) skipped.push({ reason: 'submodule', path });
  }
  return {
    scope: `${name}: ${commits} ${commits === 1 ? 'commit' : 'commits'}`,
    entries,
    read: async function* (ids) {
      for await (const object of readObjects(repository, ids)) {
        const read = asRead(object);
        if (read !== null) yield read;
      }
    },
    readAt: readAtTree(reader),
    treeOf: (entry) => entry.commit?.commit ?? range.tip,
    policyFile: (path) => (range.base === null ? Promise.resolve(null) : fileAt(reader, range.base, path)),
    byName: (name) => fileNamed(reader, name),
    policyFolder: async (folder) => (range.base === null ? [] : filesBelow(repository, range.base, folder)),
    changedFile: (path) => fileAt(reader, range.tip, path),
    isChange: true,
    isLocal: false,
    isComplete: false,
    gone,
    policyFrom: range.base === null ? 'the defaults (there is no base commit)' : `the base commit ${range.base.slice(0, 12)}`,
    skipped,
    gaps: [],
    attribution: async () => {
      const tip = await entriesAt(repository, range.tip, new Set(entries.map((entry) => entry.path)));
      return attributeByEntries(entries, (path, blob) => tip.get(path)?.blob === blob);
    },
    close: () => reader.close(),
  };
}

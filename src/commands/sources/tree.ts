import { ObjectReader } from '../../git/objects.ts';
import { resolveCommit } from '../../git/range.ts';
import { openRepository } from '../../git/repository.ts';
import { listTree } from '../../git/tree.ts';
import { TreeReader } from '../../git/tree-reader.ts';
import type { RepoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { fileAt, fileNamed, filesBelow, readThrough, readTrees } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/** Everything in one commit's tree, by its own policy: what a repository holds now, whoever brought it. */
export async function treeSource(io: Io, name: string): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const commit = await resolveCommit(reader, name);
    const entries: Entry[] = [];
    const skipped: { reason: string; path: RepoPath }[] = [];
    for await (const { path, blob, kind } of listTree(repository, commit)) {
      if (kind === 'file') entries.push({ path, blob, before: null, commit: null });
      else skipped.push({ reason: 'symbolic link', path });
    }
    const trees = new TreeReader(repository);
    return {
      scope: name,
      entries,
      read: readThrough(reader),
      readAt: readTrees(trees, reader),
      listAt: (tree, folders) => (folders === undefined ? trees.allFiles(tree) : trees.filesIn(tree, folders)),
      treesOf: () => [commit],
      policyFile: (path) => fileAt(reader, commit, path),
      byName: (object) => fileNamed(reader, object),
      policyFolder: (folder) => filesBelow(repository, commit, folder),
      changedFile: () => Promise.resolve(null),
      changedFolder: () => Promise.resolve([]),
      stoodBefore: () => false,
      policyFrom: name,
      isChange: false,
      isLocal: true,
      isWholeTree: true,
      isHistory: false,
      isComplete: true,
      gone: [],
      skipped,
      gaps: [],
      attribution: async () => attributeByEntries(entries, () => ({ current: true, refs: [], tips: [] })),
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

import { ObjectReader } from '../../git/objects.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { stagedChanges } from '../../git/staged.ts';
import { listIndex } from '../../git/tree.ts';
import { blobId, type RepoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { fileAt, fileNamed, filesBelow, pathsOf, readIndex, readThrough } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/**
 * What the index will commit. Two git processes: the list of staged changes, and one `cat-file` that answers for blobs, the
 * policy in HEAD and the files of the index that name a staged one. A third lists the index where a rule or a pair asks for it.
 */
export async function stagedSource(io: Io): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const changes = await stagedChanges(repository, reader);
    const files = changes.introduced.filter((entry) => entry.kind === 'file');
    const conflicts = changes.unmerged.flatMap(({ path, stages }) =>
      stages
        .filter(({ stage, mode }) => stage !== 1 && mode !== '120000')
        .map(({ blob }): Entry => ({ path, blob, before: null, commit: null })),
    );
    const entries = [...files.map(({ path, blob, before }): Entry => ({ path, blob: blobId(blob), before, commit: null })), ...conflicts];
    return {
      scope: 'staged changes',
      entries,
      read: readThrough(reader),
      readAt: readIndex(reader),
      listAt: () => indexed(repository),
      treesOf: () => [''],
      policyFile: (path) => fileAt(reader, 'HEAD', path),
      byName: (name) => fileNamed(reader, name),
      policyFolder: (folder) => filesBelow(repository, 'HEAD', folder),
      changedFile: (path) => fileAt(reader, '', path),
      changedFolder: async (folder) => (await indexed(repository)).filter((path) => path.startsWith(`${folder}/`)),
      stoodBefore: () => true,
      policyFrom: 'HEAD',
      isChange: true,
      isLocal: true,
      isWholeTree: false,
      isHistory: false,
      isComplete: false,
      gone: changes.deleted.map(({ path, before }) => ({ path, blob: before })),
      skipped: [
        ...changes.introduced.filter((entry) => entry.kind === 'symlink').map(({ path }) => ({ reason: 'symbolic link', path })),
        ...changes.submodules.map((path) => ({ reason: 'submodule', path })),
      ],
      gaps: [],
      attribution: async () => attributeByEntries(entries, () => ({ current: true, refs: [], tips: [] })),
      close: () => reader.close(),
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

const indexed = (repository: Repository): Promise<readonly RepoPath[]> => pathsOf(listIndex(repository));

import { baselineFile } from '../../gate/baseline.ts';
import { waiverFile } from '../../gate/waiver-file.ts';
import { ObjectReader } from '../../git/objects.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { type Listed, listStaged, mergeHead, stagedChanges } from '../../git/staged.ts';
import { listIndex } from '../../git/tree.ts';
import { blobId, type RepoPath, repoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import { namersAbove } from '../../scan/links.ts';
import type { Io } from '../io.ts';
import { configurationFile } from '../policy.ts';
import { fileAt, fileNamed, filesBelow, nameAt, pathsOf, readIndex, readThrough } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/**
 * What the index will commit. Two git processes: the list of staged changes, and one `cat-file` that answers for blobs, the
 * policy in HEAD and the files of the index that name a staged one. Further ones where a staged file names others, says what is
 * compared with the version before, or has a pair.
 */
export async function stagedSource(io: Io): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const listed = listStaged(repository);
    reader.foresee(namesAsked(listed));
    const changes = await stagedChanges(repository, reader, listed);
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

/** Few enough to hold all that is read for them at once. */
const mostForeseen = 100;

/** What will be read: the policy, the staged files, what stood there before, and the files that may speak of them. */
function namesAsked({ changes: { introduced, deleted } }: Listed): (string | Buffer)[] {
  const policy = [configurationFile, waiverFile, baselineFile].map((path) => nameAt('HEAD', repoPath(path)));
  if (introduced.length + deleted.length > mostForeseen) return [mergeHead, ...policy];
  const blobs = [...introduced.flatMap(({ blob, before }) => [blob, before]), ...deleted.map(({ before }) => before)];
  const namers = new Set(introduced.flatMap(({ path }) => namersAbove(path)));
  return [mergeHead, ...policy, ...blobs.filter((id) => id !== null), ...[...namers].map((path) => nameAt('', path))];
}

const indexed = (repository: Repository): Promise<readonly RepoPath[]> => pathsOf(listIndex(repository));

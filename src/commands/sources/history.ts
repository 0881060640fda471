import { walkCommits } from '../../git/commits.ts';
import { ObjectReader, readObjects } from '../../git/objects.ts';
import { defaultRef, type Ref, readRefs } from '../../git/refs.ts';
import { openRepository } from '../../git/repository.ts';
import { readTips } from '../../git/tips.ts';
import type { BlobId, RepoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import type { Io } from '../io.ts';
import { asRead, fileAt, fileNamed, filesBelow, readAtTree } from './reading.ts';
import { attributeByEntries, type Source } from './source.ts';

/** Every (path, blob) in the history of all refs, or of those that match. */
export async function historySource(io: Io, globs: readonly string[]): Promise<Source> {
  const repository = await openRepository({ cwd: io.cwd, env: io.env });
  const reader = new ObjectReader(repository);
  try {
    const refs = await readRefs(repository, globs);
    const head = await defaultRef(repository);
    const entries: Entry[] = [];
    const skipped: { reason: string; path: RepoPath }[] = [];
    const commits = refs.filter((ref) => ref.type === 'commit').map((ref) => `${ref.id}\n`);
    if (commits.length > 0) {
      for await (const changes of walkCommits(repository, { commits: [], input: [...new Set(commits)] })) {
        const commit = { commit: changes.commit, date: changes.date, author: changes.author };
        for (const { kind, path, blob, before } of changes.introduced) {
          if (kind === 'file') entries.push({ path, blob, before, commit });
          else skipped.push({ reason: 'symbolic link', path });
        }
        for (const path of changes.submodules) skipped.push({ reason: 'submodule', path });
      }
    }
    return {
      scope: `history of ${described(refs, globs)}`,
      entries,
      read: async function* (ids) {
        for await (const object of readObjects(repository, ids)) {
          const read = asRead(object);
          if (read !== null) yield read;
        }
      },
      readAt: readAtTree(reader),
      treeOf: () => null,
      policyFile: (path) => (head === null ? Promise.resolve(null) : fileAt(reader, head.id, path)),
      byName: (name) => fileNamed(reader, name),
      policyFolder: async (folder) => (head === null ? [] : filesBelow(repository, head.id, folder)),
      changedFile: () => Promise.resolve(null),
      isChange: false,
      isLocal: false,
      isComplete: globs.length === 0,
      gone: [],
      policyFrom: head === null ? 'the defaults' : head.name,
      skipped,
      gaps: [],
      attribution: async (found) => {
        const wanted = entries.filter(({ path, blob }) => found.has(`${blob} ${path}`));
        const tips = await readTips(repository, refs, wanted);
        const current = (path: RepoPath, blob: BlobId | null) =>
          blob !== null && head !== null && tips.holding(path, blob).includes(head.name);
        const byEntries = attributeByEntries(wanted, current);
        return (path, blob) => ({ ...byEntries(path, blob), refs: blob === null ? [] : tips.holding(path, blob) });
      },
      close: () => reader.close(),
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

function described(refs: readonly Ref[], globs: readonly string[]): string {
  const number = `${refs.length} ${refs.length === 1 ? 'ref' : 'refs'}`;
  return globs.length === 0 ? `all ${number}` : `${number} that match ${globs.join(', ')}`;
}

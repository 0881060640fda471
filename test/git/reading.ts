import type { Introduced } from '../../src/git/changes.ts';
import type { CommitChanges } from '../../src/git/commits.ts';
import { ObjectReader, type ReadObject } from '../../src/git/objects.ts';
import { rangeChanges, resolveRange } from '../../src/git/range.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { type StagedChanges, stagedChanges } from '../../src/git/staged.ts';
import { cleanEnvironment, type TestRepository } from '../support/repository.ts';

/** The repository as the code under test opens it. */
export function opened(repository: TestRepository, env: NodeJS.ProcessEnv = {}, cwd = repository.path): Promise<Repository> {
  return openRepository({ cwd, env: { ...cleanEnvironment(), ...env } });
}

export async function staged(repository: TestRepository, env: NodeJS.ProcessEnv = {}, cwd = repository.path): Promise<StagedChanges> {
  const place = await opened(repository, env, cwd);
  return withReader(place, (reader) => stagedChanges(place, reader));
}

export async function ranged(repository: TestRepository, range: string): Promise<CommitChanges[]> {
  const place = await opened(repository);
  const resolved = await withReader(place, (reader) => resolveRange(place, reader, range));
  return all(rangeChanges(place, resolved));
}

export async function withReader<T>(place: Repository, use: (reader: ObjectReader) => Promise<T>): Promise<T> {
  const reader = new ObjectReader(place);
  try {
    return await use(reader);
  } finally {
    reader.close();
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** `path: text` of what a list of changes introduces, in order; `read` from the object database. */
export async function contents(repository: TestRepository, changes: Pick<StagedChanges, 'introduced'>): Promise<Record<string, string>> {
  const place = await opened(repository);
  return withReader(place, async (reader) => {
    const texts: Record<string, string> = {};
    for (const { path, blob } of changes.introduced) texts[path] = textOf(await reader.find(blob));
    return texts;
  });
}

export function textOf(object: ReadObject): string {
  return object.kind === 'blob' ? Buffer.from(object.bytes).toString() : object.kind;
}

/** What an introduced entry is to the version before: `added`, `modified`, `modified (symlink)`. */
export const wordOf = ({ before, kind }: Introduced): string =>
  `${before === null ? 'added' : 'modified'}${kind === 'symlink' ? ' (symlink)' : ''}`;

import { baselineFile } from '../../gate/baseline.ts';
import { waiverFile } from '../../gate/waiver-file.ts';
import { ObjectReader } from '../../git/objects.ts';
import type { Range } from '../../git/range.ts';
import type { Repository } from '../../git/repository.ts';
import { listTree } from '../../git/tree.ts';
import { Failure } from '../../model/failure.ts';
import { type BlobId, type CommitId, commitId, repoPath } from '../../model/ids.ts';
import type { Entry } from '../../scan/entry.ts';
import type { RefUpdate } from '../hook/updates.ts';
import { configurationFile } from '../policy.ts';
import { commitsSource } from './range.ts';
import { nowhere, type Source } from './source.ts';

/** What is pushed under one policy: refs whose bases say the same. */
export interface Part {
  readonly base: CommitId | null;
  readonly tips: readonly Tip[];
}

interface Tip {
  readonly ref: string;
  readonly id: string;
  /** A tag may name a tree or a blob without any commit. */
  readonly type: 'commit' | 'tree' | 'blob';
}

/** Sorts the refs of a push by the policy that judges them. `baseOf` finds the commit it is read from. */
export async function partsOf(
  reader: ObjectReader,
  updates: readonly RefUpdate[],
  baseOf: (update: RefUpdate) => Promise<CommitId | null>,
): Promise<readonly Part[]> {
  const parts = new Map<string, { base: CommitId | null; tips: Tip[] }>();
  for (const update of updates) {
    if (update.next === null) continue; // a deletion brings nothing
    const tip = await tipOf(reader, update.ref, update.next);
    const base = await baseOf(update);
    const key = await policyKey(reader, base);
    const known = parts.get(key);
    if (known === undefined) parts.set(key, { base, tips: [tip] });
    else known.tips.push(tip);
  }
  return [...parts.values()];
}

/**
 * What the refs of a part bring that `exclude` does not have. `watch` is called for each commit. Where
 * several tips bring commits and one of them changes the policy, each is a source of its own: what it loosens is its own.
 */
export async function partSources(
  repository: Repository,
  part: Part,
  exclude: readonly CommitId[],
  watch: () => void,
): Promise<readonly Source[]> {
  const commits = part.tips.filter((tip) => tip.type === 'commit');
  const sources: Source[] = [];
  const open = (tips: readonly Tip[]): Promise<Source> => {
    const include = [...new Set(tips.map(({ id }) => commitId(id)))];
    const range = { exclude, include, base: part.base, tip: commitId(tips[0]?.id ?? '') };
    return opened(repository, range, tips.map(({ ref }) => shortName(ref)).join(', '), watch);
  };
  if (commits.length > 0) {
    const all = await open(commits);
    if (commits.length === 1 || !touchesPolicy(all)) sources.push(all);
    else {
      all.close();
      for (const tip of commits) sources.push(await open([tip]));
    }
  }
  for (const tip of part.tips) if (tip.type !== 'commit') sources.push(await looseSource(repository, part.base, tip));
  return sources;
}

/** A reader that stays open keeps the hook, and the push with it, from ending. */
async function opened(repository: Repository, range: Range, name: string, watch: () => void): Promise<Source> {
  const reader = new ObjectReader(repository);
  try {
    return await commitsSource(repository, reader, range, name, watch);
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** Files of a tag that names a tree or a blob: everything in it is new. */
async function looseSource(repository: Repository, base: CommitId | null, tip: Tip): Promise<Source> {
  const source = await opened(repository, { include: [], exclude: [], base, tip: tip.id as CommitId }, shortName(tip.ref), () => {});
  const entries: Entry[] = [];
  if (tip.type === 'blob') entries.push({ path: repoPath(tip.ref), blob: tip.id as BlobId, before: null, commit: null });
  else
    for await (const { path, blob, kind } of listTree(repository, tip.id))
      if (kind === 'file') entries.push({ path, blob, before: null, commit: null });
  const attribution: Source['attribution'] = async () => () => ({
    introduced: null,
    lastSeen: null,
    ...nowhere,
    current: true,
    occurrences: 1,
  });
  return { ...source, scope: shortName(tip.ref), entries, treesOf: () => (tip.type === 'tree' ? [tip.id] : []), attribution };
}

async function tipOf(reader: ObjectReader, ref: string, id: string): Promise<Tip> {
  const object = await reader.find(`${id}^{}`);
  switch (object.kind) {
    case 'blob':
    case 'tooLarge':
      return { ref, id: object.id, type: 'blob' };
    case 'other':
      if (object.type !== 'tag') return { ref, id: object.id, type: object.type };
      break;
    case 'missing':
      break;
  }
  throw new Failure('incomplete', 'object-missing', `the object ${id.slice(0, 12)} that ${shortName(ref)} is to name cannot be read`);
}

/** Equal for bases that hold the same policy. One that names further files stands for itself. */
async function policyKey(reader: ObjectReader, base: CommitId | null): Promise<string> {
  if (base === null) return '';
  const found = await Promise.all(policyFiles.map((path) => reader.find(`${base}:${path}`)));
  const configuration = found[0];
  const namesOthers = configuration?.kind === 'blob' && /extends|rulesFolders/.test(Buffer.from(configuration.bytes).toString('latin1'));
  return [namesOthers ? base : 'alone', ...found.map((object) => (object.kind === 'blob' ? object.id : object.kind))].join(' ');
}

const policyFiles: readonly string[] = [configurationFile, waiverFile, baselineFile];

function touchesPolicy(source: Source): boolean {
  return [...source.entries, ...source.gone].some(({ path }) => policyFiles.includes(path));
}

const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|tags)\//, '');

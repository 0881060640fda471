import { Failure } from '../model/failure.ts';
import { type BlobId, blobId, type RepoPath } from '../model/ids.ts';
import { CatFile, type Header } from './cat-file.ts';
import { entryKind } from './changes.ts';
import { bytesFromPath } from './paths.ts';
import type { Place } from './process.ts';
import { eachEntry } from './tree-object.ts';

/**
 * Which files and links stand at some paths of many trees (or commits). Every distinct tree on the way is read once, level by level, by one
 * git: thousands of tips that share most of their trees cost little more than one. Failure when a tree is not here.
 */
export async function searchTrees(
  place: Place,
  trees: readonly string[],
  paths: Iterable<RepoPath>,
): Promise<(tree: string, found: (path: RepoPath, blob: BlobId) => void) => void> {
  const top = wantedBelow(paths);
  const git = new CatFile<Tree>(place, ['--batch'], {
    contents: ({ type }) => (type === 'tree' ? 'wanted' : 'unwanted'),
    found: (header, bytes) => ({ header, bytes }),
    missing: (name) => {
      throw new Failure('incomplete', 'object-missing', `tree ${name.toString()} is not in this repository`);
    },
  });
  try {
    const roots = new Map<string, Visit>();
    const visits = new Map<string, Visit>();
    let level = new Map<string, Visit[]>();
    for (const tree of trees) {
      const visit: Visit = { wanted: top, folders: [], entries: [] };
      roots.set(tree, visit);
      level.set(`${tree}^{tree}`, [visit]);
    }
    while (level.size > 0) level = await descend(git, level, visits);
    return (tree, found) => tell(roots.get(tree), found);
  } finally {
    git.stop();
  }
}

/** The blobs at these paths of a commit or tree; paths without one are not in the answer. Costs what is asked, not the tree's size. */
export async function blobsAt(place: Place, tree: string, paths: Iterable<RepoPath>): Promise<ReadonlyMap<RepoPath, BlobId>> {
  const found = new Map<RepoPath, BlobId>();
  (await searchTrees(place, [tree], paths))(tree, (path, blob) => found.set(path, blob));
  return found;
}

interface Tree {
  readonly header: Header;
  readonly bytes: Buffer | null;
}

/** Names of a folder that are looked for, as bytes in latin1. */
interface Wanted {
  readonly number: number;
  readonly path: RepoPath | null;
  readonly below: Map<string, Wanted>;
}

/** One tree looked through for one set of names; shared by all the trees that hold it. */
interface Visit {
  readonly wanted: Wanted;
  readonly folders: Visit[];
  readonly entries: { readonly path: RepoPath; readonly blob: BlobId }[];
}

function wantedBelow(paths: Iterable<RepoPath>): Wanted {
  let number = 0;
  const make = (path: RepoPath | null): Wanted => ({ number: number++, path, below: new Map() });
  const top = make(null);
  for (const path of paths) {
    const steps = bytesFromPath(path).toString('latin1').split('/');
    let at = top;
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1;
      const next = at.below.get(step);
      const child: Wanted = next === undefined ? make(isLast ? path : null) : isLast ? { ...next, path } : next;
      at.below.set(step, child);
      at = child;
    }
  }
  return top;
}

/** Reads the trees of a level and notes what they hold; the folders they lead to are the next level. */
async function descend(
  git: CatFile<Tree>,
  level: ReadonlyMap<string, readonly Visit[]>,
  visits: Map<string, Visit>,
): Promise<Map<string, Visit[]>> {
  const next = new Map<string, Visit[]>();
  const names = [...level.keys()];
  git.ask(names);
  for (let answered = 0; answered < names.length; ) {
    for (const { header, bytes } of await git.next()) {
      const here = level.get(names[answered++] ?? '') ?? [];
      if (bytes === null) continue;
      for (const visit of here) {
        readTree(bytes, header.id.length / 2, visit.wanted, (wanted, mode, id) => {
          if (mode === '40000') {
            const key = `${id} ${wanted.number}`;
            const known = visits.get(key);
            const folder: Visit = known ?? { wanted, folders: [], entries: [] };
            visit.folders.push(folder);
            if (known !== undefined || wanted.below.size === 0) return;
            visits.set(key, folder);
            next.set(id, [...(next.get(id) ?? []), folder]);
          } else {
            const kind = entryKind(mode);
            if (wanted.path !== null && kind !== null && kind !== 'submodule') visit.entries.push({ path: wanted.path, blob: blobId(id) });
          }
        });
      }
    }
  }
  return next;
}

function readTree(bytes: Buffer, idLength: number, wanted: Wanted, found: (wanted: Wanted, mode: string, id: string) => void): void {
  eachEntry(bytes, idLength, (start, space, nul, end) => {
    const entry = wanted.below.get(bytes.toString('latin1', space + 1, nul));
    if (entry !== undefined) found(entry, bytes.toString('latin1', start, space), bytes.toString('hex', nul + 1, end));
  });
}

function tell(visit: Visit | undefined, found: (path: RepoPath, blob: BlobId) => void): void {
  if (visit === undefined) return;
  for (const { path, blob } of visit.entries) found(path, blob);
  for (const folder of visit.folders) tell(folder, found);
}

import { type BlobId, blobId, type RepoPath } from '../model/ids.ts';
import { CatFile } from './cat-file.ts';
import { entryKind } from './changes.ts';
import { pathFromBytes } from './paths.ts';
import { gitChunks, type Place } from './process.ts';
import { lines } from './records.ts';
import { eachEntry } from './tree-object.ts';

/** Every blob that stands in the tree of one of the commits, each once; their parents are not followed, and what is not here is left out. */
export async function* blobsOfTips(place: Place, commits: readonly string[]): AsyncGenerator<readonly BlobId[]> {
  if (commits.length === 0) return;
  const filter = ['--filter=object:type=blob', '--filter-provided-objects', '--missing=print'];
  const args = ['rev-list', '--no-walk', '--objects', '--no-object-names', ...filter, '--stdin'];
  const input = commits.map((id) => `${id}\n`);
  for await (const batch of lines(gitChunks(place, args, input))) {
    yield batch.filter((line) => line[0] !== questionMark).map((line) => blobId(line.toString('latin1')));
  }
}

/**
 * Where wanted blobs stand as files in the trees of some commits. Every distinct tree is read once, level by level, by one git: a thousand
 * tips that share most of their trees cost little more than one. A tree that is not here is passed by.
 */
export async function placesAtTips(
  place: Place,
  commits: readonly string[],
  wanted: (blob: BlobId) => boolean,
): Promise<(commit: string, found: (path: RepoPath, blob: BlobId) => void) => void> {
  const trees = new Map<string, Tree>();
  const roots = new Map<string, string>();
  const git = new CatFile<Answer>(place, ['--batch'], {
    contents: ({ type }) => (type === 'tree' ? 'wanted' : 'unwanted'),
    found: ({ id }, bytes) => ({ id, bytes }),
    missing: (name) => ({ id: name.toString(), bytes: null }),
  });
  try {
    let names = [...new Set(commits)].map((commit) => `${commit}^{tree}`);
    const tops = names;
    while (names.length > 0) {
      const below = new Set<string>();
      git.ask(names);
      for (let answered = 0; answered < names.length; ) {
        for (const { id, bytes } of await git.next()) {
          if (names === tops) roots.set(names[answered] ?? '', id);
          answered += 1;
          if (bytes === null || trees.has(id)) continue;
          const tree = parse(bytes, id.length / 2, wanted);
          trees.set(id, tree);
          for (const folder of tree.folders) below.add(folder.id);
        }
      }
      names = [...below].filter((id) => !trees.has(id));
    }
  } finally {
    git.stop();
  }
  const told = new Told(trees);
  return (commit, found) => {
    for (const { path, blob } of told.of(roots.get(`${commit}^{tree}`) ?? '')) found(pathFromBytes(Buffer.from(path, 'latin1')), blob);
  };
}

interface Answer {
  readonly id: string;
  readonly bytes: Buffer | null;
}

interface Tree {
  readonly folders: readonly { readonly name: string; readonly id: string }[];
  readonly files: readonly Held[];
}

/** A path, or the part of it below a tree, as bytes in latin1. */
interface Held {
  readonly path: string;
  readonly blob: BlobId;
}

/** What is held below each tree, worked out once for all the trees that hold it. */
class Told {
  private readonly trees: ReadonlyMap<string, Tree>;
  private readonly known = new Map<string, readonly Held[]>();

  constructor(trees: ReadonlyMap<string, Tree>) {
    this.trees = trees;
  }

  of(id: string): readonly Held[] {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const tree = this.trees.get(id);
    if (tree === undefined) return [];
    const below = tree.folders.flatMap((folder) => this.of(folder.id).map(({ path, blob }) => ({ path: `${folder.name}/${path}`, blob })));
    const held = [...tree.files, ...below];
    this.known.set(id, held);
    return held;
  }
}

function parse(bytes: Buffer, idLength: number, wanted: (blob: BlobId) => boolean): Tree {
  const folders: { name: string; id: string }[] = [];
  const files: Held[] = [];
  eachEntry(bytes, idLength, (start, space, nul, end) => {
    const mode = bytes.toString('latin1', start, space);
    const id = bytes.toString('hex', nul + 1, end);
    const name = (): string => bytes.toString('latin1', space + 1, nul);
    if (mode === '40000') folders.push({ name: name(), id });
    else if (entryKind(mode) === 'file' && wanted(id as BlobId)) files.push({ path: name(), blob: blobId(id) });
  });
  return { folders, files };
}

const questionMark = 63;

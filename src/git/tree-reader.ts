import { type BlobId, blobId, type RepoPath, repoPath } from '../model/ids.ts';
import type { Answering } from './cat-file.ts';
import { entryKind } from './changes.ts';
import { OneByOne } from './one-by-one.ts';
import { bytesFromPath, pathFromBytes } from './paths.ts';
import type { Place } from './process.ts';
import { eachEntry } from './tree-object.ts';

/**
 * Finds files in the trees of many commits that differ little: each distinct tree is read once and kept, so a path that is
 * not there costs git nothing. `searchTrees` is for paths that are all known before.
 */
export class TreeReader {
  private readonly git: OneByOne<Answer>;
  private readonly trees = new Map<string, Promise<Tree>>();
  private readonly names = new Map<string, readonly string[]>();
  private entries = 0;

  /** No git is started before the first question. */
  constructor(place: Place) {
    this.git = new OneByOne(place, answering);
  }

  /** The regular files at these paths of a commit or tree; what is not there, or not in this clone, is left out. */
  async filesAt(root: string, paths: readonly RepoPath[]): Promise<ReadonlyMap<RepoPath, BlobId>> {
    const found = new Map<RepoPath, BlobId>();
    if (paths.length === 0) return found;
    const folder = this.foldersOf(root);
    await Promise.all(
      paths.map(async (path) => {
        const [above, last] = parted(bytesFromPath(path).toString('latin1'));
        const entry = (await folder(above)).get(last);
        if (entry?.kind === 'file') found.set(path, blobId(entry.id));
      }),
    );
    return found;
  }

  /** The regular files that stand in these folders of a commit or tree themselves, not further down; '' is its root. */
  async filesIn(root: string, folders: Iterable<string>): Promise<readonly RepoPath[]> {
    const folder = this.foldersOf(root);
    const listed = [...folders].map(async (name) => {
      const at = bytesFromPath(repoPath(name)).toString('latin1');
      const files = [...(await folder(at))].filter(([, { kind }]) => kind === 'file');
      return files.map(([last]) => pathFromBytes(Buffer.from(at === '' ? last : `${at}/${last}`, 'latin1')));
    });
    return (await Promise.all(listed)).flat();
  }

  /** Every regular file of a commit or tree. */
  async allFiles(root: string): Promise<readonly RepoPath[]> {
    const names = await this.namesBelow(`${root}^{tree}`);
    return names.map((name) => pathFromBytes(Buffer.from(name, 'latin1')));
  }

  close(): void {
    this.git.close();
  }

  /** Looks up the folders of a commit or tree by their paths, as bytes in latin1; one that is not there is empty. */
  private foldersOf(root: string): (name: string) => Promise<Tree> {
    const folders = new Map([['', this.tree(`${root}^{tree}`)]]);
    const folder = (name: string): Promise<Tree> => {
      const known = folders.get(name);
      if (known !== undefined) return known;
      const [above, last] = parted(name);
      const tree = folder(above).then((entries) => {
        const entry = entries.get(last);
        return entry?.kind === 'folder' ? this.tree(entry.id) : none;
      });
      folders.set(name, tree);
      return tree;
    };
    return folder;
  }

  /** As bytes in latin1. Folders that hold few files stay the same from commit to commit, so what is in them is kept. */
  private async namesBelow(name: string): Promise<readonly string[]> {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const names: string[] = [];
    for (const [last, entry] of await this.tree(name)) {
      if (entry.kind === 'file') names.push(last);
      else for (const below of await this.namesBelow(entry.id)) names.push(`${last}/${below}`);
    }
    if (names.length <= fewFiles) this.names.set(name, names);
    return names;
  }

  private tree(name: string): Promise<Tree> {
    const known = this.trees.get(name);
    if (known !== undefined) return known;
    if (this.entries > mostEntries) {
      this.trees.clear();
      this.names.clear();
      this.entries = 0;
    }
    const tree = this.git.ask(name).then((answer) => {
      const entries = answer === null ? none : entriesOf(answer);
      this.entries += entries.size;
      return entries;
    });
    this.trees.set(name, tree);
    return tree;
  }
}

const answering: Answering<Answer> = {
  contents: ({ type }) => (type === 'tree' ? 'wanted' : 'unwanted'),
  found: ({ id }, bytes) => (bytes === null ? null : { bytes, idLength: id.length / 2 }),
  missing: () => null,
};

/** Some 100 MB of names and ids: then all is forgotten. */
const mostEntries = 500_000;
const fewFiles = 50;

type Answer = { readonly bytes: Buffer; readonly idLength: number } | null;

/** Entries by name, as bytes in latin1. */
type Tree = ReadonlyMap<string, { readonly kind: 'file' | 'folder'; readonly id: string }>;

const none: Tree = new Map();

function entriesOf({ bytes, idLength }: NonNullable<Answer>): Tree {
  const entries = new Map<string, { readonly kind: 'file' | 'folder'; readonly id: string }>();
  eachEntry(bytes, idLength, (start, space, nul, end) => {
    const mode = bytes.toString('latin1', start, space);
    const kind = mode === '40000' ? 'folder' : entryKind(mode);
    if (kind !== 'file' && kind !== 'folder') return;
    entries.set(bytes.toString('latin1', space + 1, nul), { kind, id: bytes.toString('hex', nul + 1, end) });
  });
  return entries;
}

function parted(name: string): readonly [folder: string, last: string] {
  const slash = name.lastIndexOf('/');
  return slash === -1 ? ['', name] : [name.slice(0, slash), name.slice(slash + 1)];
}

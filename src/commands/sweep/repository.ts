import { readAll } from '../../git/all-blobs.ts';
import { findGaps } from '../../git/missing.ts';
import { type ReadObject, readObjects } from '../../git/objects.ts';
import { gitOutput, type Place } from '../../git/process.ts';
import { defaultRef, type Ref, readRefs } from '../../git/refs.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { blobsOfTips, placesAtTips } from '../../git/tip-trees.ts';
import { blobsAt } from '../../git/tree-search.ts';
import type { Holdings, SopsHolding } from '../../incident/holdings.ts';
import type { Inventory, RepositoryFacts, SecretUse, Stand } from '../../incident/inventory.ts';
import { mayHold } from '../../incident/markers.ts';
import { plainTwin } from '../../incident/plain-twin.ts';
import { readBlob, readUses, withFile } from '../../incident/read-blob.ts';
import { repoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';
import { lfsPointer } from '../../text/decode.ts';
import { isBranchOrTag, marksOf, type Stands, standsOf } from './commit-walk.ts';

interface Watch {
  /** Called now and then with the number of blobs read. */
  readonly onBlobs: (count: number) => void;
  /** Holdings of blobs known from an earlier sweep, but for those with values in clear, which are never stored. */
  readonly known: ReadonlyMap<string, Holdings>;
  /** Told of what was found anew, to be stored. */
  readonly onHoldings?: (blob: string, holdings: Holdings) => void;
  /** Called often; where it throws, the reading ends. */
  readonly onStep?: () => void;
}

/** One repository that is being read: the tips first, then the rest. */
export class RepositoryReading {
  private readonly facts: RepositoryFacts;
  private readonly repository: Repository;
  private readonly watch: Watch;
  private readonly holdings = new Map<string, Holdings>();
  private readonly read = new Set<string>();
  private readonly gaps = new GapList();
  private refs: readonly Ref[] = [];
  private head: Ref | null = null;
  private absent: ReadonlySet<string> = new Set();
  private readonly uses: SecretUse[] = [];
  private lfs = 0;

  private constructor(facts: RepositoryFacts, repository: Repository, watch: Watch) {
    this.facts = facts;
    this.repository = repository;
    this.watch = watch;
  }

  static async open(facts: RepositoryFacts, place: Place, watch: Watch): Promise<RepositoryReading> {
    const reading = new RepositoryReading(facts, await openRepository(place), watch);
    reading.refs = await readRefs(reading.repository);
    reading.head = await defaultRef(reading.repository);
    const include = reading.refs.filter(({ type }) => type === 'commit').map(({ id }) => id);
    const { gaps, absent } = await findGaps(reading.repository, { include, exclude: [] });
    reading.absent = absent;
    for (const gap of gaps) reading.gaps.list.push(gap);
    reading.gaps.missing += absent.size;
    for (const { type, name } of reading.refs)
      if (type === 'missing') reading.gaps.add('objects that refs name are not here', 'git fetch', name);
    return reading;
  }

  /** What stands at the tip of the default branch, and which workloads there use it: the first answer. */
  async tip(): Promise<Inventory> {
    const commits = this.head === null ? [] : [this.head.id];
    await this.readTips(commits, true);
    return this.atTips(
      commits,
      this.hasOtherTips() ? 'the tip of its default branch was read, other tips and its history were not yet' : tipsAlone,
    );
  }

  hasOtherTips(): boolean {
    return [...this.tipNames().keys()].some((commit) => commit !== this.head?.id);
  }

  /** What stands at the tip of every branch and tag. */
  async tips(): Promise<Inventory> {
    const commits = [...this.tipNames().keys()];
    await this.readTips(commits, false);
    return this.atTips(commits, tipsAlone);
  }

  /** The whole history: every blob, every commit of every ref, reflogs and dangling commits. */
  async history(): Promise<Inventory> {
    await this.readAll();
    const find = (): Promise<Stands> =>
      standsOf(this.repository, this.refs, this.head, (blob) => {
        this.watch.onStep?.();
        return this.holdings.has(blob);
      });
    const first = await find();
    // Rare enough that the walk is made again when there is one.
    const { stands, commits } = (await this.readPlainTwins(first)) ? await find() : first;
    const status = this.gaps.list.length === 0 ? 'scanned' : 'partial';
    return this.inventory(stands, commits, status, this.gaps.list.map(({ reason }) => reason).join('; ') || null);
  }

  private async inventory(
    stands: readonly Stand[],
    commits: number,
    status: Inventory['status'],
    reason: string | null,
  ): Promise<Inventory> {
    return {
      repository: this.facts,
      status,
      reason,
      commits,
      blobs: this.read.size,
      refs: this.refs.length,
      missing: this.gaps.missing,
      submodules: this.head === null ? [] : await submodules(this.repository, this.head.id),
      gaps: this.gaps.list,
      counted: this.lfs === 0 ? [] : [{ reason: 'files in Git LFS: sweep a checked out folder with --path', count: this.lfs }],
      holdings: this.holdings,
      stands,
      uses: this.uses,
      codeowners: this.head === null ? '' : await codeowners(this.repository, this.head.id),
    };
  }

  /** Full names of branches and tags by the commit they name; the default branch first. */
  private tipNames(): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, string[]>(this.head === null ? [] : [[this.head.id, []]]);
    for (const { id, name, type } of this.refs)
      if (type === 'commit' && isBranchOrTag(name)) names.set(id, [...(names.get(id) ?? []), name]);
    return names;
  }

  private async readTips(commits: readonly string[], atHead: boolean): Promise<void> {
    const { repository, read, absent } = this;
    async function* unread(): AsyncGenerator<readonly string[]> {
      for await (const batch of blobsOfTips(repository, commits)) yield batch.filter((id) => !read.has(id));
    }
    for await (const object of readObjects(repository, unread(), { absent })) await this.take(object, atHead);
  }

  /** Commits before the tips are not known yet. */
  private async atTips(commits: readonly string[], reason: string): Promise<Inventory> {
    const names = this.tipNames();
    const tell = await placesAtTips(this.repository, commits, (blob) => this.holdings.has(blob));
    const marks = await marksOf(this.repository, commits);
    const stands = new Map<string, Stand>();
    for (const commit of commits) {
      const mark = marks.get(commit) ?? null;
      const current = commit === this.head?.id;
      tell(commit, (path, blob) => {
        const before = stands.get(`${blob} ${path}`);
        const refs = [...(before?.refs ?? []), ...(names.get(commit) ?? [])].sort();
        const { first, last } = before ?? { first: mark, last: mark };
        stands.set(`${blob} ${path}`, { path, blob, first, last, current: before?.current === true || current, refs, unreachable: false });
      });
    }
    return this.inventory([...stands.values()], commits.length, 'partial', reason);
  }

  private async readAll(): Promise<void> {
    for await (const batch of readAll(this.repository, (id) => this.read.has(id), { absent: this.absent })) {
      for (const object of batch) await this.take(object);
    }
  }

  /** Versions in clear of files that SOPS encrypts. True: there are some. */
  private async readPlainTwins({ stands, neighbours }: Stands): Promise<boolean> {
    const encrypted = new Map<string, SopsHolding[]>();
    for (const { path, blob } of stands) {
      const sops = this.holdings.get(blob)?.sops ?? null;
      if (sops !== null) encrypted.set(path, [...(encrypted.get(path) ?? []), sops]);
    }
    const before = this.holdings.size;
    const paths = new Map<string, string[]>();
    for (const path of encrypted.keys())
      for (const id of neighbours.get(path) ?? []) if (!this.holdings.has(id)) paths.set(id, [...(paths.get(id) ?? []), path]);
    for await (const object of readObjects(this.repository, [[...paths.keys()]], { absent: this.absent })) {
      const versions = (paths.get(object.id) ?? []).flatMap((path) => encrypted.get(path) ?? []);
      const twin = object.kind === 'blob' ? plainTwin(object.bytes, versions) : null;
      if (twin !== null) this.holdings.set(object.id, twin);
    }
    return this.holdings.size > before;
  }

  private async take(object: ReadObject, atHead = false): Promise<void> {
    this.watch.onStep?.();
    if (object.kind === 'tooLarge')
      this.gaps.add(
        'blobs are larger than 16 MiB and were not read',
        'write them to a folder with git cat-file, and sweep it with --path',
        object.id,
      );
    if (object.kind === 'missing' && !this.absent.has(object.id)) {
      this.gaps.missing += 1;
      this.gaps.add('objects cannot be read', 'git fsck, and clone again', object.id);
    }
    if (object.kind !== 'blob' || this.read.has(object.id)) return;
    this.read.add(object.id);
    if (this.read.size % 500 === 0) this.watch.onBlobs(this.read.size);
    const bytes = Buffer.from(object.bytes.buffer, object.bytes.byteOffset, object.bytes.byteLength);
    if (lfsPointer(bytes)) this.lfs += 1;
    if (atHead) this.uses.push(...readUses(bytes));
    if (!mayHold(bytes)) return;
    const known = this.watch.known.get(object.id);
    if (known !== undefined) {
      this.holdings.set(object.id, withFile(known, bytes));
      return;
    }
    const holdings = await readBlob(bytes);
    if (holdings === null) return;
    this.holdings.set(object.id, holdings);
    this.watch.onHoldings?.(object.id, holdings);
  }
}

const tipsAlone = 'its tips were read, its history was not yet';

/** What was not read, and how it can be. */
class GapList {
  readonly list: Gap[] = [];
  missing = 0;
  private readonly seen = new Set<string>();

  add(reason: string, repair: string, name: string): void {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    const known = this.list.findIndex((gap) => gap.reason === reason);
    if (known < 0) this.list.push({ reason, count: 1, repair });
    else this.list[known] = { reason, count: (this.list[known]?.count ?? 0) + 1, repair };
  }
}

async function submodules(place: Place, commit: string): Promise<string[]> {
  const text = (await gitOutput(place, ['ls-tree', '-r', '-z', '--full-tree', commit])).toString();
  return [...text.matchAll(/(?:^|\0)160000 commit [0-9a-f]+\t([^\0]*)/g)].map((match) => match[1] ?? '');
}

async function codeowners(place: Place, commit: string): Promise<string> {
  const paths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'].map(repoPath);
  const found = await blobsAt(place, commit, paths);
  const blob = paths.map((path) => found.get(path)).find((id) => id !== undefined);
  return blob === undefined ? '' : (await gitOutput(place, ['cat-file', 'blob', blob])).toString();
}

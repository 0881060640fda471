import { walkFirstParents } from '../../git/first-parent.ts';
import { gitChunks, type Place } from '../../git/process.ts';
import { lines } from '../../git/records.ts';
import type { Ref } from '../../git/refs.ts';
import type { Stand } from '../../incident/inventory.ts';
import { type ChangePoint, type CommitNode, Lineage } from '../../incident/lineage.ts';
import type { CommitMark } from '../../model/compromise.ts';

export interface Stands {
  readonly stands: readonly Stand[];
  readonly commits: number;
  /** Blobs of no interest that stood at a path right before or after one of interest. */
  readonly neighbours: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where the blobs of interest stood, from the changes of every commit: of all refs, and of those that only reflogs or nobody reaches. */
export async function standsOf(place: Place, refs: readonly Ref[], head: Ref | null, wanted: (blob: string) => boolean): Promise<Stands> {
  const walk = new CommitWalk(place, wanted);
  if (refs.some(({ type }) => type === 'commit')) await walk.all(head !== null);
  const reachable = walk.nodes.length;
  await walk.unreached();
  walk.link();
  const lineage = new Lineage(walk.nodes);
  const tips = lineage.sorted(
    refs.flatMap(({ type, name, id }) => {
      const commit = walk.indexOf(id);
      return type === 'commit' && isBranchOrTag(name) && commit !== undefined ? [{ name, commit }] : [];
    }),
  );
  const tip = head === null ? undefined : walk.indexOf(head.id);
  const reached = lineage.count((commit) => commit < reachable);
  const stands: Stand[] = [];
  for (const [path, points] of walk.points) {
    for (const [blob, stay] of lineage.stays(points)) {
      const span = lineage.span(stay);
      if (span === null) continue;
      const names = [...new Set(lineage.among(stay, tips).map(({ name }) => name))].sort();
      const current = tip !== undefined && lineage.holds(stay, tip);
      const unreachable = !lineage.some(stay, reached);
      stands.push({ path, blob, first: walk.mark(span.first), last: walk.mark(span.last), current, refs: names, unreachable });
    }
  }
  // A tag can name a blob: no commit holds it, and it is fetched all the same.
  for (const { type, name, id } of refs) {
    if (type === 'blob' && wanted(id))
      stands.push({ path: name, blob: id, first: null, last: null, current: false, refs: [name], unreachable: false });
  }
  return { stands, commits: walk.nodes.length, neighbours: walk.neighbours };
}

/** Id, date and author of a few commits. */
export async function marksOf(place: Place, commits: readonly string[]): Promise<ReadonlyMap<string, CommitMark>> {
  const found = new Map<string, CommitMark>();
  if (commits.length === 0) return found;
  const walk = { commits: ['--no-walk=unsorted'], input: commits.map((id) => `${id}\n`), wanted: () => false };
  for await (const { commit, date, author } of walkFirstParents(place, walk))
    found.set(commit, { id: commit, date: utc(Date.parse(date)), author });
  return found;
}

export const isBranchOrTag = (name: string): boolean =>
  /^refs\/(?:heads|tags|remotes)\//.test(name) && !/^refs\/remotes\/[^/]+\/HEAD$/.test(name);

const utc = (time: number): string => new Date(Number.isFinite(time) ? time : 0).toISOString().replace('.000Z', 'Z');

/** Half a million commits are held as plain columns; authors, who are few, once each. */
class CommitWalk {
  readonly nodes: (CommitNode & { firstParent: number })[] = [];
  readonly points = new Map<string, ChangePoint[]>();
  readonly neighbours = new Map<string, Set<string>>();
  private readonly place: Place;
  private readonly wanted: (blob: string) => boolean;
  private readonly ids: string[] = [];
  private readonly authors: string[] = [];
  private readonly known = new Map<string, string>();
  private readonly index = new Map<string, number>();
  private readonly parents: (string | undefined)[] = [];

  constructor(place: Place, wanted: (blob: string) => boolean) {
    this.place = place;
    this.wanted = wanted;
  }

  all(withHead: boolean): Promise<void> {
    return this.walk(['--all', ...(withHead ? ['HEAD'] : [])]);
  }

  /** Commits that no ref reaches (reflogs, dangling ones), as long as they are there. */
  async unreached(): Promise<void> {
    const others: string[] = [];
    const args = ['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objecttype) %(objectname)'];
    for await (const batch of lines(gitChunks(this.place, args))) {
      for (const line of batch) {
        if (line[0] !== firstOfCommit || line[1] !== secondOfCommit) continue;
        const id = line.toString('latin1', 'commit '.length);
        if (!this.index.has(id)) others.push(`${id}\n`);
      }
    }
    if (others.length > 0) await this.walk(['--no-walk=unsorted'], others);
  }

  /** Parents come after their children in the list of git: links are made when all are known. */
  link(): void {
    for (const [at, node] of this.nodes.entries()) node.firstParent = this.index.get(this.parents[at] ?? '') ?? -1;
  }

  indexOf(commit: string): number | undefined {
    return this.index.get(commit);
  }

  mark(at: number): CommitMark | null {
    const node = this.nodes[at];
    return node === undefined ? null : { id: this.ids[at] ?? '', date: utc(node.time), author: this.authors[at] ?? '' };
  }

  private async walk(commits: readonly string[], input?: readonly string[]): Promise<void> {
    const { wanted } = this;
    for await (const { commit, parents, date, author, changes } of walkFirstParents(this.place, {
      commits,
      wanted,
      ...(input !== undefined && { input }),
    })) {
      if (this.index.has(commit)) continue;
      const at = this.nodes.push({ firstParent: -1, time: Date.parse(date) }) - 1;
      this.index.set(commit, at);
      this.ids.push(commit);
      this.parents.push(parents[0]);
      this.authors.push(this.once(author));
      for (const { path, before, after } of changes) {
        const points = this.points.get(path) ?? [];
        points.push({ commit: at, blob: wanted(after) ? after : null });
        this.points.set(path, points);
        const other = wanted(after) ? (wanted(before) ? '' : before) : after;
        if (!absent.test(other)) this.neighbours.set(path, (this.neighbours.get(path) ?? new Set()).add(other));
      }
    }
  }

  private once(text: string): string {
    const known = this.known.get(text);
    if (known === undefined) this.known.set(text, text);
    return known ?? text;
  }
}

/** No object: the path was not there. */
const absent = /^0*$/;
const firstOfCommit = 'c'.charCodeAt(0);
const secondOfCommit = 'o'.charCodeAt(0);

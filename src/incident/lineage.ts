/** A commit in the order git lists them; parents may stand anywhere. */
export interface CommitNode {
  /** Index of the first parent; -1: a root, or cut off. */
  readonly firstParent: number;
  /** Committer date, milliseconds. */
  readonly time: number;
}

/** From `commit` on, along first parents, `blob` stands at the path; null: none that is of interest. */
export interface ChangePoint {
  readonly commit: number;
  readonly blob: string | null;
}

/** Commits of a lineage, as half-open ranges of its own order. */
type Stay = readonly (readonly [number, number])[];

/**
 * Answers, for what stood at a path, which commits hold it, which of them is first and last, and whether a given commit does: from the
 * points where it changed, without listing a tree. Every commit has one first parent at most, so commits form a forest; numbered in
 * depth-first order the descendants of a commit are a range, and what a change lets stand is its range less those of later changes.
 */
export class Lineage {
  private readonly entered: Int32Array;
  private readonly left: Int32Array;
  /** Commit at each number. */
  private readonly order: Int32Array;
  private readonly extremes: Extremes;

  constructor(commits: readonly CommitNode[]) {
    const { entered, left, order } = number(commits);
    this.entered = entered;
    this.left = left;
    this.order = order;
    this.extremes = new Extremes(Float64Array.from(order, (commit) => commits[commit]?.time ?? 0));
  }

  /** Of one path: for each blob, the commits whose tree holds it there. */
  stays(points: readonly ChangePoint[]): ReadonlyMap<string, Stay> {
    const sorted = points
      .map((point) => ({ ...point, start: this.entered[point.commit] ?? 0, end: this.left[point.commit] ?? 0 }))
      .sort((a, b) => a.start - b.start);
    const stays = new Map<string, [number, number][]>();
    const open: { blob: string | null; end: number; from: number }[] = [];
    const close = (upTo: number): void => {
      for (let top = open.at(-1); top !== undefined && top.end <= upTo; top = open.at(-1)) {
        keep(stays, top.blob, top.from, top.end);
        open.pop();
        const below = open.at(-1);
        if (below !== undefined) below.from = top.end;
      }
    };
    for (const { blob, start, end } of sorted) {
      close(start);
      const top = open.at(-1);
      if (top !== undefined) keep(stays, top.blob, top.from, start);
      open.push({ blob, end, from: start });
    }
    close(Number.POSITIVE_INFINITY);
    return stays;
  }

  /** The commit with the earliest date and the one with the latest; of equal dates the ancestor, and the descendant. null: no commit. */
  span(stay: Stay): { readonly first: number; readonly last: number } | null {
    let first = -1;
    let last = -1;
    for (const [start, end] of stay) {
      first = this.extremes.earlier(first, this.extremes.earliest(start, end));
      last = this.extremes.later(last, this.extremes.latest(start, end));
    }
    return first < 0 || last < 0 ? null : { first: this.order[first] ?? 0, last: this.order[last] ?? 0 };
  }

  holds(stay: Stay, commit: number): boolean {
    const at = this.entered[commit] ?? -1;
    return stay.some(([start, end]) => start <= at && at < end);
  }

  /** Commits prepared for `among`: many tips are asked for many stays. */
  sorted<Named extends { readonly commit: number }>(named: readonly Named[]): readonly Named[] {
    return [...named].sort((a, b) => (this.entered[a.commit] ?? 0) - (this.entered[b.commit] ?? 0));
  }

  /** Those of the sorted that hold it. */
  among<Named extends { readonly commit: number }>(stay: Stay, sorted: readonly Named[]): Named[] {
    const found: Named[] = [];
    for (const [start, end] of stay) {
      let low = 0;
      for (let high = sorted.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((this.entered[sorted[middle]?.commit ?? 0] ?? 0) < start) low = middle + 1;
        else high = middle;
      }
      for (let named = sorted[low]; named !== undefined && (this.entered[named.commit] ?? 0) < end; low += 1, named = sorted[low])
        found.push(named);
    }
    return found;
  }

  /** Does any commit of the stay have the property? `counts` comes from `count`. */
  some(stay: Stay, counts: Int32Array): boolean {
    return stay.some(([start, end]) => (counts[end] ?? 0) > (counts[start] ?? 0));
  }

  count(has: (commit: number) => boolean): Int32Array {
    const counts = new Int32Array(this.order.length + 1);
    for (let at = 0; at < this.order.length; at += 1) counts[at + 1] = (counts[at] ?? 0) + (has(this.order[at] ?? 0) ? 1 : 0);
    return counts;
  }
}

function keep(stays: Map<string, [number, number][]>, blob: string | null, start: number, end: number): void {
  if (blob === null || start >= end) return;
  const ranges = stays.get(blob);
  if (ranges === undefined) stays.set(blob, [[start, end]]);
  else ranges.push([start, end]);
}

function number(commits: readonly CommitNode[]): { entered: Int32Array; left: Int32Array; order: Int32Array } {
  const count = commits.length;
  // Children as linked lists: `next` is the following child of the same parent, `first` the first child of each.
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const roots: number[] = [];
  commits.forEach(({ firstParent }, commit) => {
    if (firstParent < 0 || firstParent >= count) {
      roots.push(commit);
      return;
    }
    next[commit] = first[firstParent] ?? -1;
    first[firstParent] = commit;
  });
  const entered = new Int32Array(count).fill(-1);
  const left = new Int32Array(count);
  const order = new Int32Array(count);
  let at = 0;
  for (const root of roots) {
    const path = [root];
    for (let commit = path.at(-1); commit !== undefined; commit = path.at(-1)) {
      if (entered[commit] === -1) {
        entered[commit] = at;
        order[at] = commit;
        at += 1;
      }
      const child = first[commit] ?? -1;
      if (child >= 0) {
        first[commit] = next[child] ?? -1;
        path.push(child);
      } else {
        left[commit] = at;
        path.pop();
      }
    }
  }
  return { entered, left, order };
}

/** Index of the smallest and the largest time in a range, in logarithmic time (a segment tree of indexes). */
class Extremes {
  private readonly times: Float64Array;
  private readonly low: Int32Array;
  private readonly high: Int32Array;
  private readonly size: number;

  constructor(times: Float64Array) {
    this.times = times;
    this.size = times.length;
    this.low = new Int32Array(2 * this.size);
    this.high = new Int32Array(2 * this.size);
    for (let i = 0; i < this.size; i += 1) {
      this.low[this.size + i] = i;
      this.high[this.size + i] = i;
    }
    for (let i = this.size - 1; i > 0; i -= 1) {
      this.low[i] = this.earlier(this.low[2 * i] ?? -1, this.low[2 * i + 1] ?? -1);
      this.high[i] = this.later(this.high[2 * i] ?? -1, this.high[2 * i + 1] ?? -1);
    }
  }

  earliest(start: number, end: number): number {
    return this.query(start, end, this.low, (a, b) => this.earlier(a, b));
  }

  latest(start: number, end: number): number {
    return this.query(start, end, this.high, (a, b) => this.later(a, b));
  }

  earlier(a: number, b: number): number {
    if (a < 0 || b < 0) return Math.max(a, b);
    const difference = (this.times[a] ?? 0) - (this.times[b] ?? 0);
    return difference < 0 || (difference === 0 && a < b) ? a : b;
  }

  later(a: number, b: number): number {
    if (a < 0 || b < 0) return Math.max(a, b);
    const difference = (this.times[a] ?? 0) - (this.times[b] ?? 0);
    return difference > 0 || (difference === 0 && a > b) ? a : b;
  }

  private query(start: number, end: number, tree: Int32Array, better: (a: number, b: number) => number): number {
    let found = -1;
    for (let l = start + this.size, r = end + this.size; l < r; l >>= 1, r >>= 1) {
      if (l & 1) found = better(found, tree[l++] ?? -1);
      if (r & 1) found = better(found, tree[--r] ?? -1);
    }
    return found;
  }
}

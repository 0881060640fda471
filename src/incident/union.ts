/** Sets of names that grow together (union-find); the name of a set is that of its least member that was ever its root. */
export class Union {
  private readonly above = new Map<string, string>();

  find(name: string): string {
    let root = name;
    for (let up = this.above.get(root); up !== undefined; up = this.above.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = this.above.get(at) ?? root;
      this.above.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [low, high] = [this.find(a), this.find(b)].sort();
    if (low !== undefined && high !== undefined && low !== high) this.above.set(high, low);
  }
}

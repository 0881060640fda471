import type { Entry } from '../model/tree.ts';

/** Which keys a growing list of members holds. Most mappings are small: a set is made only for those that are not. */
export class Keys {
  private readonly entries: readonly Entry[];
  private known: Set<string> | null = null;

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  /** Asked once for each member, before it is added. */
  has(key: string): boolean {
    const { entries } = this;
    if (this.known === null) {
      if (entries.length < largestSmall) {
        for (const entry of entries) if (entry.key.text === key) return true;
        return false;
      }
      this.known = new Set(entries.map((entry) => entry.key.text));
    }
    const has = this.known.has(key);
    this.known.add(key);
    return has;
  }
}

const largestSmall = 12;

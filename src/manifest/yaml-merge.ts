import type { Entry, Mapping, Node, Scalar } from '../model/tree.ts';

/** A merge key before the member of this index, and the mappings it brings in. */
export interface Merge {
  readonly at: number;
  readonly sources: readonly Mapping[];
}

/** Plain `<<`, untagged or with the tag that Go's writer puts before it (`!!merge <<:`). */
export function isMergeKey(key: Scalar): boolean {
  return key.text === '<<' && key.style === 'plain' && (key.tag === null || key.tag === '!' || key.tag === '!!merge');
}

/** The mappings a `<<` brings in, or null when its value is none: then it is an ordinary key. */
export function mergeSources(value: Node): readonly Mapping[] | null {
  if (value.kind === 'mapping') return [value];
  if (value.kind !== 'sequence' || value.items.length === 0) return null;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings : null;
}

/** The members with what is merged in its place. Explicit keys win wherever they stand; of several merged mappings the first one does. */
export function mergeInto(explicit: readonly Entry[], merges: readonly Merge[]): readonly Entry[] {
  const taken = new Set(explicit.map((entry) => entry.key.text));
  const entries: Entry[] = [];
  let next = 0;
  for (const { at, sources } of merges) {
    for (const entry of explicit.slice(next, at)) entries.push(entry);
    next = at;
    for (const source of sources) {
      const brought = source.entries.filter((entry) => !taken.has(entry.key.text));
      for (const entry of brought) {
        taken.add(entry.key.text);
        entries.push(entry);
      }
    }
  }
  return entries.concat(explicit.slice(next));
}

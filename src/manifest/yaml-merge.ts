import type { Entry, Mapping, Node, Scalar } from '../model/tree.ts';

/** A member, or the mappings that a merge key in its place brings in. */
export type Slot = { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'merge'; readonly sources: readonly Mapping[] };

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

/** Explicit keys win wherever they stand; of several merged mappings the first one does. */
export function mergeInto(slots: readonly Slot[], explicit: ReadonlySet<string>): readonly Entry[] {
  const taken = new Set(explicit);
  const entries: Entry[] = [];
  for (const slot of slots) {
    if (slot.kind === 'entry') {
      entries.push(slot.entry);
      continue;
    }
    for (const source of slot.sources) {
      const brought = source.entries.filter((entry) => !taken.has(entry.key.text));
      for (const entry of brought) {
        taken.add(entry.key.text);
        entries.push({ ...entry, merged: true });
      }
    }
  }
  return entries;
}

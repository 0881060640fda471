import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import type { Resource } from '../model/resource.ts';
import type { Emit } from '../systems/system.ts';

/** Lets through what does not stand in one of the objects: those are read already, by who knows them. */
export function outside(resources: readonly Resource[], document: Document, emit: Emit): Emit {
  const covered = resources.map((resource) => resource.pointer);
  const isCovered = (at: Pointer): boolean => covered.some((object) => at === object || at.startsWith(`${object}/`));
  return {
    ...emit,
    passes: (node, pointer, ...as) =>
      (document.within === null && document.how !== 'lines' && isCovered(pointer)) || emit.passes(node, pointer, ...as),
    value: (candidate) => {
      const at = document.within === null ? candidate.place.pointer : candidate.place.inner;
      if (at === null || !isCovered(at)) emit.value(candidate);
    },
  };
}

/** The document without the envelope's own metadata, which nobody else reads. */
export function without(document: Document, metadata: readonly string[]): Document {
  if (document.root?.kind !== 'mapping') return document;
  return { ...document, root: { ...document.root, entries: document.root.entries.filter((entry) => !metadata.includes(entry.key.text)) } };
}

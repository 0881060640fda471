import type { Document, Place } from '../model/document.ts';
import type { Resource } from '../model/resource.ts';
import type { Emit } from '../systems/system.ts';

/** Lets through what does not stand in one of the objects: those are read already, by who knows them. */
export function outside(resources: readonly Resource[], document: Document, emit: Emit): Emit {
  const covered = resources.map((resource) => resource.pointer);
  const isCovered = ({ pointer, inner }: Place): boolean => {
    const own = document.within === null ? pointer : inner;
    return own !== null && covered.some((object) => own === object || own.startsWith(`${object}/`));
  };
  return { ...emit, value: (candidate) => (isCovered(candidate.place) ? undefined : emit.value(candidate)) };
}

/** The document without the envelope's own metadata, which nobody else reads. */
export function without(document: Document, metadata: readonly string[]): Document {
  if (document.root?.kind !== 'mapping') return document;
  return { ...document, root: { ...document.root, entries: document.root.entries.filter((entry) => !metadata.includes(entry.key.text)) } };
}

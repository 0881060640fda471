import { scalarAt } from '../manifest/scalar-at.ts';
import type { Document, Place, SourceText } from '../model/document.ts';
import { child, steps } from '../model/pointer.ts';
import type { ResourceId } from '../model/resource.ts';
import type { Candidate, Emit } from '../systems/system.ts';

/** Where the values of an inner document stand, seen from outside. */
export interface Outer {
  readonly resource: ResourceId | null;
  readonly keyPath: string;
}

interface Found {
  readonly place: Place;
  readonly resource: ResourceId | null;
  readonly keyPath: string;
}

/** What is found inside a string belongs to the outer object, and is named from outside. */
export function adopted<T extends Found>(found: T, outer: Outer): T {
  return {
    ...found,
    resource: found.resource ?? outer.resource,
    keyPath: found.keyPath === '' ? outer.keyPath : `${outer.keyPath}.${found.keyPath}`,
  };
}

/** What was found in the raw text is given the pointer of the scalar it stands in. */
export function located<T extends Found>(found: T, source: SourceText, documents: readonly Document[]): T {
  if (found.place.pointer !== null) return found;
  const offset = source.lineStart(found.place.line) + found.place.column - 1;
  const document = documents.findLast((one) => one.span.start <= offset && offset < one.span.end);
  if (document?.root == null) return { ...found, place: { ...found.place, document: document?.index ?? 0 } };
  const pointer = document.how !== 'lines' ? scalarAt(document.root, offset) : null;
  return {
    ...found,
    place: { ...found.place, document: document.index, pointer },
    keyPath: pointer === null || found.keyPath !== '' ? found.keyPath : steps(pointer).join('.'),
  };
}

/** For what is found in the decoded text of a value: it stands where the encoded value does, and is told by the line within. */
export function at({ place, resource, key, keyPath }: Candidate, emit: Emit): Emit {
  const moved = (inner: Place): Place => ({ ...place, inner: inner.pointer === null ? place.inner : child(place.inner, inner.line) });
  return {
    ...emit,
    passes: () => false,
    value: (one) => emit.value({ ...one, place: moved(one.place), resource, key, keyPath }),
    observe: (one) => emit.observe({ ...one, place: moved(one.place), resource, keyPath }),
  };
}

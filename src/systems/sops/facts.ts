import { placeOf } from '../../manifest/place.ts';
import type { Document, Place } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { steps } from '../../model/pointer.ts';
import type { ResourceId } from '../../model/resource.ts';
import { type Span, textAt } from '../../model/tree.ts';
import type { Observation } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { parseEnc } from './enc.ts';

/** An observation about a place of a document, with what every one of this system has in common. */
export function observed(
  document: Document,
  aspect: Aspect,
  at: Placed,
  detail: Readonly<Record<string, string | number>> = {},
): Observation {
  const keys = steps(at.pointer);
  const key = keys.at(-1);
  return {
    subject: 'document',
    aspect,
    place: placeOf(document, at.span, at.pointer),
    resource: resourceOf(document),
    ...(key === undefined ? {} : { key }),
    keyPath: keys.join('.'),
    detail,
  };
}

export interface Placed {
  readonly pointer: Pointer;
  readonly span: Span;
}

export function placeIn(document: Document, at: Placed): Place {
  return placeOf(document, at.span, at.pointer);
}

/** The Kubernetes object a document is; null where it is none, or where `kind` itself is encrypted. */
export function resourceOf({ root }: Document): ResourceId | null {
  const apiVersion = clearText(textAt(root, 'apiVersion'));
  const kind = clearText(textAt(root, 'kind'));
  if (apiVersion === null || kind === null) return null;
  return {
    apiVersion,
    kind,
    namespace: clearText(textAt(root, 'metadata', 'namespace')),
    name: clearText(textAt(root, 'metadata', 'name')),
  };
}

const clearText = (text: string | null): string | null => (text === null || parseEnc(text) !== null ? null : text);

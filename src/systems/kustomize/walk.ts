import type { Document } from '../../model/document.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { WalkAs } from '../literals.ts';

/** How this system emits what no more special reader takes. */
export function walk(document: Document, resource: ResourceId | null): WalkAs {
  return { aspect: 'literal', container: 'values', resource, document };
}

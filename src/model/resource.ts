import type { Document } from './document.ts';
import type { Pointer } from './ids.ts';
import type { Mapping } from './tree.ts';

/** Which Kubernetes object a value belongs to, by the words of its manifest. */
export interface ResourceId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

/** `Secret prod/db`, `Secret db`, `Secret`: how people name an object. */
export function resourceName(resource: ResourceId): string {
  if (resource.name === null) return resource.kind;
  return `${resource.kind} ${resource.namespace === null ? '' : `${resource.namespace}/`}${resource.name}`;
}

/** An object found in a document: the document itself, an item of a List, an element of `extraDeploy`, and so on. */
export interface Resource {
  readonly id: ResourceId;
  /** `bitnami.com` of `bitnami.com/v1alpha1`; '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly root: Mapping;
  readonly pointer: Pointer;
  readonly document: Document;
  /** How it was reached, outermost first: `['List']`, `['extraDeploy']`, `['patch']`. */
  readonly via: readonly string[];
}

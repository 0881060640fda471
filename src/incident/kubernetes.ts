import type { Scope } from '../model/compromise.ts';
import type { Resource } from '../model/resource.ts';
import { get, type Node, textAt } from '../model/tree.ts';

const annotation = 'sealedsecrets.bitnami.com';

/** The scope the metadata of a SealedSecret declares, as the controller decides it; null for other objects. */
export function declaredScope({ group, root }: Resource): Scope | null {
  if (group !== 'bitnami.com') return null;
  if (textAt(root, 'metadata', 'annotations', `${annotation}/cluster-wide`) === 'true') return 'cluster-wide';
  return textAt(root, 'metadata', 'annotations', `${annotation}/namespace-wide`) === 'true' ? 'namespace-wide' : 'strict';
}

/** The Secret in which the controller keeps its key. */
export function isSealingKey({ root }: Resource): boolean {
  return get(root, 'metadata', 'labels', `${annotation}/sealed-secrets-key`) !== undefined;
}

/** Names of the Secrets a workload uses: environment, volumes, image pull secrets, TLS of an Ingress, whatever names one. */
export function usesOf({ id, root }: Resource): readonly string[] {
  if (/^(?:Secret|SealedSecret|SopsSecret)$/.test(id.kind)) return [];
  const names = new Set<string>();
  collect(root, names, 0);
  return [...names];
}

/** Members whose value is the name of a Secret, or an object with the `name` of one. */
const pointers: ReadonlySet<string> = new Set(['secretName', 'secretKeyRef', 'secretRef', 'imagePullSecrets', 'existingSecret']);

function collect(node: Node, names: Set<string>, depth: number): void {
  if (depth > 40 || names.size > 1000) return;
  if (node.kind === 'sequence') for (const item of node.items) collect(item, names, depth + 1);
  if (node.kind !== 'mapping') return;
  for (const { key, value } of node.entries) {
    if (pointers.has(key.text)) for (const name of named(value)) names.add(name);
    collect(value, names, depth + 1);
  }
}

function named(value: Node): string[] {
  if (value.kind === 'scalar') return value.text === '' || value.text.length > 253 || /\{\{/.test(value.text) ? [] : [value.text];
  if (value.kind === 'sequence') return value.items.flatMap((item) => named(item));
  const name = textAt(value, 'name');
  return name === null || name === '' ? [] : [name];
}

import { createHash } from 'node:crypto';
import type { Scope, SealedFor } from '../../model/compromise.ts';

/**
 * The OAEP label of a value, as the controller makes it from the object's metadata: `namespace/name`, `namespace`, or
 * nothing. null where a part that the scope needs is not known.
 */
export function labelOf(scope: Scope, namespace: string | null, name: string | null): string | null {
  switch (scope) {
    case 'cluster-wide':
      return '';
    case 'namespace-wide':
      return namespace;
    case 'strict':
      return namespace === null || name === null ? null : `${namespace}/${name}`;
  }
}

/** Everything a value may have been sealed for, by the hash of its label. */
export type LabelTable = ReadonlyMap<string, SealedFor>;

/**
 * Hashes of all labels that names seen anywhere can make: cluster-wide, every namespace, every pair that stood together,
 * and, as long as they stay below `limit`, every namespace with every name, for objects whose old place nobody kept.
 */
export function labelTable(
  objects: Iterable<{ readonly namespace: string | null; readonly name: string | null }>,
  limit = 50_000,
): LabelTable {
  const table = new Map<string, SealedFor>();
  const namespaces = new Set<string>();
  const names = new Set<string>();
  const add = (scope: Scope, namespace: string | null, name: string | null): void => {
    const label = labelOf(scope, namespace, name);
    if (label !== null) table.set(hashOf(label), { scope, namespace, name });
  };
  add('cluster-wide', null, null);
  for (const { namespace, name } of objects) {
    if (namespace !== null) namespaces.add(namespace);
    if (name !== null) names.add(name);
    if (namespace !== null && name !== null) add('strict', namespace, name);
  }
  for (const namespace of namespaces) add('namespace-wide', namespace, null);
  if (namespaces.size * names.size > limit) return table;
  for (const namespace of namespaces) for (const name of names) add('strict', namespace, name);
  return table;
}

/** What a value was really sealed for; null where no known name makes this label. */
export function matchLabel(labelHash: Uint8Array, table: LabelTable): SealedFor | null {
  return table.get(Buffer.from(labelHash).toString('hex')) ?? null;
}

function hashOf(label: string): string {
  return createHash('sha256').update(label, 'utf8').digest('hex');
}

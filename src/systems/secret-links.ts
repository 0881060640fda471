import { placeOf } from '../manifest/place.ts';
import type { Pointer } from '../model/ids.ts';
import { child } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type Node, textAt } from '../model/tree.ts';
import { judgeNamedSecrets } from './named-secret.ts';
import { nodeAt } from './node-at.ts';
import type { Emit, SnapshotEmit } from './system.ts';

/** Aspects of every system that logs in somewhere with a Secret, or that makes Secrets. */
export const secretAspects = {
  'login-secret': 'the Secret that an object names to log in with',
  'login-secret-clear': 'a value in clear in the Secret that an object names to log in with',
  product: 'the Secret that a controller makes from an object',
  'plaintext-twin': 'a value in clear in a Secret that a controller makes as well',
  annotation: 'an annotation or label of one of its objects',
  literal: 'any other literal of one of its objects',
} as const;

/** Links every mapping below the object's body that `isReference` takes for the name of a Secret. */
export function linkLogins(resource: Resource, emit: Emit, isReference: (key: string, node: Node) => boolean): void {
  visit(resource.root, resource.pointer, [], (node, pointer, path) => {
    const key = path.findLast((step) => !/^\d+$/.test(step));
    if (key === undefined || path[0] === 'metadata' || path[0] === 'status' || !isReference(key, node)) return;
    const name = node.kind === 'scalar' ? node.text : (textAt(node, 'name') ?? textAt(node, 'secretName'));
    if (name === null || name === '') return;
    const namespace = textAt(node, 'namespace') ?? textAt(node, 'secretNamespace') ?? resource.id.namespace;
    emit.link({
      aspect: 'login-secret',
      path: null,
      object: { group: '', kind: 'Secret', namespace, name },
      place: placeOf(resource.document, node.span, pointer),
      resource: resource.id,
      keyPath: path.join('.'),
      detail: {},
    });
  });
}

/** A Secret that a controller makes from an object: `path` leads to its name, else the object's own is it; so it is with its namespace. */
export interface Made {
  readonly path: readonly (string | number)[];
  readonly namespace?: string | null;
}

export function linkProduct(resource: Resource, emit: Emit, { path, namespace }: Made): void {
  const { node, pointer, isThere } = nodeAt(resource, path);
  const name = isThere && node.kind === 'scalar' && node.text !== '' ? node.text : resource.id.name;
  if (name === null) return;
  emit.link({
    aspect: 'product',
    path: null,
    object: { group: '', kind: 'Secret', namespace: namespace ?? resource.id.namespace, name },
    place: placeOf(resource.document, node.span, pointer),
    resource: resource.id,
    keyPath: path.join('.'),
    detail: {},
  });
}

/** Plaintext in Secrets that are linked as logins or as products. */
export function judgeLinkedSecrets(snapshot: Snapshot, emit: SnapshotEmit): void {
  judgeNamedSecrets(
    snapshot,
    ({ aspect }) => (aspect === 'login-secret' ? 'login-secret-clear' : aspect === 'product' ? 'plaintext-twin' : null),
    emit,
    ({ aspect }) => aspect === 'product',
  );
}

function visit(
  node: Node,
  pointer: Pointer,
  path: readonly string[],
  see: (node: Node, pointer: Pointer, path: readonly string[]) => void,
): void {
  see(node, pointer, path);
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) visit(value, child(pointer, key.text), [...path, key.text], see);
  } else if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) visit(item, child(pointer, index), [...path, String(index)], see);
  }
}

import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { below, child, root, steps } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import { type Entry, get, type Mapping, type Node, type Scalar, textAt } from '../model/tree.ts';
import { innerDocument } from './inner.ts';
import { placeOf } from './place.ts';

interface Patch {
  /** Where its text or object stands in the document. */
  readonly body: Pointer;
  readonly resource: Resource;
}

/**
 * What inline patches of a kustomization or a Flux Kustomization make of objects. A strategic merge patch is an object
 * itself; the operations of a JSON patch are put together to the object they build, with the values where they stand.
 */
export function patchesIn(document: Document, node: Node, pointer: Pointer): readonly Patch[] {
  return [...patchLists(document, node, pointer), ...patchLists(document, get(node, 'spec'), child(pointer, 'spec'))];
}

function patchLists(document: Document, holder: Node | undefined, pointer: Pointer): readonly Patch[] {
  if (holder?.kind !== 'mapping') return [];
  const found: Patch[] = [];
  for (const list of ['patches', 'patchesStrategicMerge', 'patchesJson6902']) {
    const patches = get(holder, list);
    if (patches?.kind !== 'sequence') continue;
    for (const [index, patch] of patches.items.entries()) {
      const at = below(pointer, list, index);
      const body = list === 'patchesStrategicMerge' ? patch : get(patch, 'patch');
      const bodyAt = list === 'patchesStrategicMerge' ? at : child(at, 'patch');
      if (body === undefined) continue;
      for (const resource of patched(document, body, bodyAt, get(patch, 'target'))) found.push({ body: bodyAt, resource });
    }
  }
  return found;
}

function patched(document: Document, body: Node, pointer: Pointer, target: Node | undefined): readonly Resource[] {
  if (body.kind !== 'scalar') return objects(document, body, pointer, target);
  const inner = innerDocument(body, placeOf(document, body.span, pointer), body.text, [], (document.within?.depth ?? 0) + 1);
  return inner?.root == null ? [] : objects(inner, inner.root, root, target);
}

function objects(document: Document, node: Node, pointer: Pointer, target: Node | undefined): readonly Resource[] {
  if (node.kind === 'mapping') {
    const resource = patchResource(document, node, pointer, target);
    return resource === null ? [] : [resource];
  }
  if (node.kind !== 'sequence') return [];
  if (node.items.every(isOperation)) {
    const built = build(node.items, node);
    const resource = built === null ? null : patchResource(document, built, pointer, target);
    return resource === null ? [] : [resource];
  }
  return node.items.flatMap((item, index) => objects(document, item, child(pointer, index), target));
}

/** A patch may leave out what its target says. */
function patchResource(document: Document, node: Mapping, pointer: Pointer, target: Node | undefined): Resource | null {
  const version = textAt(target, 'version') ?? 'v1';
  const group = textAt(target, 'group') ?? '';
  const apiVersion = textAt(node, 'apiVersion') ?? (group === '' ? version : `${group}/${version}`);
  const kind = textAt(node, 'kind') ?? textAt(target, 'kind');
  if (kind === null) return null;
  const slash = apiVersion.indexOf('/');
  return {
    id: {
      apiVersion,
      kind,
      namespace: textAt(node, 'metadata', 'namespace') ?? textAt(target, 'namespace'),
      name: textAt(node, 'metadata', 'name') ?? textAt(target, 'name'),
    },
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    root: node,
    pointer,
    document,
    via: ['patch'],
  };
}

const isOperation = (node: Node): boolean => textAt(node, 'op') !== null && textAt(node, 'path') !== null;

interface Tree {
  readonly members: Map<string, Tree>;
  value: Node | null;
  key: Scalar | null;
}

function build(operations: readonly Node[], whole: Node): Mapping | null {
  const top: Tree = { members: new Map(), value: null, key: null };
  for (const operation of operations) {
    const value = get(operation, 'value');
    const path = get(operation, 'path');
    if (value === undefined || path?.kind !== 'scalar') continue;
    const way = steps(path.text as Pointer);
    if (way.length === 0 || way.length > 100) continue;
    let at = top;
    for (const step of way) {
      const next = at.members.get(step) ?? { members: new Map(), value: null, key: { ...path, text: step, actions: [] } };
      at.members.set(step, next);
      at = next;
    }
    at.value = value;
  }
  const node = nodeOf(top, whole);
  return node.kind === 'mapping' && node.entries.length > 0 ? node : null;
}

function nodeOf(tree: Tree, whole: Node): Node {
  const own = tree.value;
  if (own !== null && (own.kind !== 'mapping' || tree.members.size === 0)) return own;
  const entries: Entry[] = own?.kind === 'mapping' ? [...own.entries] : [];
  for (const member of tree.members.values()) {
    if (member.key !== null) entries.push({ key: member.key, value: nodeOf(member, whole) });
  }
  return { kind: 'mapping', entries, span: whole.span };
}

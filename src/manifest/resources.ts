import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { child, root } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import { get, type Mapping, type Node, textAt } from '../model/tree.ts';
import { innerDocument } from './inner.ts';
import { patchesIn } from './patches.ts';
import { placeOf } from './place.ts';

/**
 * The Kubernetes objects of a document: itself, the items of a List, whole objects further down (`extraDeploy` of Helm
 * values, an object embedded in another), those in strings of values, and inline patches of Kustomize. Words such as
 * `kind: Secret` in a reference or a patch target make no object: it takes `apiVersion` and `metadata` or a body too.
 */
export function resourcesOf(document: Document): readonly Resource[] {
  if (document.root === null) return [];
  const found: Resource[] = [];
  top(document, document.root, root, [], found);
  return found;
}

function top(document: Document, node: Node, pointer: Pointer, via: readonly string[], found: Resource[]): void {
  const resource = resourceAt(document, node, pointer, via);
  if (resource === null) {
    if (saysApiVersion(document, 1)) embedded(document, node, pointer, via, '', true, found);
    found.push(...patchesIn(document, node, pointer));
    return;
  }
  const items = get(node, 'items');
  if (/List$/.test(resource.id.kind) && items?.kind === 'sequence' && items.items.every((item) => item.kind === 'mapping')) {
    listItems(document, resource, items.items, pointer, via, found);
    return;
  }
  found.push(resource);
  if (saysApiVersion(document, 2)) embedded(document, node, pointer, via, '', false, found);
  found.push(...patchesIn(document, node, pointer));
}

/** Most documents are one object or none: asking the text is far cheaper than walking every tree. */
function saysApiVersion({ source, span, root: tree }: Document, times: number): boolean {
  if (tree?.kind === 'scalar') return false;
  const text = source.text.slice(span.start, span.end);
  let at = -1;
  for (let count = 0; count < times; count++) {
    at = text.indexOf('apiVersion', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Items of a typed list (`SecretList`) need not say their kind again. */
function listItems(
  document: Document,
  list: Resource,
  items: readonly Node[],
  pointer: Pointer,
  via: readonly string[],
  found: Resource[],
): void {
  const ofKind = list.id.kind.slice(0, -'List'.length);
  for (const [index, item] of items.entries()) {
    const at = child(child(pointer, 'items'), index);
    const path = [...via, list.id.kind];
    if (ofKind !== '' && item.kind === 'mapping' && textAt(item, 'kind') === null) {
      found.push(make(document, item, { apiVersion: list.id.apiVersion, kind: ofKind }, at, path));
    } else {
      top(document, item, at, path, found);
    }
  }
}

function resourceAt(document: Document, node: Node, pointer: Pointer, via: readonly string[]): Resource | null {
  if (node.kind !== 'mapping') return null;
  const apiVersion = textAt(node, 'apiVersion');
  const kind = textAt(node, 'kind');
  return apiVersion === null || kind === null ? null : make(document, node, { apiVersion, kind }, pointer, via);
}

function make(
  document: Document,
  node: Mapping,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  pointer: Pointer,
  via: readonly string[],
): Resource {
  const slash = apiVersion.indexOf('/');
  return {
    id: { apiVersion, kind, namespace: textAt(node, 'metadata', 'namespace'), name: textAt(node, 'metadata', 'name') },
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    root: node,
    pointer,
    document,
    via,
  };
}

/** Objects below a node that is none itself. `loose`: not inside an object, so strings and objects without metadata count. */
function embedded(
  document: Document,
  node: Node,
  pointer: Pointer,
  via: readonly string[],
  under: string,
  loose: boolean,
  found: Resource[],
): void {
  switch (node.kind) {
    case 'scalar':
      if (loose && node.text.includes('apiVersion') && node.text.includes('kind')) {
        const inner = innerDocument(node, placeOf(document, node.span, pointer), node.text, [], (document.within?.depth ?? 0) + 1);
        if (inner?.root != null) top(inner, inner.root, root, under === '' ? via : [...via, under], found);
      }
      return;
    case 'sequence':
      for (const [index, item] of node.items.entries()) below(document, item, child(pointer, index), via, under, loose, found);
      return;
    case 'mapping':
      for (const entry of node.entries) below(document, entry.value, child(pointer, entry.key.text), via, entry.key.text, loose, found);
  }
}

function below(
  document: Document,
  node: Node,
  pointer: Pointer,
  via: readonly string[],
  under: string,
  loose: boolean,
  found: Resource[],
): void {
  if (isWholeObject(node, loose)) top(document, node, pointer, under === '' ? via : [...via, under], found);
  else embedded(document, node, pointer, via, under, loose, found);
}

function isWholeObject(node: Node, loose: boolean): boolean {
  if (node.kind !== 'mapping') return false;
  const apiVersion = textAt(node, 'apiVersion');
  const kind = textAt(node, 'kind');
  if (apiVersion === null || kind === null || !/(?:^|\/)v\d\w*$/.test(apiVersion) || !/^[A-Z]\w*$/.test(kind)) return false;
  if (get(node, 'metadata')?.kind === 'mapping' || get(node, 'items')?.kind === 'sequence') return true;
  return loose && ['data', 'stringData', 'spec'].some((member) => get(node, member)?.kind === 'mapping');
}

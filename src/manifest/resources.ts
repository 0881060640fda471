import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { below, child, root } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import { get, type Mapping, type Node, type Scalar, textAt } from '../model/tree.ts';
import { innerDocument } from './inner.ts';
import { patchesIn } from './patches.ts';
import { placeOf } from './place.ts';
import { withoutActions } from './template-lines.ts';

/**
 * The Kubernetes objects of a document: itself, the items of a List, whole objects further down (`extraDeploy` of Helm
 * values, an object embedded in another), those in strings of values, and inline patches of Kustomize. Words such as
 * `kind: Secret` in a reference or a patch target make no object: it takes `apiVersion` and `metadata` or a body too.
 */
export function resourcesOf(document: Document): readonly Resource[] {
  const found: Resource[] = [];
  if (document.root !== null) new Finder(document, found, true).top(document.root, root, []);
  return found;
}

/** Those of `resourcesOf` that stand in the document itself: its strings are not read, which costs most. */
export function ownResourcesOf(document: Document): readonly Resource[] {
  const found: Resource[] = [];
  if (document.root !== null) new Finder(document, found, false).top(document.root, root, []);
  return found.filter((resource) => resource.document === document);
}

class Finder {
  private readonly document: Document;
  private readonly found: Resource[];
  private readonly strings: boolean;
  /** Bodies of patches: they are read as such, and not again as strings or objects of values. */
  private readonly patched = new Set<Pointer>();

  constructor(document: Document, found: Resource[], strings: boolean) {
    this.document = document;
    this.found = found;
    this.strings = strings;
  }

  top(node: Node, pointer: Pointer, via: readonly string[]): void {
    const resource = this.resourceAt(node, pointer, via);
    const items = resource === null || !/List$/.test(resource.id.kind) ? undefined : get(node, 'items');
    if (resource !== null && items?.kind === 'sequence' && items.items.every((item) => item.kind === 'mapping')) {
      this.listItems(resource, items.items, pointer, via);
      return;
    }
    if (resource !== null) this.found.push(resource);
    for (const { body, resource: patch } of patchesIn(this.document, node, pointer)) {
      this.patched.add(body);
      this.found.push(patch);
    }
    if (saysApiVersion(this.document, resource === null ? 1 : 2)) this.embedded(node, pointer, via, '', resource === null);
  }

  /** Items of a typed list (`SecretList`) need not say their kind again. */
  private listItems(list: Resource, items: readonly Node[], pointer: Pointer, via: readonly string[]): void {
    const ofKind = list.id.kind.slice(0, -'List'.length);
    for (const [index, item] of items.entries()) {
      const at = below(pointer, 'items', index);
      const path = [...via, list.id.kind];
      if (ofKind !== '' && item.kind === 'mapping' && textAt(item, 'kind') === null) {
        this.found.push(resourceOf(this.document, item, { apiVersion: list.id.apiVersion, kind: ofKind }, at, path));
      } else {
        this.top(item, at, path);
      }
    }
  }

  private resourceAt(node: Node, pointer: Pointer, via: readonly string[]): Resource | null {
    if (node.kind !== 'mapping') return null;
    const kind = kindOf(node);
    const apiVersion = textAt(node, 'apiVersion') ?? (kind === 'Secret' && isSecretBody(node) ? 'v1' : null);
    return apiVersion === null || kind === null ? null : resourceOf(this.document, node, { apiVersion, kind }, pointer, via);
  }

  /** Objects below a node that is none itself. `loose`: not inside an object, so strings and objects without metadata count. */
  private embedded(node: Node, pointer: Pointer, via: readonly string[], under: string, loose: boolean): void {
    switch (node.kind) {
      case 'scalar':
        if (loose && this.strings && node.text.includes('apiVersion') && node.text.includes('kind')) this.text(node, pointer, via, under);
        return;
      case 'sequence':
        for (const [index, item] of node.items.entries()) this.below(item, child(pointer, index), via, under, loose);
        return;
      case 'mapping':
        for (const entry of node.entries) this.below(entry.value, child(pointer, entry.key.text), via, entry.key.text, loose);
    }
  }

  private below(node: Node, pointer: Pointer, via: readonly string[], under: string, loose: boolean): void {
    if (this.patched.has(pointer)) return;
    if (isWholeObject(node, loose)) this.top(node, pointer, under === '' ? via : [...via, under]);
    else this.embedded(node, pointer, via, under, loose);
  }

  private text(node: Scalar, pointer: Pointer, via: readonly string[], under: string): void {
    const place = placeOf(this.document, node.span, pointer);
    const inner = innerDocument(node, place, node.text, [], (this.document.within?.depth ?? 0) + 1);
    if (inner?.root != null) new Finder(inner, this.found, true).top(inner.root, root, under === '' ? via : [...via, under]);
  }
}

/** Most documents are one object or none: asking the text is far cheaper than walking every tree. */
function saysApiVersion({ source, span }: Document, times: number): boolean {
  const text = source.text.slice(span.start, span.end);
  let at = -1;
  for (let count = 0; count < times; count++) {
    at = text.indexOf('apiVersion', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Somebody forgot the version: nothing else has a name and such members. */
function isSecretBody(node: Node): boolean {
  const hasData = get(node, 'data')?.kind === 'mapping' || get(node, 'stringData')?.kind === 'mapping';
  return hasData && get(node, 'metadata')?.kind === 'mapping' && get(node, 'apiVersion') === undefined;
}

/** `{{ if .x }}Secret{{ else }}ConfigMap{{ end }}` may be a Secret, and is judged as one. */
function kindOf(node: Node): string | null {
  const kind = get(node, 'kind');
  if (kind?.kind !== 'scalar' || kind.actions.length === 0) return textAt(node, 'kind');
  const words = withoutActions(kind.text, 0, kind.text.length, kind.actions)
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.find((word) => word === 'Secret') ?? words[0] ?? kind.text;
}

/** An object by the words of a mapping, with what it leaves out filled in. */
function resourceOf(
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

function isWholeObject(node: Node, loose: boolean): boolean {
  if (node.kind !== 'mapping') return false;
  const apiVersion = textAt(node, 'apiVersion');
  const kind = textAt(node, 'kind');
  if (apiVersion === null || kind === null || !/(?:^|\/)v\d\w*$/.test(apiVersion) || !/^[A-Z]\w*$/.test(kind)) return false;
  if (get(node, 'metadata')?.kind === 'mapping' || get(node, 'items')?.kind === 'sequence') return true;
  return loose && ['data', 'stringData', 'spec'].some((member) => get(node, member)?.kind === 'mapping');
}

import { placeOf } from '../../manifest/place.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import type { Emit } from '../system.ts';

const generators = 'generators.external-secrets.io';

/** What an ExternalSecret or PushSecret names beside stores: generators, and ConfigMaps that hold templates. `path` leads to its spec. */
export function linkReferences(resource: Resource, path: readonly (string | number)[], emit: Emit): void {
  const spec = get(resource.root, ...path.map(String));
  for (const list of ['data', 'dataFrom']) {
    each(get(spec, list), (item, index) => {
      const reference = get(item, 'sourceRef', 'generatorRef');
      link(reference, 'generator', generators, textAt(reference, 'kind'), [...path, list, index, 'sourceRef', 'generatorRef']);
    });
  }
  const pushed = get(spec, 'selector', 'generatorRef');
  link(pushed, 'generator', generators, textAt(pushed, 'kind'), [...path, 'selector', 'generatorRef']);
  for (const way of [
    ['target', 'template', 'templateFrom'],
    ['template', 'templateFrom'],
  ]) {
    each(get(spec, ...way), (item, index) => {
      link(get(item, 'configMap'), 'template-source', '', 'ConfigMap', [...path, ...way, index, 'configMap']);
    });
  }

  function link(node: Node | undefined, aspect: string, group: string, kind: string | null, at: readonly (string | number)[]): void {
    const name = textAt(node, 'name');
    if (node === undefined || name === null || kind === null) return;
    const isCluster = kind.startsWith('Cluster');
    emit.link({
      aspect,
      path: null,
      object: { group, kind, namespace: isCluster ? null : resource.id.namespace, name },
      place: placeOf(resource.document, node.span, below(resource.pointer, ...at)),
      resource: resource.id,
      keyPath: at.join('.'),
      detail: { scope: isCluster ? 'cluster' : 'namespace' },
    });
  }
}

function each(list: Node | undefined, see: (item: Node, index: number) => void): void {
  if (list?.kind === 'sequence') for (const [index, item] of list.items.entries()) see(item, index);
}

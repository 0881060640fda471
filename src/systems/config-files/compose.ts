import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child, root } from '../../model/pointer.ts';
import { get, type Mapping, type Node } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** A Compose file: services that have an image or a build. */
export function isCompose(tree: Mapping): boolean {
  const services = get(tree, 'services');
  return (
    services?.kind === 'mapping' &&
    services.entries.some(({ value }) => get(value, 'image') !== undefined || get(value, 'build') !== undefined)
  );
}

/** Environment and build arguments, as a mapping or as a list of `KEY=value`; the rest is walked like any other file. */
export function readCompose(tree: Mapping, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'setting', container: 'values', resource: null, document };
  const taken = new Set<Pointer>();
  const services = get(tree, 'services');
  if (services?.kind === 'mapping') {
    for (const service of services.entries) {
      const at = below(root, 'services', service.key.text);
      for (const way of [['environment'], ['build', 'args']]) {
        const found = get(service.value, ...way);
        if (found === undefined) continue;
        const pointer = below(at, ...way);
        taken.add(pointer);
        environment(found, pointer, `services.${service.key.text}.${way.join('.')}`, as, emit);
      }
    }
  }
  emitLiterals(tree, root, { ...as, skip: (pointer) => taken.has(pointer) }, emit);
}

function environment(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const own: WalkAs = { ...as, aspect: 'environment', container: 'dotenv' };
  if (node.kind === 'mapping') emitLiterals(node, pointer, { ...own, keyPath }, emit);
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    const equals = item.text.indexOf('=');
    // `- KEY` takes the value of whoever starts it.
    if (equals < 0) return;
    const key = item.text.slice(0, equals);
    emit.value({ ...candidate(item, child(pointer, index), key, `${keyPath}.${key}`, [], own), text: item.text.slice(equals + 1) });
  });
}

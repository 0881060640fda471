import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root } from '../../model/pointer.ts';
import { get, type Mapping, type Node, textAt } from '../../model/tree.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** State of Terraform 0.12 and later (`resources`), or before (`modules`). */
export function isState(tree: Mapping): boolean {
  if (textAt(tree, 'terraform_version') === null) return false;
  return (
    (get(tree, 'resources')?.kind === 'sequence' && textAt(tree, 'lineage') !== null) ||
    (get(tree, 'modules')?.kind === 'sequence' && textAt(tree, 'serial') !== null)
  );
}

export function readState(tree: Mapping, document: Document, emit: Emit): void {
  emit.observe({
    subject: 'document',
    system: 'terraform',
    aspect: 'state-file',
    place: placeOf(document, { start: tree.span.start, end: tree.span.start + 1 }, root),
    resource: null,
    keyPath: '',
  });
  const as: WalkAs = { system: 'terraform', aspect: 'state-value', container: 'config-file', resource: null, document };
  const outputs = get(tree, 'outputs');
  if (outputs?.kind === 'mapping') {
    for (const output of outputs.entries) {
      const value = get(output.value, 'value');
      if (value === undefined) continue;
      const at = child(child(child(root, 'outputs'), output.key.text), 'value');
      // What its author marked is a secret, whatever it is called.
      const sensitive = textAt(output.value, 'sensitive') === 'true';
      emitLiterals(
        value,
        at,
        { ...as, keyPath: `outputs.${output.key.text}`, container: sensitive ? 'credential-field' : 'config-file' },
        emit,
      );
    }
  }
  each(get(tree, 'resources'), child(root, 'resources'), (resource, at) => {
    const name = [textAt(resource, 'module'), textAt(resource, 'type'), textAt(resource, 'name')].filter(Boolean).join('.');
    each(get(resource, 'instances'), child(at, 'instances'), (instance, place) => {
      const attributes = get(instance, 'attributes');
      if (attributes === undefined) return;
      const data = child(child(place, 'attributes'), 'data');
      const secret = /^kubernetes_secret/.test(textAt(resource, 'type') ?? '');
      emitLiterals(
        attributes,
        child(place, 'attributes'),
        { ...as, keyPath: `resources.${name}`, skip: (pointer) => secret && pointer === data },
        emit,
      );
      const values = get(attributes, 'data');
      if (secret && values !== undefined)
        emitLiterals(values, data, { ...as, container: 'secret', keyPath: `resources.${name}.data` }, emit);
    });
  });
  const modules = get(tree, 'modules');
  if (modules !== undefined) emitLiterals(modules, child(root, 'modules'), { ...as, keyPath: 'modules' }, emit);
}

function each(node: Node | undefined, pointer: Pointer, read: (item: Node, at: Pointer) => void): void {
  if (node?.kind === 'sequence') for (const [index, item] of node.items.entries()) read(item, child(pointer, index));
}

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
    const own: WalkAs = { ...as, keyPath: `resources.${name}` };
    each(get(resource, 'instances'), child(at, 'instances'), (instance, place) => {
      readAttributes(textAt(resource, 'type') ?? '', instance, child(place, 'attributes'), own, emit);
    });
  });
  const modules = get(tree, 'modules');
  if (modules !== undefined) emitLiterals(modules, child(root, 'modules'), { ...as, keyPath: 'modules' }, emit);
}

/** Attributes by what the provider says of them: it lists those that are sensitive, since Terraform 0.15. */
function readAttributes(type: string, instance: Node, pointer: Pointer, as: WalkAs, emit: Emit): void {
  const attributes = get(instance, 'attributes');
  if (attributes?.kind !== 'mapping') return;
  const sensitive = sensitiveNames(get(instance, 'sensitive_attributes'));
  if (type === 'random_password') sensitive.add('result');
  const data = /^kubernetes_secret/.test(type) ? 'data' : null;
  for (const { key, value } of attributes.entries) {
    const container = key.text === data ? 'secret' : sensitive.has(key.text) ? 'credential-field' : as.container;
    emitLiterals(value, child(pointer, key.text), { ...as, container, keyPath: `${as.keyPath ?? ''}.${key.text}` }, emit);
  }
}

/** `[[{"type": "get_attr", "value": "result"}]]`: paths, of which the first step counts here. */
function sensitiveNames(node: Node | undefined): Set<string> {
  const names = new Set<string>();
  if (node?.kind !== 'sequence') return names;
  for (const path of node.items) {
    const name = path.kind === 'sequence' ? textAt(path.items[0], 'value') : path.kind === 'scalar' ? path.text : null;
    if (name !== null) names.add(name);
  }
  return names;
}

function each(node: Node | undefined, pointer: Pointer, read: (item: Node, at: Pointer) => void): void {
  if (node?.kind === 'sequence') for (const [index, item] of node.items.entries()) read(item, child(pointer, index));
}

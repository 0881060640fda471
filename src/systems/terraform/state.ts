import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child, root } from '../../model/pointer.ts';
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
    aspect: 'state-file',
    place: placeOf(document, { start: tree.span.start, end: tree.span.start + 1 }, root),
    resource: null,
    keyPath: '',
  });
  const as: WalkAs = { aspect: 'state-value', container: 'config-file', resource: null, document };
  const outputs = get(tree, 'outputs');
  if (outputs?.kind === 'mapping') {
    for (const output of outputs.entries) {
      const value = get(output.value, 'value');
      if (value === undefined) continue;
      const at = below(root, 'outputs', output.key.text, 'value');
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
  const sensitive = sensitivePaths(get(instance, 'sensitive_attributes'), pointer);
  if (type === 'random_password') sensitive.add(child(pointer, 'result'));
  const marked = markedOnly(sensitive, emit);
  const data = /^kubernetes_secret/.test(type) ? 'data' : null;
  for (const { key, value } of attributes.entries) {
    const at = child(pointer, key.text);
    const container = key.text === data ? 'secret' : sensitive.has(at) ? 'credential-field' : as.container;
    emitLiterals(value, at, { ...as, container, keyPath: `${as.keyPath ?? ''}.${key.text}` }, marked);
  }
}

/** Takes a value further in for a credential where its own path was listed: what stands beside it is a setting. */
function markedOnly(sensitive: ReadonlySet<Pointer>, emit: Emit): Emit {
  const isMarked = (pointer: Pointer | null): boolean => pointer !== null && sensitive.has(pointer);
  return {
    ...emit,
    passes: (node, pointer, ...as) => !isMarked(pointer) && emit.passes(node, pointer, ...as),
    value: (one) => emit.value(isMarked(one.place.pointer) ? { ...one, container: 'credential-field' } : one),
  };
}

/** `[[{"type": "get_attr", "value": "user"}, {"type": "index", "value": {"value": 0, "type": "number"}}]]`, or a name alone. */
function sensitivePaths(node: Node | undefined, from: Pointer): Set<Pointer> {
  const paths = new Set<Pointer>();
  if (node?.kind !== 'sequence') return paths;
  for (const path of node.items) {
    if (path.kind === 'scalar') paths.add(child(from, path.text));
    if (path.kind !== 'sequence') continue;
    const steps = path.items.map((step) => textAt(step, 'value') ?? textAt(get(step, 'value'), 'value'));
    if (steps.every((step) => step !== null)) paths.add(below(from, ...steps));
  }
  return paths;
}

function each(node: Node | undefined, pointer: Pointer, read: (item: Node, at: Pointer) => void): void {
  if (node?.kind === 'sequence') for (const [index, item] of node.items.entries()) read(item, child(pointer, index));
}

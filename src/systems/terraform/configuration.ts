import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root } from '../../model/pointer.ts';
import { type Entry, get, type Mapping, type Node } from '../../model/tree.ts';
import { literalsOnly } from '../literal-part.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** Arguments that describe, in every block. */
const prose = new Set([
  'description',
  'type',
  'source',
  'version',
  'error_message',
  'condition',
  'filename',
  'depends_on',
  'required_version',
  'required_providers',
]);

/** Every literal of a file in HCL, by the kind of block it stands in. */
export function readConfiguration(tree: Mapping, document: Document, emitAll: Emit): void {
  const emit = literalsOnly(emitAll);
  const as: WalkAs = {
    aspect: 'argument',
    container: 'config-file',
    resource: null,
    document,
    skip: (_, entry) => isProse(entry),
  };
  for (const entry of tree.entries) {
    const block = entry.key.text;
    const at = child(root, block);
    switch (block) {
      case 'variable':
        labelled(entry.value, at, (body, pointer, name) => variable(body, pointer, name, as, emit));
        break;
      case 'provider':
        emitLiterals(entry.value, at, { ...as, aspect: 'provider-credential', keyPath: block }, emit);
        break;
      case 'resource':
        labelled(entry.value, at, (types, pointer, type) =>
          labelled(types, pointer, (body, place, name) => resource(type, body, place, `resource.${type}.${name}`, as, emit)),
        );
        break;
      default:
        // At the top of a variable file stand the values themselves.
        if (entry.value.kind === 'scalar') {
          emit.value({ ...candidate(entry.value, at, block, block, [], as), aspect: 'variable-value' });
        } else emitLiterals(entry.value, at, { ...as, keyPath: block }, emit);
    }
  }
}

/** Labels of a block are mappings of their own. */
function labelled(node: Node, pointer: Pointer, read: (body: Node, pointer: Pointer, label: string) => void): void {
  if (node.kind !== 'mapping') return;
  for (const entry of node.entries) read(entry.value, child(pointer, entry.key.text), entry.key.text);
}

/** A default is called by its variable. */
function variable(body: Node, pointer: Pointer, name: string, as: WalkAs, emit: Emit): void {
  const value = get(body, 'default');
  if (value !== undefined)
    emitLiterals(value, child(pointer, 'default'), { ...as, aspect: 'variable-value', keyPath: `variable.${name}` }, emit);
}

function resource(type: string, body: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const taken = new Map<string, WalkAs>();
  if (/^kubernetes_secret(?:_v1)?(?:_data)?$/.test(type)) {
    const secret: WalkAs = { ...as, aspect: 'kubernetes-secret', container: 'secret', skip: () => false };
    taken.set('data', secret);
    taken.set('binary_data', { ...secret, encoding: 'base64' });
  }
  if (type === 'helm_release') {
    for (const member of ['set', 'set_sensitive', 'set_list', 'values'])
      taken.set(member, { ...as, aspect: 'chart-value', container: 'values' });
  }
  if (body.kind !== 'mapping') return;
  for (const entry of body.entries) {
    const own = taken.get(entry.key.text);
    if (own !== undefined)
      emitLiterals(entry.value, child(pointer, entry.key.text), { ...own, keyPath: `${keyPath}.${entry.key.text}` }, emit);
  }
  emitLiterals(
    body,
    pointer,
    {
      ...as,
      keyPath,
      skip: (at, entry) => isProse(entry) || (entry !== null && taken.has(entry.key.text) && at === child(pointer, entry.key.text)),
    },
    emit,
  );
}

const isProse = (entry: Entry | null): boolean => entry !== null && entry.value.kind === 'scalar' && prose.has(entry.key.text);

import type { Pointer } from '../model/ids.ts';
import { child, root } from '../model/pointer.ts';
import type { Entry, Mapping, Node, Scalar, Sequence } from '../model/tree.ts';

/** A scalar with the way to it. */
export interface ScalarAt {
  readonly node: Scalar;
  readonly pointer: Pointer;
  /**
   * Dotted path for people and fingerprints: `spec.env.DB_PASSWORD.value`. An item of a list goes by its `name` where it
   * has one, else by its index, so that an item put before it does not rename it.
   */
  readonly keyPath: string;
  /** What a person calls the value: its key, or the `name` beside a `value` (`- name: X`, `value: ...`); null in a plain list or at the root. */
  readonly key: string | null;
  /** The member it is the value of; null for items of sequences and the root. */
  readonly entry: Entry | null;
  /** The collection it stands in. */
  readonly parent: Mapping | Sequence | null;
}

/** All scalars below a node in the order of the file, duplicates and merged members included, keys not. */
export function scalars(node: Node, pointer: Pointer = root, keyPath = ''): readonly ScalarAt[] {
  const found: ScalarAt[] = [];
  visit(node, pointer, keyPath, null, null, null, found);
  return found;
}

function visit(
  node: Node,
  pointer: Pointer,
  keyPath: string,
  key: string | null,
  entry: Entry | null,
  parent: Mapping | Sequence | null,
  found: ScalarAt[],
): void {
  switch (node.kind) {
    case 'scalar':
      found.push({ node, pointer, keyPath, key, entry, parent });
      return;
    case 'mapping':
      for (const member of node.entries) {
        const name = member.key.text;
        visit(member.value, child(pointer, name), step(keyPath, name), calledBy(node, name), member, node, found);
      }
      return;
    case 'sequence':
      for (const [index, item] of node.items.entries()) {
        // Items of a list are called by the list's key: `tokens: [a, b]`.
        visit(item, child(pointer, index), step(keyPath, itemName(item) ?? String(index)), key, null, node, found);
      }
  }
}

const step = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** `name` of a list item, as in containers, env and volumes. */
function itemName(item: Node): string | null {
  if (item.kind !== 'mapping') return null;
  const name = item.entries.find((entry) => entry.key.text === 'name')?.value;
  return name?.kind === 'scalar' && name.text !== '' && name.text.length <= 253 && !/[\r\n]/.test(name.text) ? name.text : null;
}

function calledBy(parent: Mapping, name: string): string {
  if (name !== 'value' && name !== 'Value') return name;
  for (const entry of parent.entries) {
    if (!/^(?:name|key|Name|Key)$/.test(entry.key.text)) continue;
    if (entry.value.kind === 'scalar' && entry.value.text !== '') return entry.value.text;
  }
  return name;
}

import { innerDocument } from '../../manifest/inner.ts';
import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child, root } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Mapping, type Node, type Scalar, textAt } from '../../model/tree.ts';

/** An entry of `objects`, `secrets` or `array`, in the document in which it stands. */
interface Entry {
  readonly node: Mapping;
  readonly pointer: Pointer;
  readonly document: Document;
}

/**
 * What a class fetches. Parameters are strings, so the list is YAML inside a string, and for Azure each entry of it once
 * more. null: a list that cannot be read (a template), or of a form that nobody knows.
 */
export function entriesOf(resource: Resource): readonly Entry[] | null {
  const parameters = get(resource.root, 'spec', 'parameters');
  const found: Entry[] = [];
  let readable = false;
  for (const name of ['objects', 'secrets', 'array']) {
    const list = get(parameters, name);
    if (list?.kind !== 'scalar') continue;
    const pointer = below(resource.pointer, 'spec', 'parameters', name);
    const inner = open(resource.document, list, pointer);
    if (inner === null || list.actions.length > 0 || !read(inner.document, inner.root, root, found)) return null;
    readable = true;
  }
  return readable ? found : null;
}

function read(document: Document, node: Node, pointer: Pointer, found: Entry[]): boolean {
  if (node.kind === 'mapping') {
    const list = get(node, 'array');
    return list?.kind === 'sequence' && read(document, list, child(pointer, 'array'), found);
  }
  if (node.kind !== 'sequence') return false;
  return node.items.every((item, index) => {
    const at = child(pointer, index);
    if (item.kind === 'sequence') return false;
    const entry = item.kind === 'mapping' ? { node: item, pointer: at, document } : entryIn(document, item, at);
    if (entry !== null) found.push(entry);
    return entry !== null;
  });
}

function entryIn(document: Document, item: Scalar, pointer: Pointer): Entry | null {
  const inner = open(document, item, pointer);
  return inner?.root.kind === 'mapping' ? { node: inner.root, pointer: root, document: inner.document } : null;
}

function open(document: Document, node: Scalar, pointer: Pointer): { readonly document: Document; readonly root: Node } | null {
  const inner = innerDocument(node, placeOf(document, node.span, pointer), node.text, [], (document.within?.depth ?? 0) + 1);
  return inner?.root == null ? null : { document: inner, root: inner.root };
}

/** The names under which an entry can be asked for: as it is called at the provider, its alias, its file. */
export function namesOf({ node }: Entry): readonly string[] {
  const names = ['objectName', 'objectAlias', 'fileName', 'path', 'secretPath'].flatMap((member) => textAt(node, member) ?? []);
  const paths = get(node, 'jmesPath');
  if (paths?.kind === 'sequence') names.push(...paths.items.flatMap((item) => textAt(item, 'objectAlias') ?? []));
  // The provider of AWS writes a path as a file name, with its slashes turned.
  return names.flatMap((name) => [name, name.replaceAll('/', '_'), name.slice(name.lastIndexOf('/') + 1)]);
}

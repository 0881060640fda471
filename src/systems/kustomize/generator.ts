import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import { get, type Mapping, type Node, type Scalar, textAt } from '../../model/tree.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** One generator: its literals as values, the files it reads as links. `member` is the list it stands in. */
export function readGenerator(generator: Mapping, pointer: Pointer, member: string, secret: boolean, as: WalkAs, emit: Emit): void {
  const name = textAt(generator, 'name') ?? textAt(generator, 'metadata', 'name') ?? '';
  const path = [member, name].filter((part) => part !== '').join('.');
  const type = textAt(generator, 'type');
  const own: WalkAs = {
    ...as,
    aspect: secret ? 'secret-literal' : 'config-map-literal',
    container: secret ? 'generator' : 'config-map',
    ...(type !== null && { secretType: type }),
  };
  const literals = scalars(get(generator, 'literals'), child(pointer, 'literals'));
  const neighbours = literals.map(({ node }) => keyOf(node.text));
  for (const { node, at } of literals) literal(node, at, path, neighbours, own, emit);
  if (name !== '')
    emit.link({
      aspect: 'generated',
      path: null,
      object: { group: '', kind: secret ? 'Secret' : 'ConfigMap', namespace: textAt(generator, 'namespace'), name },
      place: placeOf(as.document, generator.span, pointer),
      resource: as.resource,
      keyPath: path,
      detail: {},
    });
  if (!secret) return;
  for (const { node, at } of scalars(get(generator, 'files'), child(pointer, 'files'))) {
    const equals = node.text.indexOf('=');
    const file = node.text.slice(equals + 1);
    link(
      node,
      at,
      file,
      { source: 'file', generator: name, key: equals > 0 ? node.text.slice(0, equals) : file.slice(file.lastIndexOf('/') + 1) },
      path,
      as,
      emit,
    );
  }
  for (const list of ['envs', 'env']) {
    for (const { node, at } of scalars(get(generator, list), child(pointer, list))) {
      link(node, at, node.text, { source: 'env', generator: name, key: '' }, path, as, emit);
    }
  }
}

/** The first `=` splits, and quotes around the value are taken off, as kustomize does it. */
function literal(node: Scalar, pointer: Pointer, path: string, neighbours: readonly string[], as: WalkAs, emit: Emit): void {
  const equals = node.text.indexOf('=');
  const key = keyOf(node.text);
  const value = equals < 0 ? node.text : node.text.slice(equals + 1);
  const text = /^(["'])([\s\S]*)\1$/.exec(value)?.[2] ?? value;
  emit.value({ ...candidate(node, pointer, key === '' ? null : key, `${path}.literals.${key}`, neighbours, as), text });
}

const keyOf = (text: string): string => text.slice(0, Math.max(0, text.indexOf('=')));

function link(
  node: Scalar,
  pointer: Pointer,
  path: string,
  detail: Readonly<Record<string, string>>,
  keyPath: string,
  as: WalkAs,
  emit: Emit,
): void {
  emit.link({
    aspect: 'generator-file',
    path: path.trim(),
    object: null,
    place: placeOf(as.document, node.span, pointer),
    resource: as.resource,
    keyPath,
    detail,
  });
}

/** The scalars of a list, or the one scalar that stands where a list may. */
function scalars(node: Node | undefined, pointer: Pointer): { readonly node: Scalar; readonly at: Pointer }[] {
  if (node === undefined || node.kind === 'mapping') return [];
  if (node.kind === 'scalar') return node.type === 'null' ? [] : [{ node, at: pointer }];
  return node.items.flatMap((item, index) =>
    item.kind === 'scalar' && item.type !== 'null' ? [{ node: item, at: child(pointer, index) }] : [],
  );
}

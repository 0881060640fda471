import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node, type Scalar } from '../../model/tree.ts';
import { type DeclaredScope, declaredScope } from './scope.ts';

/** A member of the metadata that helps to make the label. */
export type Field =
  | { readonly kind: 'absent' }
  | { readonly kind: 'literal'; readonly text: string; readonly node: Scalar; readonly pointer: Pointer }
  /** Filled in by Helm, Flux or another tool: nothing can be said offline. */
  | { readonly kind: 'templated'; readonly node: Node; readonly pointer: Pointer };

/** Where an object says that it lives, and in which scope: of the SealedSecret itself, or of its template. */
export interface Claims {
  readonly name: Field;
  readonly namespace: Field;
  readonly scope: DeclaredScope;
  readonly node: Node | null;
  readonly pointer: Pointer;
}

/** A SealedSecret with what decides whether its values open. */
export interface SealedObject {
  readonly resource: Resource;
  /** The metadata: what the controller goes by. */
  readonly metadata: Claims;
  readonly generateName: Field;
  /**
   * `spec.template.metadata`: kubeseal writes there what the values were sealed for. null where there is no name in it: then
   * it was written by hand, and says nothing of the sealing.
   */
  readonly template: Claims | null;
}

export function sealedObject(resource: Resource): SealedObject {
  const metadata = claims(get(resource.root, 'metadata') ?? null, child(resource.pointer, 'metadata'));
  const pointer = below(resource.pointer, 'spec', 'template', 'metadata');
  const template = claims(get(resource.root, 'spec', 'template', 'metadata') ?? null, pointer);
  return {
    resource,
    metadata,
    generateName: field(metadata.node, metadata.pointer, 'generateName'),
    template: template.name.kind === 'absent' ? null : template,
  };
}

/** The text of a literal field, else null. */
export const literal = (found: Field): string | null => (found.kind === 'literal' ? found.text : null);

function claims(node: Node | null, pointer: Pointer): Claims {
  return {
    name: field(node, pointer, 'name'),
    namespace: field(node, pointer, 'namespace'),
    scope: declaredScope(node, pointer),
    node,
    pointer,
  };
}

function field(node: Node | null, parent: Pointer, member: string): Field {
  const found = get(node, member);
  const pointer = child(parent, member);
  if (found === undefined || (found.kind === 'scalar' && (found.type === 'null' || found.text === ''))) return { kind: 'absent' };
  if (found.kind !== 'scalar' || isTemplated(found.text)) return { kind: 'templated', node: found, pointer };
  return { kind: 'literal', text: found.text, node: found, pointer };
}

/** Names of Kubernetes objects hold none of these. */
const isTemplated = (text: string): boolean => /[{}$<>%]|\(\(|__/.test(text);

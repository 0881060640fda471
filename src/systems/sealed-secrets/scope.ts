import type { Scope } from '../../model/compromise.ts';
import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import { get, type Node } from '../../model/tree.ts';

export const clusterWide = 'sealedsecrets.bitnami.com/cluster-wide';
export const namespaceWide = 'sealedsecrets.bitnami.com/namespace-wide';

interface ScopeAnnotation {
  readonly name: string;
  readonly node: Node;
  readonly pointer: Pointer;
}

/** The scope that annotations declare, as the controller decides it. */
export interface DeclaredScope {
  /** null: a template fills it in. */
  readonly scope: Scope | null;
  /** The annotation that decides; null for strict, which has none. */
  readonly by: ScopeAnnotation | null;
  /** Both scope annotations are on: the one that does not count. */
  readonly both: ScopeAnnotation | null;
  /** Annotations and labels that were meant to set a scope and do not: misspelt, or with another value than "true". */
  readonly ignored: readonly (ScopeAnnotation & { readonly meant: Scope })[];
  /** Scope annotations whose value is no string: the API server refuses the object. */
  readonly unquoted: readonly ScopeAnnotation[];
}

/** Reads the scope out of `metadata` (of the object, or of its template). Only the exact string "true" counts. */
export function declaredScope(metadata: Node | null, pointer: Pointer): DeclaredScope {
  const annotations = get(metadata, 'annotations');
  const at = child(pointer, 'annotations');
  const cluster = state(annotations, at, clusterWide);
  const wide = state(annotations, at, namespaceWide);
  const rest = {
    both: cluster?.on && wide?.on ? wide.annotation : null,
    ignored: [...(ignored(annotations, at) ?? []), ...ignoredLabels(get(metadata, 'labels'), child(pointer, 'labels'))],
    unquoted: [cluster, wide].flatMap((found) => (found?.unquoted ? [found.annotation] : [])),
  };
  // `annotations: {{ toYaml .Values.annotations }}`
  if (annotations?.kind === 'scalar' && annotations.type !== 'null' && annotations.text !== '') return { scope: null, by: null, ...rest };
  if (cluster?.on) return { scope: 'cluster-wide', by: cluster.annotation, ...rest };
  if (cluster?.on === null) return { scope: null, by: cluster.annotation, ...rest };
  if (wide?.on) return { scope: 'namespace-wide', by: wide.annotation, ...rest };
  if (wide?.on === null) return { scope: null, by: wide.annotation, ...rest };
  return { scope: 'strict', by: null, ...rest };
}

interface State {
  /** null: a template decides. */
  readonly on: boolean | null;
  readonly unquoted: boolean;
  readonly annotation: ScopeAnnotation;
}

function state(annotations: Node | undefined, pointer: Pointer, name: string): State | null {
  const node = get(annotations, name);
  if (node === undefined) return null;
  const annotation = { name, node, pointer: child(pointer, name) };
  if (node.kind !== 'scalar') return { on: false, unquoted: true, annotation };
  if (/\{\{|\$\{/.test(node.text)) return { on: null, unquoted: false, annotation };
  // An unquoted true never reaches the controller; that the scope was meant is not in doubt.
  const unquoted = node.type !== 'string';
  return { on: node.text === 'true' && (node.type === 'string' || node.type === 'bool'), unquoted, annotation };
}

/** Annotations of the controller that set no scope. */
const known = /\/(?:managed|patch|skip-set-owner-references|sealed-secrets-key)$/;

function ignored(annotations: Node | undefined, pointer: Pointer): (ScopeAnnotation & { meant: Scope })[] {
  if (annotations?.kind !== 'mapping') return [];
  return annotations.entries.flatMap(({ key, value }) => {
    const name = key.text;
    const text = value.kind === 'scalar' ? value.text : '';
    const at: ScopeAnnotation = { name, node: value, pointer: child(pointer, name) };
    if (name === clusterWide || name === namespaceWide) {
      if (/^(?:true$|false$)|\{\{|\$\{/.test(text) || value.kind !== 'scalar') return [];
      return [{ ...at, meant: name === clusterWide ? 'cluster-wide' : 'namespace-wide' }];
    }
    if (!/^seal(?:ed)?[-_]?secrets?\.bitnami(?:-labs)?\.com\//i.test(name) || known.test(name)) return [];
    const meant = meantBy(name.slice(name.indexOf('/') + 1), text);
    return meant === null ? [] : [{ ...at, meant }];
  });
}

/** A scope written as a label does nothing. */
function ignoredLabels(labels: Node | undefined, pointer: Pointer): (ScopeAnnotation & { meant: Scope })[] {
  if (labels?.kind !== 'mapping') return [];
  return labels.entries.flatMap(({ key, value }) => {
    if (key.text !== clusterWide && key.text !== namespaceWide) return [];
    return [
      {
        name: key.text,
        node: value,
        pointer: child(pointer, key.text),
        meant: key.text === clusterWide ? 'cluster-wide' : 'namespace-wide',
      },
    ];
  });
}

function meantBy(name: string, value: string): Scope | null {
  const words = `${name} ${value}`.toLowerCase();
  if (/^false$/i.test(value)) return null;
  if (/cluster/.test(words)) return 'cluster-wide';
  if (/namespace/.test(words)) return 'namespace-wide';
  return /strict/.test(words) ? 'strict' : null;
}

import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import type { Observation } from '../system.ts';
import type { Claims, Field, SealedObject } from './object.ts';

/** Everything about scope, name and namespace that a SealedSecret shows by itself (sealed-secrets.md §2), without a key. */
export function scopeProblems(object: SealedObject): Observation[] {
  return [...mismatches(object), ...declarations(object), ...identity(object), ...lostLabel(object)].map((problem) =>
    observation(object, problem),
  );
}

interface Problem {
  readonly aspect: string;
  readonly node: Node;
  readonly pointer: Pointer;
  readonly detail?: Readonly<Record<string, string>>;
}

/**
 * kubeseal writes into the template what it sealed for, so a metadata that says something else was changed afterwards, or the
 * template was. Which side is right nobody knows without a key; the metadata decides whether it opens, so it is told there.
 */
function mismatches({ resource, metadata, template }: SealedObject): Problem[] {
  // Both annotations: branches of a chart's template, of which one is left.
  if (template === null || (metadata.scope.both !== null && resource.document.how === 'template')) return [];
  const declared = metadata.scope.scope;
  const sealed = template.scope.scope;
  if (declared === null || sealed === null) return [];
  const found: Problem[] = [];
  if (declared !== sealed) found.push({ aspect: 'wrong-scope', ...scopePlace(metadata), detail: { declared, sealed } });
  if (declared !== 'cluster-wide' && sealed !== 'cluster-wide')
    found.push(...differs('wrong-namespace', metadata.namespace, template.namespace));
  if (declared === 'strict' && sealed === 'strict') found.push(...differs('wrong-name', metadata.name, template.name));
  return found;
}

function differs(aspect: string, declared: Field, sealed: Field): Problem[] {
  if (declared.kind !== 'literal' || sealed.kind !== 'literal' || declared.text === sealed.text) return [];
  return [{ aspect, node: declared.node, pointer: declared.pointer, detail: { declared: declared.text, sealed: sealed.text } }];
}

/** The annotation that decides, or one that was meant to; else the nearest parent that is there. */
function scopePlace(metadata: Claims): { readonly node: Node; readonly pointer: Pointer } {
  const annotation = metadata.scope.by ?? metadata.scope.ignored[0];
  if (annotation !== undefined) return annotation;
  const annotations = get(metadata.node, 'annotations');
  if (annotations?.kind === 'mapping') return { node: annotations, pointer: child(metadata.pointer, 'annotations') };
  return metadata.node === null ? nowhere : { node: metadata.node, pointer: metadata.pointer };
}

const nowhere = { node: { kind: 'mapping', entries: [], tag: null, span: { start: 0, end: 0 } }, pointer: '' as Pointer } as const;

function declarations({ metadata, template }: SealedObject): Problem[] {
  const { scope, by, both, ignored, unquoted } = metadata.scope;
  const found: Problem[] = [];
  if (by !== null && scope !== null && scope !== 'strict')
    found.push({ aspect: scope, node: by.node, pointer: by.pointer, detail: { scope } });
  if (both !== null) found.push({ aspect: 'both-annotations', ...both });
  for (const annotation of [...unquoted, ...(template?.scope.unquoted ?? [])])
    found.push({ aspect: 'annotation-not-a-string', ...annotation });
  const sealed = template?.scope.scope ?? null;
  for (const annotation of ignored) {
    // That it should have had an effect is told as a wrong scope.
    if (sealed !== null && sealed !== scope) continue;
    const harmless = annotation.meant === scope || sealed === scope;
    const detail = { annotation: annotation.name, meant: annotation.meant, effect: harmless ? 'none' : 'unknown' };
    found.push({ aspect: 'ignored-annotation', node: annotation.node, pointer: annotation.pointer, detail });
  }
  return found;
}

function identity({ metadata, generateName, resource }: SealedObject): Problem[] {
  const { scope } = metadata.scope;
  // A patch names its target only where it has to.
  if (scope === 'cluster-wide' || scope === null || metadata.node === null || resource.via.includes('patch')) return [];
  const found: Problem[] = [];
  const whole = { node: metadata.node, pointer: metadata.pointer };
  if (scope === 'strict' && metadata.name.kind === 'absent' && generateName.kind !== 'absent') {
    found.push({ aspect: 'generate-name', node: generateName.node, pointer: generateName.pointer });
  }
  const templated = [metadata.namespace, ...(scope === 'strict' ? [metadata.name] : [])].find((field) => field.kind === 'templated');
  if (templated?.kind === 'templated')
    found.push({ aspect: 'templated-identity', node: templated.node, pointer: templated.pointer, detail: { needs: scope } });
  else if (metadata.namespace.kind === 'absent') found.push({ aspect: 'namespace-missing', ...whole, detail: { needs: scope } });
  return found;
}

const argoLabel = 'argocd.argoproj.io/secret-type';

/** Argo CD looks for its label on the Secret, which only gets what the template has. */
function lostLabel({ resource, metadata }: SealedObject): Problem[] {
  const label = get(metadata.node, 'labels', argoLabel);
  if (label === undefined || textAt(resource.root, 'spec', 'template', 'metadata', 'labels', argoLabel) !== null) return [];
  return [{ aspect: 'argocd-label-lost', node: label, pointer: below(metadata.pointer, 'labels', argoLabel) }];
}

function observation(object: SealedObject, problem: Problem): Observation {
  const { resource } = object;
  return {
    subject: 'resource',
    aspect: problem.aspect,
    place: placeOf(resource.document, problem.node.span, problem.pointer),
    resource: resource.id,
    keyPath: keyPathOf(problem.pointer, resource.pointer),
    ...(problem.detail && { detail: problem.detail }),
  };
}

/** Dotted path inside the resource. */
function keyPathOf(pointer: Pointer, resource: Pointer): string {
  return pointer
    .slice(resource.length + 1)
    .replaceAll('/', '.')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}

import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import { get, type Mapping, type Node, type Scalar, textAt } from '../../model/tree.ts';
import { type KeyRole, readKeyName } from '../../sensitivity/key-name.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';
import { readGenerator } from './generator.ts';
import { isJsonPatch, readJsonPatch } from './json-patch.ts';

/** Reads a kustomization or a component: its generators, patches and charts, and whatever else is written into it. */
export function readBuildFile(file: Mapping, pointer: Pointer, as: WalkAs, emit: Emit): void {
  for (const entry of file.entries) {
    const at = child(pointer, entry.key.text);
    const key = entry.key.text;
    switch (key) {
      case 'secretGenerator':
      case 'configMapGenerator':
        each(entry.value, at, (item, place) => readGenerator(item, place, key, key === 'secretGenerator', as, emit));
        break;
      case 'patches':
      case 'patchesStrategicMerge':
      case 'patchesJson6902':
        patches(entry.value, at, key, as, emit);
        break;
      case 'helmCharts':
      case 'helmChartInflationGenerator':
        each(entry.value, at, (item, place) => chart(item, place, key, as, emit));
        break;
      case 'resources':
      case 'bases':
      case 'components':
      case 'generators':
      case 'transformers':
        sources(entry.value, at, key, as, emit);
        break;
      case 'replacements':
      case 'vars':
        each(entry.value, at, (item, place) => copies(item, place, key, as, emit));
        break;
      case 'commonAnnotations':
      case 'generatorOptions':
        emitLiterals(entry.value, at, { ...as, container: 'annotation', keyPath: key }, emit);
        break;
      default:
        // Names, images, replicas, labels and the like name things; a member that kustomize does not know is looked at.
        if (!known.has(key)) emitLiterals(entry.value, at, { ...as, keyPath: key }, emit);
    }
  }
}

const known = new Set(
  `apiVersion kind metadata namespace namePrefix nameSuffix commonLabels labels images imageTags replicas crds configurations openapi
   buildMetadata sortOptions helmGlobals validators inventory`.split(/\s+/),
);

function each(node: Node, pointer: Pointer, read: (item: Mapping, pointer: Pointer) => void): void {
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    if (item.kind === 'mapping') read(item, child(pointer, index));
  });
}

/**
 * Each patch is text with an object or a JSON patch in it, a file's name, or (strategic merge) the object itself. Those whose
 * object is known are read as that object; a JSON patch whose target has no kind is read here.
 */
function patches(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    const patch = item.kind === 'mapping' ? get(item, 'patch') : item;
    if (patch === undefined || textAt(item, 'target', 'kind') !== null) return;
    const at = item.kind === 'mapping' ? below(pointer, index, 'patch') : child(pointer, index);
    const path = `${keyPath}.${index}`;
    if (isJsonPatch(patch)) readJsonPatch(patch, at, { ...as, keyPath: path }, emit);
    else if (patch.kind === 'scalar' && /^\s*(?:[[-]|#.*\n\s*-)/.test(patch.text) && /\bop\b/.test(patch.text)) {
      // The string is opened by whoever judges it, and comes back as a document of its own.
      emit.value({ ...candidate(patch, at, null, path, [], as), aspect: 'inline-patch' });
    }
  });
}

function chart(item: Mapping, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const path = `${keyPath}.${textAt(item, 'releaseName') ?? textAt(item, 'name') ?? textAt(item, 'chartName') ?? '0'}`;
  for (const member of ['valuesInline', 'valuesLocal', 'values']) {
    const values = get(item, member);
    if (values === undefined) continue;
    emitLiterals(values, child(pointer, member), { ...as, aspect: 'chart-value', keyPath: `${path}.${member}` }, emit);
  }
  const repo = get(item, 'repo') ?? get(item, 'chartRepoUrl');
  if (repo?.kind === 'scalar')
    emit.value(candidate(repo, child(pointer, get(item, 'repo') === repo ? 'repo' : 'chartRepoUrl'), 'repo', `${path}.repo`, [], as));
}

/** Files and folders by name, URLs, or (plugins) the object itself as text. */
function sources(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    if (!/:\/\/|\n/.test(item.text)) {
      // A plugin's configuration names files in its turn, so it is read beside whatever it names.
      if (keyPath === 'generators') linkPlugin(item, child(pointer, index), keyPath, as, emit);
      return;
    }
    emit.value(candidate(item, child(pointer, index), keyPath, `${keyPath}.${index}`, [], as));
  });
}

/** Members of a Secret that are none. */
const harmless: ReadonlySet<KeyRole> = new Set<KeyRole>(['username', 'public', 'identifier', 'pointer', 'setting']);

/** A value copied out of a Secret into something that is not one leaves what protects Secrets in the cluster. */
function copies(item: Mapping, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const fromSecret = textAt(item, 'source', 'kind') === 'Secret' || textAt(item, 'objref', 'kind') === 'Secret';
  if (!fromSecret) return;
  const field = textAt(item, 'source', 'fieldPath') ?? textAt(item, 'fieldref', 'fieldpath') ?? '';
  const { role } = readKeyName(/[^.]*$/.exec(field)?.[0] ?? '', field);
  if (/^metadata\b/.test(field) || field === '' || harmless.has(role)) return;
  const targets = get(item, 'targets');
  const kinds =
    targets?.kind === 'sequence' ? targets.items.map((target) => textAt(target, 'select', 'kind') ?? 'any object') : ['any object'];
  const other = kinds.find((kind) => kind !== 'Secret');
  if (other === undefined) return;
  emit.observe({
    subject: 'document',
    aspect: 'secret-copied',
    place: placeOf(as.document, item.span, pointer),
    resource: as.resource,
    keyPath: `${keyPath}.${field}`,
    detail: { field, target: other },
  });
}

function linkPlugin(item: Scalar, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  emit.link({
    aspect: 'plugin-file',
    path: item.text.trim(),
    object: null,
    place: placeOf(as.document, item.span, pointer),
    resource: as.resource,
    keyPath,
    detail: {},
  });
}

import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Mapping, type Node, type Scalar, textAt } from '../../model/tree.ts';
import { emitMetadata } from '../core/secret.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Candidate, Emit } from '../system.ts';

/** What argocd-vault-plugin logs in with, under the names it reads from the environment of an application. */
const pluginCredential =
  /^(?:ARGOCD_ENV_)?(?:AVP_(?:SECRET_ID|GITHUB_TOKEN|PASSWORD|IBM_API_KEY|YCL_PRIVATE_KEY|DELINEA_PASSWORD|KSM_CONFIG|OP_CONNECT_TOKEN)|VAULT_TOKEN|VAULT_SECRET_ID|SECRET_ID|AWS_SECRET_ACCESS_KEY|OP_CONNECT_TOKEN|SOPS_AGE_KEY|HELM_[A-Z_]*(?:PASSWORD|TOKEN))$/;

/** Members that name or describe. */
const head = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * An application, a set of them, a project or an instance of the operator: sources carry values for charts, environment for
 * plugins and URLs; everything else is walked as well. Application templates of a set have the same shape deeper down.
 */
export function readApplication(resource: Resource, emit: Emit): void {
  emitMetadata(resource, emit);
  const as: WalkAs = { aspect: 'literal', container: 'values', resource: resource.id, document: resource.document };
  for (const entry of resource.root.entries) {
    if (!head.has(entry.key.text)) walk(entry.value, child(resource.pointer, entry.key.text), entry.key.text, as, emit);
  }
}

/** Finds the sources, wherever they stand, and hands the rest to the generic walk. */
function walk(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const taken = new Set<Pointer>();
  sources(node, pointer, keyPath, null, (source, at, path) => {
    for (const [member, read] of [
      ['helm', helm],
      ['plugin', plugin],
    ] as const) {
      const found = get(source, member);
      if (found?.kind !== 'mapping') continue;
      taken.add(child(at, member));
      read(found, child(at, member), `${path}.${member}`, source, as, emit);
    }
  });
  emitLiterals(node, pointer, { ...as, keyPath, skip: (one) => taken.has(one) }, emit);
}

function sources(
  node: Node,
  pointer: Pointer,
  keyPath: string,
  key: string | null,
  found: (source: Mapping, at: Pointer, path: string) => void,
): void {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) sources(item, child(pointer, index), `${keyPath}.${index}`, key, found);
  } else if (node.kind === 'mapping') {
    if (key === 'source' || key === 'sources' || key === 'drySource') {
      found(node, pointer, keyPath);
      return;
    }
    for (const entry of node.entries)
      sources(entry.value, child(pointer, entry.key.text), `${keyPath}.${entry.key.text}`, entry.key.text, found);
  }
}

function helm(helmSource: Mapping, pointer: Pointer, keyPath: string, source: Mapping, as: WalkAs, emit: Emit): void {
  const own: WalkAs = { ...as, aspect: 'helm-value' };
  for (const entry of helmSource.entries) {
    const member = entry.key.text;
    const at = child(pointer, member);
    const path = `${keyPath}.${member}`;
    if (member === 'values' && entry.value.kind === 'scalar') emit.value(valuesText(entry.value, at, path, own));
    else if (member === 'valueFiles') valueFiles(entry.value, at, path, source, own, emit);
    else emitLiterals(entry.value, at, { ...own, keyPath: path }, emit);
  }
}

/** YAML as text is opened by whoever judges it; a single line, which might be anything elsewhere, is a key and its value here. */
function valuesText(node: Scalar, pointer: Pointer, keyPath: string, as: WalkAs): Candidate {
  const line = node.text.length > 2000 ? null : /^\s*["']?([\w.-]+)["']?:[ \t]+(["']?)([^\r\n]+?)\2\s*$/.exec(node.text);
  const [, key, , text] = line ?? [];
  if (key === undefined || text === undefined || /^[{[|>&*]/.test(text)) return candidate(node, pointer, null, keyPath, [], as);
  return { ...candidate(node, pointer, key, `${keyPath}.${key}`, [], as), text };
}

/** A scheme of helm-secrets says that the file is encrypted; the folder it is relative to is the source's own. */
function valueFiles(node: Node, pointer: Pointer, keyPath: string, source: Mapping, as: WalkAs, emit: Emit): void {
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    const at = child(pointer, index);
    emit.value(candidate(item, at, 'valueFiles', `${keyPath}.${index}`, [], as));
    const path = encryptedFile(item.text);
    if (path === null) return;
    const folder = textAt(source, 'path') ?? '';
    emit.link({
      aspect: 'value-file',
      path: path.startsWith('/') ? path : `/${folder}/${path}`,
      object: null,
      place: placeOf(as.document, item.span, at),
      resource: as.resource,
      keyPath: `${keyPath}.${index}`,
      detail: {},
    });
  });
}

/** `secrets://PATH`, `secrets+age-import:///keys/age.txt?PATH`: the path of the values file, null for a URL and for plain files. */
function encryptedFile(uri: string): string | null {
  const scheme = /^\??secrets(\+[a-z-]+)?:\/\//.exec(uri);
  if (scheme === null || scheme[1] === '+literal') return null;
  const rest = uri.slice(scheme[0].length);
  const path = (scheme[1] === undefined ? rest : rest.slice(rest.indexOf('?') + 1)).replace(/^(?:sops|vals)!/, '').replace(/^\?/, '');
  return path === '' || /:\/\/|^\$|[{}*]/.test(path) ? null : path;
}

function plugin(node: Mapping, pointer: Pointer, keyPath: string, _source: Mapping, as: WalkAs, emit: Emit): void {
  const env = get(node, 'env');
  const items = env?.kind === 'sequence' ? env.items : [];
  const names = items.map((item) => textAt(item, 'name') ?? '');
  items.forEach((item, index) => {
    const value = get(item, 'value');
    const name = names[index] ?? '';
    if (value?.kind !== 'scalar') return;
    const at = below(pointer, 'env', index, 'value');
    const known = pluginCredential.test(name);
    const own: WalkAs = { ...as, aspect: known ? 'plugin-credential' : 'literal', container: known ? 'credential-field' : 'env' };
    emit.value(candidate(value, at, name, `${keyPath}.env.${name}`, names, own));
  });
  const parameters = get(node, 'parameters');
  if (parameters?.kind === 'sequence') {
    parameters.items.forEach((item, index) => {
      const name = textAt(item, 'name') ?? String(index);
      const at = below(pointer, 'parameters', index);
      for (const member of ['string', 'array', 'map']) {
        const value = get(item, member);
        if (value !== undefined) emitLiterals(value, child(at, member), { ...as, keyPath: `${keyPath}.parameters.${name}` }, emit);
      }
    });
  }
  emitLiterals(node, pointer, { ...as, keyPath, skip: (_, entry) => entry?.key.text === 'env' || entry?.key.text === 'parameters' }, emit);
}

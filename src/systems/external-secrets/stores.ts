import { placeOf } from '../../manifest/place.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { observeAt } from '../observe-at.ts';
import { linkLogins } from '../secret-links.ts';
import type { Emit, SnapshotEmit } from '../system.ts';
import { judgeLogins } from './logins.ts';

const system = 'external-secrets';

/** Policies of a store, and the Secrets it logs in with. */
export function readStore(resource: Resource, emit: Emit): void {
  linkStoreLogins(resource, emit);
  const { name } = resource.id;
  const note: Store = { kind: resource.id.kind, namespace: resource.id.namespace, name: name ?? '' };
  if (name !== null) emit.note(note);
  const isCluster = resource.id.kind === 'ClusterSecretStore';
  const provider = get(resource.root, 'spec', 'provider');
  if (isCluster && get(resource.root, 'spec', 'conditions') === undefined) observeAt(resource, ['spec'], emit, 'open-to-all-namespaces');
  if (get(provider, 'fake') !== undefined) observeAt(resource, ['spec', 'provider', 'fake'], emit, 'fake-store');
  for (const path of staticLogins) {
    if (get(provider, ...path) === undefined) continue;
    if (path[0] === 'azurekv' && (textAt(provider, 'azurekv', 'authType') ?? 'ServicePrincipal') !== 'ServicePrincipal') continue;
    observeAt(resource, ['spec', 'provider', ...path], emit, 'stored-login', { provider: path[0] ?? '' });
  }
  judgeLogins(resource, emit);
  linkWebhookSecrets(resource, ['spec', 'provider', 'webhook'], emit);
  judgeWebhookUrl(resource, ['spec', 'provider', 'webhook', 'url'], emit);
}

/** The Secrets that a webhook fills its request with: `secrets[].secretRef`. */
export function linkWebhookSecrets(resource: Resource, path: readonly string[], emit: Emit): void {
  const list = get(resource.root, ...path, 'secrets');
  if (list?.kind !== 'sequence') return;
  for (const [index, item] of list.items.entries()) {
    const reference = get(item, 'secretRef');
    const name = textAt(reference, 'name');
    if (reference === undefined || name === null) continue;
    const at = [...path, 'secrets', index, 'secretRef'];
    emit.link({
      aspect: 'webhook-secret',
      path: null,
      object: { group: '', kind: 'Secret', namespace: textAt(reference, 'namespace') ?? resource.id.namespace, name },
      place: placeOf(resource.document, reference.span, below(resource.pointer, ...at)),
      resource: resource.id,
      keyPath: at.join('.'),
      detail: {},
    });
  }
}

export function judgeWebhookUrl(resource: Resource, path: readonly string[], emit: Emit): void {
  const host = /^http:\/\/([^/:?#]+)/i.exec(textAt(resource.root, ...path) ?? '')?.[1];
  // Inside the cluster many have no TLS, and the network is the same that Secrets travel on.
  if (host !== undefined && /\./.test(host) && !/\.svc$|\.svc\.|\.local$|^127\./.test(host))
    observeAt(resource, path, emit, 'webhook-unencrypted');
}

/** Logins with a stored credential, at providers that know one without. */
const staticLogins = [
  ['aws', 'auth', 'secretRef'],
  ['gcpsm', 'auth', 'secretRef'],
  ['azurekv', 'authSecretRef'],
] as const;

/** In this API a mapping with `name` and `key`, or one called `...SecretRef`, is the name of a Secret. */
export function linkStoreLogins(resource: Resource, emit: Emit): void {
  linkLogins(resource, emit, (key, node) => {
    if (node.kind !== 'mapping' || key === 'caProvider' || textAt(node, 'name') === null) return false;
    return textAt(node, 'key') !== null || /secretRef$/i.test(key);
  });
}

/** The stores that an ExternalSecret or PushSecret reads or writes. */
export function linkStores(resource: Resource, path: readonly string[], emit: Emit): void {
  const spec = get(resource.root, ...path);
  const isPatch = resource.id.kind === 'ExternalSecret' && get(spec, 'data') === undefined && get(spec, 'dataFrom') === undefined;
  link(get(spec, 'secretStoreRef'), [...path, 'secretStoreRef']);
  for (const [list, ...way] of [['data', 'sourceRef', 'storeRef'], ['dataFrom', 'sourceRef', 'storeRef'], ['secretStoreRefs']] as const) {
    const found = get(spec, list);
    if (found?.kind !== 'sequence') continue;
    for (const [index, item] of found.items.entries()) link(get(item, ...way), [...path, list, index, ...way]);
  }

  function link(node: Node | undefined, at: readonly (string | number)[]): void {
    const name = textAt(node, 'name');
    if (node === undefined || name === null || /[{}$]/.test(name)) return;
    const written = textAt(node, 'kind');
    // A patch says what it changes; the kind stands in what it patches.
    if (written === null && isPatch) return;
    const kind = written ?? 'SecretStore';
    emit.link({
      aspect: 'store',
      path: null,
      object: { group: 'external-secrets.io', kind, namespace: kind === 'SecretStore' ? resource.id.namespace : null, name },
      place: placeOf(resource.document, node.span, below(resource.pointer, ...at)),
      resource: resource.id,
      keyPath: at.join('.'),
      detail: { scope: kind === 'SecretStore' ? 'namespace' : 'cluster' },
    });
  }
}

/** What is kept of a store for those that name it. */
interface Store {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/**
 * A store that is in sight, and cannot be the one that is named: of the other kind, or in another namespace. A store that is
 * not in sight is somebody else's, and nothing is said.
 */
export function judgeStores(snapshot: Snapshot, emit: SnapshotEmit): void {
  const stores = new Map<string, Store[]>();
  const asked: { readonly at: SnapshotFile; readonly link: SnapshotFile['facts']['links'][number] }[] = [];
  for (const at of snapshot.files()) {
    for (const one of storesOf(at)) stores.set(one.name, [...(stores.get(one.name) ?? []), one]);
    for (const link of at.facts.links) if (link.system === system && link.aspect === 'store') asked.push({ at, link });
  }
  for (const { at, link } of asked) {
    const named = stores.get(link.object?.name ?? '') ?? [];
    const { object } = link;
    if (object === null || named.length === 0) continue;
    const ofKind = named.filter((one) => one.kind === object.kind);
    const [other] = named;
    if (ofKind.length === 0) say('store-of-other-kind', { wanted: object.kind, found: other?.kind ?? '' });
    else if (object.namespace !== null && ofKind.every((one) => one.namespace !== null && one.namespace !== object.namespace))
      say('store-of-other-namespace', { wanted: object.namespace, found: ofKind[0]?.namespace ?? '' });

    function say(aspect: string, detail: Readonly<Record<string, string>>): void {
      const { place, resource, keyPath } = link;
      emit.observe(at, { aspect, place, resource, keyPath, detail: { ...detail, store: object?.name ?? '' } });
    }
  }
}

function storesOf(file: SnapshotFile): readonly Store[] {
  const notes = file.facts.notes[system];
  return Array.isArray(notes) ? (notes as readonly (Store | object)[]).filter((note): note is Store => 'kind' in note) : [];
}

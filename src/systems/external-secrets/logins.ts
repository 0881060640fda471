import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import type { Emit } from '../system.ts';

/**
 * Providers that refuse a Secret without a namespace in a store of the whole cluster. The others look for it in the namespace
 * of each ExternalSecret (referent authentication): `ValidateSecretSelector` and `ValidateReferentSecretSelector` upstream.
 */
const wantNamespace: ReadonlySet<string> = new Set(
  'akeyless barbican chef doppler dvls gitlab ibm keepersecurity onboardbase onepassword onepasswordSDK oracle'.split(' '),
);

/** Secrets that a store cannot read: of another namespace, or of none where one has to be written. */
export function judgeLogins(resource: Resource, emit: Emit): void {
  const providers = get(resource.root, 'spec', 'provider');
  if (providers?.kind !== 'mapping') return;
  const isCluster = resource.id.kind === 'ClusterSecretStore';
  const own = resource.id.namespace;
  for (const { key, value } of providers.entries) {
    const base = below(resource.pointer, 'spec', 'provider', key.text);
    for (const { node, pointer } of references(value, base)) {
      const namespace = textAt(node, 'namespace');
      if (isCluster && namespace === null && wantNamespace.has(key.text)) say('login-without-namespace', node, pointer, key.text);
      else if (!isCluster && namespace !== null && own !== null && namespace !== own && !/[{}$]/.test(namespace))
        say('login-of-other-namespace', node, pointer, namespace);
    }
  }

  function say(aspect: string, node: Node, pointer: Pointer, what: string): void {
    const keyPath = pointer.slice(resource.pointer.length + 1).replaceAll('/', '.');
    const place = placeOf(resource.document, node.span, pointer);
    emit.observe({ subject: 'resource', aspect, place, resource: resource.id, keyPath, detail: { what } });
  }
}

/** `{name, key}` below a provider: the name of a Secret and of a key in it. */
function* references(node: Node, pointer: Pointer): Generator<{ readonly node: Node; readonly pointer: Pointer }> {
  if (node.kind === 'mapping') {
    const [last = ''] = pointer.split('/').slice(-1);
    if (textAt(node, 'name') !== null && textAt(node, 'key') !== null && !/caProvider|configMap/i.test(last)) yield { node, pointer };
    for (const { key, value } of node.entries) yield* references(value, child(pointer, key.text));
  } else if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) yield* references(item, child(pointer, index));
  }
}

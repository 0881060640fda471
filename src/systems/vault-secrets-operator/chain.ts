import { placeOf } from '../../manifest/place.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import type { Emit } from '../system.ts';

const group = 'secrets.hashicorp.com';

/** How an object reaches Vault: secret to VaultAuth, VaultAuth to VaultConnection and VaultAuthGlobal. Each may be `namespace/name`. */
export function linkChain(resource: Resource, emit: Emit): void {
  const { kind } = resource.id;
  if (kind === 'VaultAuth' || kind === 'VaultAuthGlobal') {
    name(['spec', 'vaultConnectionRef'], 'connection', 'VaultConnection');
    name(['spec', 'vaultAuthGlobalRef', 'name'], 'login', 'VaultAuthGlobal');
  } else name(['spec', 'vaultAuthRef'], 'login', 'VaultAuth');

  /** Without a reference the operator takes `default`, which its chart makes: nothing is linked. */
  function name(path: readonly string[], aspect: string, of: string): void {
    const node = get(resource.root, ...path);
    const text = textAt(resource.root, ...path);
    if (node === undefined || text === null || text === '') return;
    const slash = text.indexOf('/');
    const namespace = slash < 0 ? resource.id.namespace : text.slice(0, slash);
    emit.link({
      aspect,
      path: null,
      object: { group, kind: of, namespace, name: text.slice(slash + 1) },
      place: placeOf(resource.document, node.span, below(resource.pointer, ...path)),
      resource: resource.id,
      keyPath: path.join('.'),
      detail: {},
    });
  }
}

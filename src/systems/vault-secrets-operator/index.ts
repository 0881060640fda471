import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { emitMetadata } from '../core/secret.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import { judgeLinkedSecrets, linkProduct } from '../secret-links.ts';
import type { Emit, System } from '../system.ts';
import { judgeUndefined, undefinedAspect } from '../undefined-object.ts';
import { linkChain } from './chain.ts';

/** HashiCorp's Vault Secrets Operator: connections, logins, and the secrets it brings into the cluster. */
export const vaultSecretsOperator: System = {
  id: 'vault-secrets-operator',
  title: 'Vault Secrets Operator',
  aspects: {
    header: 'a header that is sent to Vault with every request',
    parameter: 'a parameter of a login or of a request for a secret',
    template: 'the template of a Secret that the operator writes',
    'login-secret': 'the Secret that a login names',
    'login-secret-clear': 'a value in clear in the Secret that a login names',
    login: 'the VaultAuth (or VaultAuthGlobal) that an object logs in with',
    connection: 'the VaultConnection of a login',
    ...undefinedAspect,
    product: 'the Secret that the operator makes from an object',
    'plaintext-twin': 'a value in clear in a Secret that the operator makes as well',
    annotation: 'an annotation or label of one of these',
    literal: 'any other literal of one of these',
  },
  remedy: {
    rotate: 'what the operator logs in to Vault with; then every path its role may read',
    steps: [
      { text: 'Token: revoke it.', command: 'vault token revoke -accessor ACCESSOR' },
      {
        text: 'AppRole: destroy the secret id.',
        command: 'vault write auth/approle/role/{name}/secret-id-accessor/destroy secret_id_accessor=ACCESSOR',
      },
      { text: 'Prefer a login without a stored secret: method kubernetes or jwt.' },
      { text: 'Rotate what the role may read; the operator brings in the new values by itself (refreshAfter).' },
    ],
  },
  claims: (resource) => resource.group === 'secrets.hashicorp.com',
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    const as: WalkAs = {
      aspect: 'literal',
      container: 'values',
      resource: resource.id,
      document: resource.document,
    };
    const spec = get(resource.root, 'spec');
    const makes = textAt(spec, 'destination', 'name') !== null && textAt(spec, 'destination', 'create') === 'true';
    if (makes) linkProduct(resource, emit, { path: ['spec', 'destination', 'name'] });
    linkChain(resource, emit);
    if (spec !== undefined) walk(spec, child(resource.pointer, 'spec'), 'spec', as, emit);
  },
  snapshot(snapshot, emit) {
    judgeLinkedSecrets(snapshot, emit);
    judgeUndefined(snapshot, ['login', 'connection'], emit);
  },
};

const credentialHeader = /token|authorization|secret|api-?key|cookie/i;

/** Headers, parameters and templates wherever they stand: VaultAuthGlobal repeats them for each method. */
function walk(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const taken = new Set<Pointer>();
  visit(node, pointer, keyPath, null, (found, at, path, key) => {
    switch (key) {
      case 'headers':
        if (found.kind !== 'mapping') return false;
        taken.add(at);
        for (const entry of found.entries) {
          const name = entry.key.text;
          if (entry.value.kind !== 'scalar') continue;
          const own: WalkAs = { ...as, aspect: 'header', container: credentialHeader.test(name) ? 'credential-field' : 'values' };
          emit.value(candidate(entry.value, child(at, name), name, `${path}.${name}`, [], own));
        }
        return true;
      case 'params':
        taken.add(at);
        emitLiterals(found, at, { ...as, aspect: 'parameter', container: 'config-file', keyPath: path }, emit);
        return true;
      case 'templates':
        taken.add(at);
        emitLiterals(found, at, { ...as, aspect: 'template', container: 'template', keyPath: path }, emit);
        return true;
      case 'secretRef':
        nameSecret(found, at, path, as, emit);
        return true;
      default:
        return false;
    }
  });
  emitLiterals(node, pointer, { ...as, keyPath, skip: (at) => taken.has(at) }, emit);
}

function visit(
  node: Node,
  pointer: Pointer,
  keyPath: string,
  key: string | null,
  take: (node: Node, pointer: Pointer, keyPath: string, key: string | null) => boolean,
): void {
  if (take(node, pointer, keyPath, key)) return;
  if (node.kind === 'mapping') {
    for (const entry of node.entries)
      visit(entry.value, child(pointer, entry.key.text), `${keyPath}.${entry.key.text}`, entry.key.text, take);
  } else if (node.kind === 'sequence') {
    node.items.forEach((item, index) => {
      visit(item, child(pointer, index), `${keyPath}.${index}`, key, take);
    });
  }
}

/** `secretRef` is the name itself in this API, not a mapping with a name. */
function nameSecret(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const name = node.kind === 'scalar' ? node.text : textAt(node, 'name');
  if (name === null || name === '') return;
  emit.link({
    aspect: 'login-secret',
    path: null,
    object: { group: '', kind: 'Secret', namespace: as.resource?.namespace ?? null, name },
    place: placeOf(as.document, node.span, pointer),
    resource: as.resource,
    keyPath,
    detail: {},
  });
}

import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import { get, type Mapping, type Node, textAt } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit, System } from '../system.ts';

/** kubeconfig files, alone, in a Secret or in a ConfigMap. */
export const kubeconfig: System = {
  id: 'kubeconfig',
  title: 'kubeconfig',
  aspects: {
    credential: 'what a user of a kubeconfig logs in with',
    literal: 'any other literal of a kubeconfig',
  },
  remedy: {
    rotate: 'what the kubeconfig logs in with; its server stays reachable for whoever has it',
    steps: [
      {
        text: 'Token of a service account: delete its Secret, or the account.',
        command: 'kubectl -n {namespace} delete serviceaccount NAME',
      },
      {
        text: 'Client certificate: Kubernetes cannot revoke one. Take away the rights of its user and groups, and replace the cluster’s certificate authority if it is an administrator’s.',
        command: 'kubeadm certs renew admin.conf && kubectl delete clusterrolebinding NAME',
      },
      { text: 'Cloud credentials in exec or auth-provider: revoke them at the provider.' },
      { text: 'Read the audit log for what was done with it.' },
    ],
  },
  claims: (resource) =>
    resource.group === '' &&
    resource.id.kind === 'Config' &&
    (get(resource.root, 'users') !== undefined || get(resource.root, 'clusters') !== undefined),
  read(resource, _file, emit) {
    readConfig(
      resource.root,
      resource.pointer,
      { aspect: 'literal', container: 'config-file', resource: resource.id, document: resource.document },
      emit,
    );
  },
};

function readConfig(config: Mapping, pointer: Pointer, as: WalkAs, emit: Emit): void {
  each(get(config, 'users'), child(pointer, 'users'), (item, at, name) => {
    const user = get(item, 'user');
    if (user?.kind === 'mapping') readUser(user, child(at, 'user'), `users.${name}.user`, { ...as, aspect: 'credential' }, emit);
  });
  each(get(config, 'clusters'), child(pointer, 'clusters'), (item, at, name) => {
    for (const member of ['server', 'proxy-url']) {
      const url = get(item, 'cluster', member);
      if (url?.kind === 'scalar')
        emit.value(candidate(url, below(at, 'cluster', member), member, `clusters.${name}.cluster.${member}`, [], as));
    }
  });
}

/** Certificates and names are public; a key is a document of its own inside base64. */
function readUser(user: Mapping, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const neighbours = user.entries.map((entry) => entry.key.text);
  for (const entry of user.entries) {
    const key = entry.key.text;
    const at = child(pointer, key);
    const path = `${keyPath}.${key}`;
    if (entry.value.kind !== 'scalar') emitLiterals(entry.value, at, { ...as, keyPath: path }, emit);
    else if (key === 'client-key-data')
      emit.value({ ...candidate(entry.value, at, key, path, neighbours, as, 'credential-field'), encoding: 'base64' });
    else if (key === 'token' || key === 'password') emit.value(candidate(entry.value, at, key, path, neighbours, as, 'credential-field'));
    else if (key !== 'client-certificate-data') emit.value(candidate(entry.value, at, key, path, neighbours, as));
  }
}

function each(node: Node | undefined, pointer: Pointer, read: (item: Node, at: Pointer, name: string) => void): void {
  if (node?.kind !== 'sequence') return;
  for (const [index, item] of node.items.entries()) read(item, child(pointer, index), textAt(item, 'name') ?? String(index));
}

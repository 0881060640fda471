import type { Document } from '../../model/document.ts';
import { child, root } from '../../model/pointer.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import type { System } from '../system.ts';
import { readMachine } from './machine.ts';

/** Talos Linux: machine configurations, the bundle of secrets they are made from, and talosconfig. */
export const talos: System = {
  id: 'talos',
  title: 'Talos Linux',
  aspects: {
    'cluster-secret': 'a key or token of the cluster in a machine configuration or in the bundle of secrets',
    'client-key': 'the key of a talosconfig',
    literal: 'any other literal of a machine configuration',
  },
  remedy: {
    rotate: 'the certificate authorities, tokens and keys of the whole cluster: whoever has them is administrator of every node',
    steps: [
      {
        text: 'Rotate the certificate authorities of Talos and of Kubernetes.',
        command: 'talosctl -n NODE rotate-ca --talos=true --kubernetes=true --dry-run=false',
      },
      {
        text: 'Make new tokens and a new bundle, and apply the new machine configurations.',
        command:
          'talosctl gen secrets -o secrets.yaml && talosctl gen config NAME https://ENDPOINT:6443 --with-secrets secrets.yaml --force',
      },
      {
        text: 'The key that encrypts Secrets in etcd (secretbox, aescbc): add the new one, then write every Secret again.',
        command: 'kubectl get secrets -A -o json | kubectl replace -f -',
      },
      { text: 'Keep the bundle encrypted.', command: 'sops encrypt --in-place talsecret.sops.yaml' },
    ],
  },
  /** Documents beside the main one: `apiVersion: v1alpha1`, without a group. */
  claims: (resource) => resource.id.apiVersion === 'v1alpha1' && resource.group === '' && /Config$/.test(resource.id.kind),
  read(resource, _file, emit) {
    const as: WalkAs = { aspect: 'literal', container: 'config-file', resource: resource.id, document: resource.document };
    emitLiterals(
      resource.root,
      resource.pointer,
      { ...as, skip: (_, entry) => entry?.key.text === 'apiVersion' || entry?.key.text === 'kind' },
      emit,
    );
  },
  document(document, _file, emit) {
    const tree = document.root;
    if (tree?.kind !== 'mapping') return false;
    if (isTalosconfig(tree)) {
      emitLiterals(
        get(tree, 'contexts') ?? tree,
        child(root, 'contexts'),
        { ...walk(document), aspect: 'client-key', keyPath: 'contexts', skip: (_, entry) => publicMembers.has(entry?.key.text ?? '') },
        emit,
      );
      return true;
    }
    if (!isMachine(tree) && !isBundle(tree)) return false;
    readMachine(tree, walk(document), emit);
    return true;
  },
};

const walk = (document: Document): WalkAs => ({ aspect: 'literal', container: 'config-file', resource: null, document });
const publicMembers = new Set(['ca', 'crt', 'endpoints', 'nodes']);

/** `contexts` by name, each with endpoints and a certificate with its key. */
function isTalosconfig(tree: Mapping): boolean {
  const contexts = get(tree, 'contexts');
  return (
    contexts?.kind === 'mapping' &&
    contexts.entries.length > 0 &&
    contexts.entries.every(
      ({ value }) => textAt(value, 'ca') !== null || textAt(value, 'crt') !== null || get(value, 'endpoints') !== undefined,
    )
  );
}

/** A machine configuration, or a patch of one. */
function isMachine(tree: Mapping): boolean {
  const machine = get(tree, 'machine');
  if (textAt(tree, 'version') === 'v1alpha1') return machine?.kind === 'mapping' || get(tree, 'cluster')?.kind === 'mapping';
  return (
    machine?.kind === 'mapping' &&
    ['type', 'token', 'ca', 'install', 'network', 'kubelet'].some((member) => get(machine, member) !== undefined)
  );
}

/** What `talosctl gen secrets` and talhelper write. */
function isBundle(tree: Mapping): boolean {
  return get(tree, 'trustdinfo') !== undefined && get(tree, 'certs')?.kind === 'mapping' && get(tree, 'secrets')?.kind === 'mapping';
}

import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node } from '../../model/tree.ts';
import { names } from '../fields.ts';
import { candidate } from '../literals.ts';
import { observeAt } from '../observe-at.ts';
import { operator, ownName } from '../operator.ts';
import type { Emit } from '../system.ts';

/** Rustrial's SealedSecret: envelopes of a cloud's key service. It shares nothing but its kind with that of kubeseal. */
export const rustrial = operator({
  id: 'rustrial',
  title: 'Rustrial sealed secrets',
  aspects: {
    value: 'a member of an envelope, where ciphertext belongs',
    'policy-of-all-namespaces': 'a key that may be used from every namespace',
  },
  remedy: {
    rotate: 'the value; after the key of the key service, every value that was sealed with it',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Seal the new value for the namespace and name that read it.',
        command: 'seals aws-kms --namespace {namespace} --name {name} KMS_KEY_ARN < NEW_VALUE',
      },
      {
        text: 'Key: make a new one at the key service, allow it in a KeyEncryptionKeyPolicy, seal everything anew, and disable the old one.',
      },
    ],
  },
  claims: (resource) => resource.group === 'secrets.rustrial.org',
  fields: names('spec.data', 'spec.keyEncryptionKeys'),
  makes: (resource) => (resource.id.kind === 'SealedSecret' ? ownName() : []),
  also(resource, emit) {
    if (resource.id.kind === 'SealedSecret') readEnvelopes(resource, emit);
    const spaces = get(resource.root, 'spec', 'namespaces');
    if (spaces?.kind === 'sequence' && spaces.items.some((item) => item.kind === 'scalar' && item.text === '*'))
      observeAt(resource, ['spec', 'namespaces'], emit, 'policy-of-all-namespaces');
  },
});

/** Each member of `data` is a mapping with ciphertext; a bare value there is plaintext, unless it is long base64 itself. */
function readEnvelopes(resource: Resource, emit: Emit): void {
  const data = get(resource.root, 'spec', 'data');
  if (data?.kind !== 'mapping') return;
  const base = below(resource.pointer, 'spec', 'data');
  for (const { key, value } of data.entries) {
    const found: Node | undefined = value.kind === 'mapping' ? (get(value, 'cipherText') ?? get(value, 'ciphertext')) : value;
    if (found?.kind !== 'scalar') continue;
    const pointer = value === found ? child(base, key.text) : below(base, key.text, 'cipherText');
    const as = { aspect: 'value', container: 'ciphertext', resource: resource.id, document: resource.document } as const;
    const one = candidate(found, pointer, key.text, `spec.data.${key.text}`, [], as);
    emit.value(/^[A-Za-z0-9+/_-]{38,}={0,2}$/.test(found.text.replace(/\s/g, '')) ? { ...one, protection: 'encrypted' } : one);
  }
}

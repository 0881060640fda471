import { placeOf } from '../../manifest/place.ts';
import { resourcesOf } from '../../manifest/resources.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { emitMetadata, emitSecretData, isSecret } from '../core/secret.ts';
import { linkExistingSecrets } from '../existing-secret.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import { judgeNamedSecrets } from '../named-secret.ts';
import { observeAt } from '../observe-at.ts';
import type { Emit, System } from '../system.ts';
import { judgeDecryption, readKustomization } from './decryption.ts';
import { isDecryptionKey } from './decryption-key.ts';
import { readProvider } from './provider.ts';

/** Flux: its sources, releases, kustomizations and notification providers, and the keys it decrypts with. */
export const flux: System = {
  id: 'flux',
  title: 'Flux',
  aspects: {
    value: 'a value for a chart, in a HelmRelease',
    substitution: 'a value that is put in place of a variable after the build',
    'webhook-address': 'the address of a notification provider, where the address is the credential',
    'decryption-key': 'a member of the Secret that Flux decrypts with',
    'decryption-key-clear': 'a value in clear in the Secret that a Kustomization names for decryption',
    'source-credential': 'a Secret that a source or provider names',
    'source-credential-clear': 'a value in clear in such a Secret',
    'not-decrypted': 'an encrypted file that the kustomization which applies it does not decrypt',
    'variable-in-base64': 'a variable that base64 hides from the substitution',
    annotation: 'an annotation or label of one of these',
    literal: 'any other literal of an object of Flux',
  },
  remedy: {
    rotate: 'the credential Flux logs in with, or the key it decrypts with and then every value that was encrypted to that key',
    steps: [
      {
        text: 'Key of SOPS: make a new one, encrypt every file to it with a new data key, and change every value: the old key opens all of history.',
      },
      { text: 'New data key and recipients, file by file.', command: 'sops updatekeys --yes FILE && sops rotate --in-place FILE' },
      {
        text: 'Git: bootstrap never writes over the Secret of the source. Delete it, make a new one, and replace the deploy key at the forge.',
        command:
          'kubectl -n flux-system delete secret flux-system && flux create secret git flux-system --url=ssh://git@HOST/OWNER/REPOSITORY',
      },
      {
        text: 'Webhook: make a new address where it is issued, and name it by secretRef.',
        command: 'kubectl -n {namespace} create secret generic {name} --from-literal=address=NEW',
      },
      { text: 'Let Flux take up the change.', command: 'flux reconcile kustomization {name} -n {namespace} --with-source' },
    ],
  },
  claims: (resource) => isFluxObject(resource) || (isSecret(resource) && isDecryptionKey(resource.root)),
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    if (isSecret(resource)) emitSecretData(resource, emit, 'decryption-key');
    else readObject(resource, emit);
  },
  stream(documents, file, emit) {
    if (file.source?.text.includes('JHt'))
      for (const document of documents) for (const one of resourcesOf(document)) judgeVariables(one, emit);
  },
  snapshot(snapshot, emit) {
    judgeDecryption(snapshot, emit);
    judgeNamedSecrets(snapshot, ({ aspect }) => (aspect === 'decryption-key' ? 'decryption-key-clear' : 'source-credential-clear'), emit);
  },
};

/** `helm.fluxcd.io` is the HelmRelease of Flux 1. */
const isFluxObject = ({ group }: Resource): boolean => group.endsWith('.toolkit.fluxcd.io') || group === 'helm.fluxcd.io';

const head = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function readObject(resource: Resource, emit: Emit): void {
  const as: WalkAs = { aspect: 'literal', container: 'values', resource: resource.id, document: resource.document };
  const spec = child(resource.pointer, 'spec');
  const taken = new Set<Pointer>();
  switch (resource.id.kind) {
    case 'HelmRelease': {
      const values = get(resource.root, 'spec', 'values');
      if (values !== undefined) {
        emitLiterals(values, child(spec, 'values'), { ...as, aspect: 'value', keyPath: 'spec.values' }, emit);
        const namespace = textAt(resource.root, 'spec', 'targetNamespace') ?? resource.id.namespace;
        linkExistingSecrets(values, child(spec, 'values'), resource.document, resource.id, namespace, emit);
      }
      taken.add(child(spec, 'values'));
      break;
    }
    case 'Kustomization': {
      const substitute = get(resource.root, 'spec', 'postBuild', 'substitute');
      const at = below(spec, 'postBuild', 'substitute');
      if (substitute !== undefined)
        emitLiterals(substitute, at, { ...as, aspect: 'substitution', keyPath: 'spec.postBuild.substitute' }, emit);
      taken.add(at);
      readKustomization(resource, emit);
      break;
    }
    case 'Provider':
      if (readProvider(resource, as, emit)) taken.add(child(spec, 'address'));
      break;
  }
  nameSecret(resource, emit);
  const skip: NonNullable<WalkAs['skip']> = (pointer, entry) =>
    taken.has(pointer) || (entry !== null && head.has(entry.key.text) && pointer === child(resource.pointer, entry.key.text));
  emitLiterals(resource.root, resource.pointer, { ...as, skip }, emit);
}

/** What an object logs in with, by name, so that a plaintext copy of it is known for what it opens. */
function nameSecret(resource: Resource, emit: Emit): void {
  for (const member of ['secretRef', 'certSecretRef', 'proxySecretRef']) {
    const reference = get(resource.root, 'spec', member);
    const name = textAt(reference, 'name');
    if (reference === undefined || name === null) continue;
    emit.link({
      aspect: 'source-credential',
      path: null,
      object: { group: '', kind: 'Secret', namespace: resource.id.namespace, name },
      place: placeOf(resource.document, reference.span, below(resource.pointer, 'spec', member)),
      resource: resource.id,
      keyPath: `spec.${member}`,
      detail: {},
    });
  }
}

/** `${NAME}` in base64, which begins with `JHt`: substitution works on the text of a manifest. */
function judgeVariables(resource: Resource, emit: Emit): void {
  const data = isSecret(resource) ? get(resource.root, 'data') : undefined;
  if (data?.kind !== 'mapping') return;
  for (const { key, value } of data.entries) {
    if (value.kind !== 'scalar' || !value.text.startsWith('JHt')) continue;
    if (/^\$\{[A-Za-z_]\w*(?:[:=/#%-][^{}]*)?\}\s*$/.test(Buffer.from(value.text, 'base64').toString('utf8')))
      observeAt(resource, ['data', key.text], emit, 'variable-in-base64', { key: key.text });
  }
}

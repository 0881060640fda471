import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Mapping } from '../../model/tree.ts';
import { emitChartCredentials } from '../chart-credentials.ts';
import { emitMetadata } from '../core/secret.ts';
import { candidate, type WalkAs } from '../literals.ts';
import { observeAt } from '../observe-at.ts';
import { judgeLinkedSecrets, linkProduct, secretAspects } from '../secret-links.ts';
import type { Emit, System } from '../system.ts';

/** Kamus: values encrypted for a service account, in objects of their own kind, and the key that encrypts them. */
export const kamus: System = {
  id: 'kamus',
  title: 'Kamus',
  aspects: {
    value: 'a value of a KamusSecret, where ciphertext belongs',
    'dead-version': 'the version of the API before 0.9, whose members have other names',
    'master-key': 'what Kamus encrypts everything with, or logs in to a key service with',
    ...secretAspects,
  },
  remedy: {
    rotate: 'the value; after the AES key, every value that was ever encrypted',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Encrypt the new value for the service account that reads it.',
        command: 'kamus-cli encrypt --secret NEW --service-account NAME --namespace {namespace} --kamus-url URL',
      },
      { text: 'AES key: Kamus cannot roll it. Install it again with a new key, encrypt everything anew, and change every value.' },
      { text: 'Key service: revoke the login there, make a new key, encrypt anew.' },
    ],
  },
  claims: (resource) => resource.group === 'soluto.com' && resource.id.kind === 'KamusSecret',
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    if (resource.version === 'v1alpha1') observeAt(resource, ['apiVersion'], emit, 'dead-version', { version: resource.version });
    for (const member of ['data', 'stringData']) readValues(resource, member, emit);
    linkProduct(resource, emit, { path: [] });
  },
  document(document, _file, emit) {
    emitChartCredentials(document, masterKeys, 'master-key', emit);
    return false;
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, emit),
};

/** Members of the chart's values that hold a key or a login. */
const masterKeys = [
  ['keyManagement', 'AES', 'key'],
  ['keyManagement', 'azureKeyVault', 'clientSecret'],
  ['keyManagement', 'googleKms', 'credentials'],
  ['keyManagement', 'awsKms', 'secret'],
] as const;

/** `data` and `stringData` stand at the top; both hold ciphertext, and nothing upstream checks that they do. */
function readValues(resource: Resource, member: string, emit: Emit): void {
  const found = get(resource.root, member);
  if (found?.kind !== 'mapping') return;
  const as: WalkAs = { aspect: 'value', container: 'ciphertext', resource: resource.id, document: resource.document };
  const neighbours = found.entries.map((entry) => entry.key.text);
  for (const entry of scalarsOf(found)) {
    const pointer = below(resource.pointer, member, entry.key);
    emit.value(candidate(entry.value, pointer, entry.key, `${member}.${entry.key}`, neighbours, as));
  }
}

function scalarsOf(node: Mapping) {
  return node.entries.flatMap(({ key, value }) => (value.kind === 'scalar' ? [{ key: key.text, value }] : []));
}

import { placeOf } from '../../manifest/place.ts';
import { resourcesOf } from '../../manifest/resources.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { type Field, field, readObject } from '../fields.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import { observeAt } from '../observe-at.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, secretAspects } from '../secret-links.ts';
import type { Emit, System } from '../system.ts';
import { judgeUndefined, undefinedAspect } from '../undefined-object.ts';
import { judgeMounts, linkClasses } from './mounts.ts';
import { entriesOf, namesOf } from './parameters.ts';

/** The Secrets Store CSI driver and its providers: AWS, Azure, Google Cloud, Vault, Akeyless. */
export const secretsStoreCsi: System = {
  id: 'secrets-store-csi',
  title: 'Secrets Store CSI driver',
  aspects: {
    'provider-credential': 'a parameter that the provider logs in with',
    parameter: 'any other parameter of a provider',
    'secret-argument': 'an argument of a request to Vault',
    'never-synced': 'a member of a synced Secret that the class does not fetch',
    'status-committed': 'a record of the driver, which only the driver writes',
    'dead-version': 'a version of the API that will not be served much longer',
    class: 'the SecretProviderClass that a volume is filled by',
    'class-mentioned': 'a SecretProviderClass that values of a chart name',
    'never-mounted': 'a class that makes a Secret, and that no volume names',
    ...undefinedAspect,
    ...secretAspects,
  },
  remedy: {
    rotate: 'the value at the provider; the login of the provider and all it may read, where that leaked',
    steps: [
      { text: 'Change the credential where it is issued, and store the new value at the provider.' },
      { text: 'Login of the provider: revoke it, and use the identity of the pod’s service account.' },
      {
        text: 'The driver takes up new values only where rotation is enabled, and never into a subPath or a variable: restart.',
        command: 'kubectl -n {namespace} rollout restart deployment NAME',
      },
    ],
  },
  claims: (resource) => resource.group === 'secrets-store.csi.x-k8s.io',
  read(resource, _file, emit) {
    if (resource.id.kind === 'SecretProviderClassPodStatus') observeAt(resource, [], emit, 'status-committed');
    if (resource.version === 'v1alpha1') observeAt(resource, ['apiVersion'], emit, 'dead-version', { version: resource.version });
    readObject(resource, emit, fields);
    if (resource.id.kind === 'SecretProviderClass') readClass(resource, emit);
  },
  stream(documents, file, emit) {
    if (file.source === null || !/nodePublishSecretRef|secretProviderClass/.test(file.source.text)) return;
    for (const document of documents) {
      for (const resource of resourcesOf(document)) {
        linkLogins(resource, emit, (key, node) => key === 'nodePublishSecretRef' && node.kind === 'mapping');
      }
      linkClasses(document, emit);
    }
  },
  snapshot(snapshot, emit) {
    judgeLinkedSecrets(snapshot, emit);
    judgeUndefined(snapshot, ['class'], emit);
    judgeMounts(snapshot, emit);
  },
};

const fields: readonly Field[] = [
  ...['akeylessAccessKey', 'akeylessUIDInitToken', '*[pP]assword', '*[cC]lientSecret'].map((name) =>
    field(`spec.parameters.${name}`, 'provider-credential', 'credential-field'),
  ),
  // Lists of names: what they hold is read below.
  ...['objects', 'secrets', 'array'].map((name) => field(`spec.parameters.${name}`, 'parameter', 'names')),
  field('spec.parameters.*', 'parameter', 'config-file'),
  field('spec.secretObjects', 'literal', 'names'),
];

function readClass(resource: Resource, emit: Emit): void {
  const entries = entriesOf(resource);
  for (const { node, pointer, document } of entries ?? []) {
    const given = get(node, 'secretArgs');
    if (given === undefined) continue;
    const as: WalkAs = { aspect: 'secret-argument', container: 'config-file', resource: resource.id, document };
    emitLiterals(given, child(pointer, 'secretArgs'), { ...as, keyPath: 'spec.parameters.objects.secretArgs' }, emit);
  }
  const known = new Set((entries ?? []).flatMap(namesOf));
  const synced = get(resource.root, 'spec', 'secretObjects');
  if (synced?.kind !== 'sequence') return;
  for (const [index, item] of synced.items.entries()) {
    if (textAt(item, 'secretName') !== null) linkProduct(resource, emit, { path: ['spec', 'secretObjects', index, 'secretName'] });
    const members = get(item, 'data');
    if (entries === null || members?.kind !== 'sequence') continue;
    for (const [at, member] of members.items.entries()) {
      const name = get(member, 'objectName');
      if (name?.kind !== 'scalar' || known.has(name.text) || /[{}$]/.test(name.text)) continue;
      const path = ['spec', 'secretObjects', index, 'data', at, 'objectName'];
      emit.observe({
        subject: 'resource',
        aspect: 'never-synced',
        place: placeOf(resource.document, name.span, below(resource.pointer, ...path)),
        resource: resource.id,
        keyPath: path.join('.'),
        detail: { object: name.text, secret: textAt(item, 'secretName') ?? '' },
      });
    }
  }
}

import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { readObject } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { judgeLinkedSecrets, linkProduct, secretAspects } from '../secret-links.ts';
import type { Emit, System } from '../system.ts';
import { judgeUndefined, undefinedAspect } from '../undefined-object.ts';
import { fields, generatorState, webhookGenerator, withoutFake } from './fields.ts';
import { linkReferences } from './references.ts';
import { judgeRefresh } from './refresh.ts';
import { readRemote } from './remote.ts';
import { judgeStores, judgeWebhookUrl, linkStoreLogins, linkStores, linkWebhookSecrets, readStore } from './stores.ts';
import { judgeLabels, noteLabels } from './webhook-label.ts';

/** External Secrets Operator: stores, what is fetched from and pushed to them, and generators. */
export const externalSecrets: System = {
  id: 'external-secrets',
  title: 'External Secrets Operator',
  aspects: {
    'fake-value': 'a value of the provider or generator Fake, which returns what is written in it',
    header: 'a header that is sent with each request',
    'webhook-url': 'the URL of a webhook',
    'webhook-body': 'the body of a request to a webhook',
    'inline-credential': 'a credential as value, where secretRef could stand',
    parameter: 'a parameter of a request to Vault',
    template: 'a literal in the template of the Secret that is made',
    'generator-state': 'what a generator keeps of the credential it made',
    'state-committed': 'a GeneratorState, which only the controller writes',
    'dead-version': 'a version of the API that current releases do not serve',
    'fetched-every-few-seconds': 'fetched anew more than once a minute',
    'fetched-often': 'fetched anew more than once in five minutes',
    'never-fetched-again': 'fetched once, as the interval is 0',
    'invented-again': 'a generator that makes another value at each refresh',
    'outlives-token': 'refreshed no sooner than the token expires',
    'writes-elsewhere': 'written into an object that is no Secret',
    'fake-store': 'a store of the provider Fake',
    'open-to-all-namespaces': 'a ClusterSecretStore that every namespace may use',
    'stored-login': 'a stored credential, at a provider that can do without',
    'webhook-unencrypted': 'a webhook without TLS',
    store: 'the store that is read or written',
    'store-of-other-kind': 'a store of that name is in sight, of the other kind',
    'store-of-other-namespace': 'a store of that name is in sight, in another namespace',
    'login-without-namespace': 'the login of a ClusterSecretStore, at a provider that has to be told the namespace of the Secret',
    'login-of-other-namespace': 'the login of a SecretStore, in a Secret of another namespace',
    'webhook-secret': 'a Secret that a webhook fills its request with',
    'webhook-label-missing': 'such a Secret, made without the label that the provider asks for',
    generator: 'the generator that a value comes from',
    remote: 'what is fetched from a store or pushed to it',
    'template-source': 'the ConfigMap that a template is read from',
    ...undefinedAspect,
    ...secretAspects,
  },
  remedy: {
    rotate: 'the value in its backend; then, where the login of a store leaked, that login and all it may read',
    steps: [
      { text: 'Change the credential where it is issued, and store the new value in the backend.' },
      { text: 'Login of a store: revoke it at the provider, and prefer a workload identity (serviceAccountRef) to a stored key.' },
      {
        text: 'Fetch it now; CreatedOnce, refreshInterval 0 and immutable targets do not take it up by themselves.',
        command: 'kubectl -n {namespace} annotate externalsecret {name} force-sync=$(date +%s) --overwrite',
      },
      { text: 'Restart what reads it.', command: 'kubectl -n {namespace} rollout restart deployment NAME' },
    ],
  },
  claims: ({ group }) => group === 'external-secrets.io' || group === 'generators.external-secrets.io',
  read(resource, _file, emit) {
    if (resource.group === 'generators.external-secrets.io') readGenerator(resource, emit);
    else readMain(resource, emit);
  },
  stream(documents, file, emit) {
    if (file.source?.text.includes('external-secrets.io/type')) for (const document of documents) noteLabels(document, emit);
  },
  snapshot(snapshot, emit) {
    judgeLinkedSecrets(snapshot, emit);
    judgeStores(snapshot, emit);
    judgeLabels(snapshot, emit);
    judgeUndefined(snapshot, ['store', 'generator', 'template-source'], emit);
  },
};

function readMain(resource: Resource, emit: Emit): void {
  readObject(resource, emit, withoutFake);
  const { kind } = resource.id;
  const { version } = resource;
  if (/^(?:Cluster)?(?:ExternalSecret|SecretStore)$/.test(kind) && (version === 'v1beta1' || version === 'v1alpha1'))
    observeAt(resource, ['apiVersion'], emit, 'dead-version', { version });
  if (kind === 'ExternalSecret') readExternalSecret(resource, ['spec'], emit);
  else if (kind === 'ClusterExternalSecret') readExternalSecret(resource, ['spec', 'externalSecretSpec'], emit);
  else if (kind === 'PushSecret' || kind === 'ClusterPushSecret') readPushSecret(resource, emit);
  else if (kind === 'SecretStore' || kind === 'ClusterSecretStore') readStore(resource, emit);
}

function readExternalSecret(resource: Resource, path: readonly string[], emit: Emit): void {
  judgeRefresh(resource, path, emit);
  readRemote(resource, path, emit);
  linkStores(resource, path, emit);
  linkReferences(resource, path, emit);
  const target = get(resource.root, ...path, 'target');
  if (get(target, 'manifest') !== undefined)
    observeAt(resource, [...path, 'target', 'manifest'], emit, 'writes-elsewhere', {
      target: textAt(target, 'manifest', 'kind') ?? 'object',
    });
  else if (!/^(?:Merge|None)$/.test(textAt(target, 'creationPolicy') ?? '') && resource.id.kind === 'ExternalSecret')
    linkProduct(resource, emit, { path: [...path, 'target', 'name'] });
}

function readPushSecret(resource: Resource, emit: Emit): void {
  const path = resource.id.kind === 'PushSecret' ? ['spec'] : ['spec', 'pushSecretSpec'];
  readRemote(resource, path, emit);
  linkStores(resource, path, emit);
  linkReferences(resource, path, emit);
}

function readGenerator(resource: Resource, emit: Emit): void {
  const { kind } = resource.id;
  linkStoreLogins(resource, emit);
  if (kind === 'GeneratorState') {
    readObject(resource, emit, generatorState);
    const state = get(resource.root, 'spec', 'state');
    if (state !== undefined && (state.kind !== 'scalar' || state.type !== 'null'))
      observeAt(resource, ['spec', 'state'], emit, 'state-committed');
  } else if (kind === 'Fake' || kind === 'ClusterGenerator') readObject(resource, emit, fields);
  else if (kind === 'Webhook') {
    readObject(resource, emit, webhookGenerator);
    judgeWebhookUrl(resource, ['spec', 'url'], emit);
    linkWebhookSecrets(resource, ['spec'], emit);
  } else readObject(resource, emit, withoutFake);
}

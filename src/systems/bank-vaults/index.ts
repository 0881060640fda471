import { placeOf } from '../../manifest/place.ts';
import { resourcesOf } from '../../manifest/resources.ts';
import { scalars } from '../../manifest/walk.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { hasKey, isSecret } from '../core/secret.ts';
import { field, names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator } from '../operator.ts';
import { podAnnotations } from '../pods.ts';
import type { Emit } from '../system.ts';

/** Bank-Vaults: the operator that runs Vault, what it unseals and configures it with, and the webhook that resolves references. */
export const bankVaults = operator({
  id: 'bank-vaults',
  title: 'Bank-Vaults',
  aspects: {
    'unseal-login': 'what the operator unseals Vault with: a token, or the pin of a security module',
    'startup-secret': 'a value that the operator writes into Vault at start',
    'engine-credential': 'what Vault logs in to a database or a cloud with',
    'login-method': 'a setting of a login method',
    'server-credential': 'a credential of the storage or the seal of Vault',
    'unseal-dump': 'a member of the Secret that the operator keeps the unseal keys in',
    'keys-in-cluster': 'unseal keys in a Secret of the same cluster',
    'root-token-kept': 'the root token is kept after the setup',
    'unverified-vault': 'the webhook does not verify the certificate of Vault',
    'transit-key-missing': 'ciphertext of the transit engine in an object that names no key for it',
  },
  remedy: {
    rotate: 'the token, pin or credential; after unseal keys or a root token, everything that Vault holds',
    steps: [
      {
        text: 'Token: revoke it; a root token as well, and make one only when it is needed.',
        command: 'vault token revoke -accessor ACCESSOR',
      },
      { text: 'Unseal keys: make new shares, then a new data key.', command: 'vault operator rekey -init && vault operator rotate' },
      { text: 'Delete old copies of the keys in the bucket, the key service or the Secret NAME-unseal-keys.' },
      {
        text: 'Startup secrets and engine credentials: change them where they are issued, and take them from a Secret.',
        command: 'kubectl -n {namespace} create secret generic {name}-startup --from-literal=password=NEW',
      },
      { text: 'Read the audit log of Vault since the first commit that held it, and rotate what was read.' },
    ],
  },
  claims: (resource) => resource.group === 'vault.banzaicloud.com' || isUnsealDump(resource),
  secretData: 'unseal-dump',
  fields: [
    ...names('**.secretKeyRef', '**.credentialsConfig'),
    field('spec.unsealConfig.vault.token', 'unseal-login', 'credential-field'),
    field('spec.unsealConfig.hsm.pin', 'unseal-login', 'credential-field'),
    field('spec.externalConfig.startupSecrets.*.data.data', 'startup-secret', 'credential-field'),
    field('spec.externalConfig.startupSecrets.*.data.secretKeyRef', 'literal', 'names'),
    field('spec.externalConfig.secrets.*.configuration', 'engine-credential', 'config-file'),
    field('spec.externalConfig.auth', 'login-method', 'config-file'),
    field('spec.config.storage', 'server-credential', 'config-file'),
    field('spec.config.ha_storage', 'server-credential', 'config-file'),
    field('spec.config.seal', 'server-credential', 'config-file'),
  ],
  logins: ['credentialsConfig'],
  also: judgeUnsealing,
  stream(documents, file, emit) {
    if (file.source === null || !/skip-verify|vault:v\d|dmF1bHQ6d/.test(file.source.text)) return;
    for (const document of documents) {
      for (const resource of resourcesOf(document)) {
        judgeAnnotations(resource, emit);
        judgeTransit(resource, emit);
      }
    }
  },
});

/** Members under which the operator keeps what opens Vault: such a Secret in Git was copied from a cluster. */
const isUnsealDump = (resource: Resource): boolean =>
  isSecret(resource) && hasKey(resource.root, (key) => /^vault-(?:root|unseal-\d+|recovery-\d+)$/.test(key));

function judgeUnsealing(resource: Resource, emit: Emit): void {
  if (resource.id.kind !== 'Vault') return;
  const unseal = get(resource.root, 'spec', 'unsealConfig');
  if (get(unseal, 'kubernetes') !== undefined || unseal === undefined)
    observeAt(resource, ['spec', 'unsealConfig', 'kubernetes'], emit, 'keys-in-cluster');
  if (textAt(unseal, 'options', 'storeRootToken') === 'true')
    observeAt(resource, ['spec', 'unsealConfig', 'options', 'storeRootToken'], emit, 'root-token-kept');
}

const prefixes = ['vault.security.banzaicloud.io/', 'secrets-webhook.security.bank-vaults.io/'];

function judgeAnnotations(resource: Resource, emit: Emit): void {
  for (const way of podAnnotations) {
    for (const prefix of prefixes) {
      const name = `${prefix}vault-skip-verify`;
      if (textAt(resource.root, ...way, name) === 'true') observeAt(resource, [...way, name], emit, 'unverified-vault');
    }
  }
}

/** What the transit engine encrypted, as it is or in base64. */
const transit = /^(?:vault:v\d+:[A-Za-z0-9+/]{16,}={0,2}|dmF1bHQ6d[A-Za-z0-9+/]{30,}={0,2})$/;

/** The webhook decrypts with the key that the object's annotation names, or with one for all that it is started with. */
function judgeTransit(resource: Resource, emit: Emit): void {
  if (!/^(?:|apps|batch)$/.test(resource.group)) return;
  const named = podAnnotations.some((way) => prefixes.some((prefix) => textAt(resource.root, ...way, `${prefix}transit-key-id`) !== null));
  const first = named ? undefined : scalars(resource.root, resource.pointer).find(({ node }) => transit.test(node.text.trim()));
  if (first === undefined) return;
  const place = placeOf(resource.document, first.node.span, first.pointer);
  emit.observe({ subject: 'resource', aspect: 'transit-key-missing', place, resource: resource.id, keyPath: first.keyPath });
}

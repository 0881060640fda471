import { get, textAt } from '../../model/tree.ts';
import { names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { nameAt, operator } from '../operator.ts';

/** Azure Key Vault to Kubernetes: an AzureKeyVaultSecret names an object of a vault, and perhaps what is made of it. */
export const akv2k8s = operator({
  id: 'akv2k8s',
  title: 'Azure Key Vault to Kubernetes',
  aspects: { 'written-to-config-map': 'a secret of the vault that is written into a ConfigMap' },
  remedy: {
    rotate: 'the value in the key vault; the principal and all it may read, where its secret leaked',
    steps: [
      {
        text: 'Change the credential where it is issued, and store it.',
        command: 'az keyvault secret set --vault-name VAULT --name NAME --file new.txt',
      },
      { text: 'Principal: reset its secret; prefer a managed identity.', command: 'az ad app credential reset --id APPID' },
      {
        text: 'The controller polls; what is injected into variables needs a restart.',
        command: 'kubectl -n {namespace} rollout restart deployment NAME',
      },
    ],
  },
  claims: (resource) => resource.group === 'spv.no' && resource.id.kind === 'AzureKeyVaultSecret',
  fields: names('spec.vault', 'spec.output'),
  makes: nameAt('spec', 'output', 'secret', 'name'),
  also(resource, emit) {
    const isSecretObject = textAt(resource.root, 'spec', 'vault', 'object', 'type') !== 'certificate';
    if (isSecretObject && get(resource.root, 'spec', 'output', 'configMap') !== undefined)
      observeAt(resource, ['spec', 'output', 'configMap'], emit, 'written-to-config-map');
  },
});

import { field, names } from '../fields.ts';
import { operator, ownName } from '../operator.ts';

/** vault-secrets-operator of ricoberger: a VaultSecret names a path in Vault, and may have templates of its own kind. */
export const ricoberger = operator({
  id: 'ricoberger',
  title: 'Vault Secrets Operator (ricoberger)',
  aspects: { template: 'a literal in a template of the Secret that is made' },
  remedy: {
    rotate: 'the value in Vault; the login of the operator and all it may read, where that leaked',
    steps: [
      { text: 'Change the credential where it is issued, and store it.', command: 'vault kv put PATH KEY=-' },
      { text: 'Token of the operator: revoke it; prefer VAULT_AUTH_METHOD=kubernetes.', command: 'vault token revoke -accessor ACCESSOR' },
      {
        text: 'The operator takes up new values by itself (VAULT_RECONCILIATION_TIME); else touch the object.',
        command: 'kubectl -n {namespace} annotate vaultsecret {name} touched=$(date +%s) --overwrite',
      },
    ],
  },
  claims: (resource) => resource.group === 'ricoberger.de' && resource.id.kind === 'VaultSecret',
  fields: [field('spec.templates.*', 'template', 'template'), ...names('spec.path', 'spec.keys', 'spec.secretEngine')],
  makes: ownName,
});

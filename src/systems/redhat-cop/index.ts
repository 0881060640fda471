import { field } from '../fields.ts';
import { nameAt, operator } from '../operator.ts';

/** vault-config-operator of Red Hat's community of practice: Secrets made from Vault, and the configuration of Vault itself. */
export const redhatCop = operator({
  id: 'redhat-cop',
  title: 'Vault Config Operator (Red Hat CoP)',
  aspects: {
    template: 'a literal in the Secret that is made',
    'request-payload': 'what is sent to Vault with a request',
  },
  remedy: {
    rotate: 'the value in Vault; what Vault logs in to a database or a cloud with, where that leaked',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Root credential of an engine: let Vault change it, so that nobody else knows it.',
        command: 'vault write -force database/rotate-root/{name}',
      },
      { text: 'Value in Vault: write the new one; a RandomSecret is made anew when its object is.', command: 'vault kv put PATH KEY=-' },
      { text: 'The operator takes it up at the next refresh (refreshPeriod).' },
    ],
  },
  claims: (resource) => resource.group === 'redhatcop.redhat.io',
  fields: [
    field('spec.output.stringData.*', 'template', 'template'),
    field('spec.vaultSecretDefinitions.*.requestPayload', 'request-payload', 'config-file'),
  ],
  logins: ['secret'],
  makes: (resource) => (resource.id.kind === 'VaultSecret' ? named(resource) : []),
});

const named = nameAt('spec', 'output', 'name');

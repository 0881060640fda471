import { textAt } from '../../model/tree.ts';
import { type Field, field, readObject } from '../fields.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'redhat-cop';

/** vault-config-operator of Red Hat's community of practice: Secrets made from Vault, and the configuration of Vault itself. */
export const redhatCop: System = {
  id,
  title: 'Vault Config Operator (Red Hat CoP)',
  aspects: {
    template: 'a literal in the Secret that is made',
    'request-payload': 'what is sent to Vault with a request',
    ...secretAspects,
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
  read(resource, _file, emit) {
    readObject(resource, emit, id, fields);
    linkLogins(resource, emit, id, (key, node) => key === 'secret' && node.kind === 'mapping');
    if (resource.id.kind === 'VaultSecret' && textAt(resource.root, 'spec', 'output', 'name') !== null)
      linkProduct(resource, emit, id, ['spec', 'output', 'name']);
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

const fields: readonly Field[] = [
  field('spec.output.stringData.*', 'template', 'template'),
  field('spec.vaultSecretDefinitions.*.requestPayload', 'request-payload', 'config-file'),
];

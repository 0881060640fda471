import { get, textAt } from '../../model/tree.ts';
import { type Field, field, names, readObject } from '../fields.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'infisical';

/** Infisical's operator: secrets that are synced, pushed or leased, and what it logs in with. */
export const infisical: System = {
  id,
  title: 'Infisical',
  aspects: { template: 'a literal in the template of the Secret that is made', ...secretAspects },
  remedy: {
    rotate: 'the value in Infisical; the client secret or token and all it may read, where that leaked',
    steps: [
      { text: 'Revoke the client secret of the machine identity (Access Control, Identities, Universal Auth), and make another.' },
      {
        text: 'Write it into the Secret that the objects name.',
        command:
          'kubectl -n {namespace} create secret generic universal-auth-credentials --from-literal=clientId=ID --from-literal=clientSecret=NEW',
      },
      { text: 'Prefer the login by service account (kubernetesAuth), which stores nothing.' },
      { text: 'Rotate what the identity may read.', command: 'infisical secrets set KEY=NEW --env=prod' },
    ],
  },
  claims: (resource) => resource.group === 'secrets.infisical.com',
  read(resource, _file, emit) {
    readObject(resource, emit, id, fields);
    linkLogins(resource, emit, id, (key, node) => node.kind === 'mapping' && logins.has(key));
    for (const member of ['managedSecretReference', 'managedKubeSecretReferences']) {
      const found = get(resource.root, 'spec', member);
      if (found?.kind === 'sequence')
        found.items.forEach((item, index) => {
          linkProduct(resource, emit, id, ['spec', member, index, 'secretName'], textAt(item, 'secretNamespace'));
        });
      else if (found !== undefined) linkProduct(resource, emit, id, ['spec', member, 'secretName'], textAt(found, 'secretNamespace'));
    }
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

const logins: ReadonlySet<string> = new Set(['credentialsRef', 'serviceTokenSecretReference', 'clientSecretRef', 'clientIdRef']);

const fields: readonly Field[] = [
  field('**.template.data.*', 'template', 'template'),
  ...names('**.credentialsRef', '**.serviceTokenSecretReference', '**.secretsScope'),
];

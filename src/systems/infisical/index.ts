import { get, textAt } from '../../model/tree.ts';
import { field, names } from '../fields.ts';
import { operator } from '../operator.ts';

/** Infisical's operator: secrets that are synced, pushed or leased, and what it logs in with. */
export const infisical = operator({
  id: 'infisical',
  title: 'Infisical',
  aspects: { template: 'a literal in the template of the Secret that is made' },
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
  fields: [
    field('**.template.data.*', 'template', 'template'),
    ...names('**.credentialsRef', '**.serviceTokenSecretReference', '**.secretsScope'),
  ],
  logins: ['credentialsRef', 'serviceTokenSecretReference', 'clientSecretRef', 'clientIdRef'],
  makes: ({ root }) =>
    ['managedSecretReference', 'managedKubeSecretReferences'].flatMap((member) => {
      const found = get(root, 'spec', member);
      if (found?.kind !== 'sequence')
        return found === undefined ? [] : [{ path: ['spec', member, 'secretName'], namespace: textAt(found, 'secretNamespace') }];
      return found.items.map((item, index) => ({
        path: ['spec', member, index, 'secretName'],
        namespace: textAt(item, 'secretNamespace'),
      }));
    }),
});

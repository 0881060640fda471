import { names } from '../fields.ts';
import { nameAt, operator } from '../operator.ts';

/** Bitwarden Secrets Manager's operator: ids of secrets, the Secret with its access token, and the one it makes. */
export const bitwarden = operator({
  id: 'bitwarden',
  title: 'Bitwarden Secrets Manager',
  remedy: {
    rotate: 'the value in Secrets Manager; the access token and all its machine account may read, where that leaked',
    steps: [
      { text: 'Revoke the access token (Machine accounts, Access tokens), and make another.' },
      {
        text: 'Write it into the Secret that authToken names.',
        command: 'kubectl -n {namespace} create secret generic bw-auth-token --from-literal=token=NEW',
      },
      { text: 'Rotate what the machine account may read.', command: 'bws secret edit --value NEW ID' },
    ],
  },
  claims: (resource) => resource.group === 'k8s.bitwarden.com',
  fields: names('spec.map', 'spec.organizationId', 'spec.authToken', 'spec.secretName'),
  logins: ['authToken'],
  makes: nameAt('spec', 'secretName'),
});

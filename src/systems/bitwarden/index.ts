import { textAt } from '../../model/tree.ts';
import { names, readObject } from '../fields.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'bitwarden';

/** Bitwarden Secrets Manager's operator: ids of secrets, the Secret with its access token, and the one it makes. */
export const bitwarden: System = {
  id,
  title: 'Bitwarden Secrets Manager',
  aspects: secretAspects,
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
  read(resource, _file, emit) {
    readObject(resource, emit, id, names('spec.map', 'spec.organizationId', 'spec.authToken', 'spec.secretName'));
    linkLogins(resource, emit, id, (key, node) => key === 'authToken' && node.kind === 'mapping');
    if (textAt(resource.root, 'spec', 'secretName') !== null) linkProduct(resource, emit, id, ['spec', 'secretName']);
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

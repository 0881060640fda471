import { textAt } from '../../model/tree.ts';
import { names, readObject } from '../fields.ts';
import { judgeLinkedSecrets, linkLogins, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'doppler';

/** Doppler's operator: a DopplerSecret names the Secret with its token, and the one it makes. */
export const doppler: System = {
  id,
  title: 'Doppler',
  aspects: secretAspects,
  remedy: {
    rotate: 'the value in Doppler; the service token and all secrets of its configuration, where that leaked',
    steps: [
      { text: 'Revoke the token.', command: 'doppler configs tokens revoke SLUG --project PROJECT --config CONFIG' },
      {
        text: 'Make another, and write it where the operator reads it.',
        command:
          'kubectl -n doppler-operator-system create secret generic {name} --from-literal=serviceToken=$(doppler configs tokens create operator --plain)',
      },
      { text: 'Rotate what the token could read.', command: 'doppler secrets set KEY' },
    ],
  },
  claims: (resource) => resource.group === 'secrets.doppler.com',
  read(resource, _file, emit) {
    readObject(resource, emit, id, names('spec.tokenSecret', 'spec.managedSecret', 'spec.secrets', 'spec.processors', 'spec.identity'));
    linkLogins(resource, emit, id, (key, node) => key === 'tokenSecret' && node.kind === 'mapping');
    if (textAt(resource.root, 'spec', 'managedSecret', 'name') !== null)
      linkProduct(resource, emit, id, ['spec', 'managedSecret', 'name'], textAt(resource.root, 'spec', 'managedSecret', 'namespace'));
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

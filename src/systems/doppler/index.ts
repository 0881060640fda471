import { textAt } from '../../model/tree.ts';
import { names } from '../fields.ts';
import { operator } from '../operator.ts';

/** Doppler's operator: a DopplerSecret names the Secret with its token, and the one it makes. */
export const doppler = operator({
  id: 'doppler',
  title: 'Doppler',
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
  fields: names('spec.tokenSecret', 'spec.managedSecret', 'spec.secrets', 'spec.processors', 'spec.identity'),
  logins: ['tokenSecret'],
  makes({ root }) {
    if (textAt(root, 'spec', 'managedSecret', 'name') === null) return [];
    return [{ path: ['spec', 'managedSecret', 'name'], namespace: textAt(root, 'spec', 'managedSecret', 'namespace') }];
  },
});

import { field, names } from '../fields.ts';
import { operator, ownName } from '../operator.ts';

/** kubernetes-secret-generator of Mittwald: an object says which members are generated, and which are taken as they are. */
export const mittwaldGenerator = operator({
  id: 'mittwald-generator',
  title: 'Mittwald secret generator',
  aspects: { 'fixed-value': 'a value that is written into the Secret as it is' },
  remedy: {
    rotate: 'the fixed value; a generated one is made anew on demand',
    steps: [
      { text: 'Change the credential where it is issued, and take it out of spec.data.' },
      {
        text: 'Generated value: let it be made again.',
        command: 'kubectl -n {namespace} annotate secret {name} secret-generator.v1.mittwald.de/regenerate=true',
      },
      { text: 'Restart what reads it.', command: 'kubectl -n {namespace} rollout restart deployment NAME' },
    ],
  },
  claims: (resource) => resource.group === 'secretgenerator.mittwald.de',
  fields: [
    field('spec.data.*', 'fixed-value', 'secret'),
    field('spec.privateKey', 'fixed-value', 'credential-field'),
    ...names('spec.fields', 'spec.length', 'spec.encoding'),
  ],
  makes: ownName,
});

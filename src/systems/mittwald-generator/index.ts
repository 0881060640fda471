import { type Field, field, names, readObject } from '../fields.ts';
import { judgeLinkedSecrets, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'mittwald-generator';

/** kubernetes-secret-generator of Mittwald: an object says which members are generated, and which are taken as they are. */
export const mittwaldGenerator: System = {
  id,
  title: 'Mittwald secret generator',
  aspects: { 'fixed-value': 'a value that is written into the Secret as it is', ...secretAspects },
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
  read(resource, _file, emit) {
    readObject(resource, emit, id, fields);
    linkProduct(resource, emit, id, []);
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

const fields: readonly Field[] = [
  field('spec.data.*', 'fixed-value', 'secret'),
  field('spec.privateKey', 'fixed-value', 'credential-field'),
  ...names('spec.fields', 'spec.length', 'spec.encoding'),
];

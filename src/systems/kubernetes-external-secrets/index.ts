import { type Field, field, names, readObject } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { judgeLinkedSecrets, linkProduct, secretAspects } from '../secret-links.ts';
import type { System } from '../system.ts';

const id = 'kubernetes-external-secrets';

/** Kubernetes External Secrets (GoDaddy), whose ExternalSecret is not that of External Secrets Operator. */
export const kubernetesExternalSecrets: System = {
  id,
  title: 'Kubernetes External Secrets',
  aspects: {
    template: 'a literal in the template of the Secret that is made',
    unmaintained: 'an object of a controller that has had no release since 2022',
    ...secretAspects,
  },
  remedy: {
    rotate: 'the value in its backend; the login of the controller and all it may read, where that leaked',
    steps: [
      { text: 'Change the credential where it is issued, and store the new value in the backend.' },
      { text: 'The controller polls (POLLER_INTERVAL_MILLISECONDS); nothing has to be pushed.' },
      { text: 'Move to External Secrets Operator: the controller gets no security fixes.' },
    ],
  },
  claims: (resource) => resource.group === 'kubernetes-client.io',
  read(resource, _file, emit) {
    readObject(resource, emit, id, fields);
    observeAt(resource, ['apiVersion'], emit, id, 'unmaintained');
    linkProduct(resource, emit, id, []);
  },
  snapshot: (snapshot, emit) => judgeLinkedSecrets(snapshot, id, emit),
};

/** Old manifests have `secretDescriptor` where newer ones have `spec`. */
const fields: readonly Field[] = ['spec', 'secretDescriptor'].flatMap((body) => [
  field(`${body}.template.stringData.*`, 'template', 'secret'),
  field(`${body}.template.data.*`, 'template', 'secret', 'base64'),
  ...names(`${body}.data`, `${body}.dataFrom`, `${body}.properties`),
]);

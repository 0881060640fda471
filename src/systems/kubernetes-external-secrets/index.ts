import { field, names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator, ownName } from '../operator.ts';

/** Kubernetes External Secrets (GoDaddy), whose ExternalSecret is not that of External Secrets Operator. */
export const kubernetesExternalSecrets = operator({
  id: 'kubernetes-external-secrets',
  title: 'Kubernetes External Secrets',
  aspects: {
    template: 'a literal in the template of the Secret that is made',
    unmaintained: 'an object of a controller that has had no release since 2022',
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
  // Old manifests have `secretDescriptor` where newer ones have `spec`.
  fields: ['spec', 'secretDescriptor'].flatMap((body) => [
    field(`${body}.template.stringData.*`, 'template', 'secret'),
    field(`${body}.template.data.*`, 'template', 'secret', 'base64'),
    ...names(`${body}.data`, `${body}.dataFrom`, `${body}.properties`),
  ]),
  makes: ownName,
  also: (resource, emit) => observeAt(resource, ['apiVersion'], emit, 'unmaintained'),
});

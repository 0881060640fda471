import { textAt } from '../../model/tree.ts';
import { names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator, ownName } from '../operator.ts';

/** secret-manager-operator: a ManagedSecret names a generation of a secret of Google Cloud, and has no field for a value. */
export const secretManagerOperator = operator({
  id: 'secret-manager-operator',
  title: 'secret-manager-operator',
  aspects: { 'generation-missing': 'a reference without the generation that is to be fetched' },
  remedy: {
    rotate: 'the value in Secret Manager; the key of the operator and all it may read, where that leaked',
    steps: [
      { text: 'Change the credential where it is issued, and add a version.', command: 'gcloud secrets versions add NAME --data-file=-' },
      { text: 'Raise generation in {name}: until then the old value stays in use.' },
      { text: 'Disable the version that leaked.', command: 'gcloud secrets versions disable VERSION --secret=NAME' },
    ],
  },
  claims: (resource) => resource.group === 'endclothing.com' && resource.id.kind === 'ManagedSecret',
  fields: names('spec.secret', 'spec.project'),
  makes: ownName,
  also(resource, emit) {
    if (textAt(resource.root, 'spec', 'generation') === null) observeAt(resource, ['spec'], emit, 'generation-missing');
  },
});

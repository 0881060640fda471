import { get, textAt } from '../../model/tree.ts';
import { names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator, ownName } from '../operator.ts';

/** aws-secret-operator: an AWSSecret names a version of a secret of AWS Secrets Manager, and has no field for a value. */
export const awsSecretOperator = operator({
  id: 'aws-secret-operator',
  title: 'aws-secret-operator',
  aspects: { 'version-missing': 'a reference without the version that the operator needs' },
  remedy: {
    rotate: 'the value in AWS Secrets Manager; the key of the operator and all it may read, where that leaked',
    steps: [
      {
        text: 'Change the credential where it is issued, and store it.',
        command: 'aws secretsmanager put-secret-value --secret-id NAME --secret-string file://new.json',
      },
      {
        text: 'Write the new version into versionId of {name}: until then the old value stays in use.',
        command: 'aws secretsmanager describe-secret --secret-id NAME',
      },
      {
        text: 'Key of the operator: delete it, and use a role of its service account.',
        command: 'aws iam delete-access-key --access-key-id ID',
      },
    ],
  },
  claims: (resource) => resource.group === 'mumoshu.github.io' && resource.id.kind === 'AWSSecret',
  fields: names('**.secretsManagerSecretRef'),
  makes: ownName,
  also(resource, emit) {
    for (const member of ['stringDataFrom', 'dataFrom']) {
      const path = ['spec', member, 'secretsManagerSecretRef'];
      const reference = get(resource.root, ...path);
      if (reference !== undefined && textAt(reference, 'versionId') === null) observeAt(resource, path, emit, 'version-missing');
    }
  },
});

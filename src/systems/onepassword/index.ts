import { placeOf } from '../../manifest/place.ts';
import { root } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node } from '../../model/tree.ts';
import { hasKey, isSecret } from '../core/secret.ts';
import { names } from '../fields.ts';
import { operator, ownName } from '../operator.ts';

/** 1Password: items that become Secrets, and the credentials of its Connect server and of service accounts. */
export const onepassword = operator({
  id: 'onepassword',
  title: '1Password',
  aspects: {
    'connect-credential': 'a member of the Secret that the Connect server or the operator logs in with',
    'credentials-file': 'the file 1password-credentials.json, with which a Connect server opens its vaults',
  },
  remedy: {
    rotate: 'the item; the token or the credentials of the Connect server and every vault they open, where those leaked',
    steps: [
      {
        text: 'Access token: revoke it, and make another for the same server.',
        command: 'op connect token create NAME --server SERVER --vault VAULT',
      },
      {
        text: 'Credentials file: it cannot be changed alone. Make a new server, and delete the old one.',
        command: 'op connect server create NAME --vaults VAULT && op connect server delete OLD',
      },
      { text: 'Service account: revoke its token (Developer, Service accounts) and make another.' },
      { text: 'Rotate every item in the vaults that were open to it.', command: 'op item edit ITEM password=NEW' },
    ],
  },
  claims: (resource) => resource.group === 'onepassword.com' || isCredentials(resource),
  secretData: 'connect-credential',
  fields: names('spec.itemPath'),
  makes: ownName,
  document(document, _file, emit) {
    const tree = document.root;
    if (tree?.kind !== 'mapping' || !isCredentialsFile(tree)) return false;
    emit.observe({
      subject: 'document',
      aspect: 'credentials-file',
      place: placeOf(document, tree.span, root),
      resource: null,
      keyPath: '',
    });
    return true;
  },
});

function isCredentials(resource: Resource): boolean {
  if (!isSecret(resource)) return false;
  return (
    hasKey(resource.root, (key) => key === '1password-credentials.json') ||
    /^(?:onepassword|op)-(?:connect-)?(?:token|credentials)$/.test(resource.id.name ?? '')
  );
}

/** Its members: a verifier, the encrypted credentials, and the keys that open them, all in one file. */
const isCredentialsFile = (tree: Node): boolean =>
  get(tree, 'encCredentials')?.kind === 'mapping' &&
  get(tree, 'verifier')?.kind === 'mapping' &&
  get(tree, 'uniqueKey')?.kind === 'mapping';

import type { Document } from '../../model/document.ts';
import { below, child, root } from '../../model/pointer.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit, System } from '../system.ts';
import { textPlace } from '../text-place.ts';
import { embedded } from './embedded.ts';

/** Kapitan and Tesoro: files of references, references that carry their value, and what Kapitan logs in with. */
export const kapitan: System = {
  id: 'kapitan',
  title: 'Kapitan and Tesoro',
  aspects: {
    'clear-reference': 'the value in the file of a reference of type plain, base64 or env, none of which encrypts',
    'encrypted-reference': 'the ciphertext in the file of a reference of an encrypting type',
    'pointer-reference': 'the path in the file of a reference of type vaultkv',
    'type-differs': 'a reference that carries a value of another type than its tag says',
    'inventory-login': 'what Kapitan logs in to a secret store with, in the inventory',
  },
  remedy: {
    rotate: 'the value; after the private key of a recipient, every value that was encrypted to it',
    steps: [
      { text: 'Change the credential where it is issued.' },
      { text: 'Write it into a reference of an encrypting type.', command: 'kapitan refs --write gkms:path/to/reference -t TARGET -f -' },
      {
        text: 'Recipient or key: replace it in the inventory, then encrypt every reference anew.',
        command: 'kapitan refs --update-targets',
      },
      { text: 'Compile and apply; never commit what refs --reveal prints.', command: 'kapitan compile' },
    ],
  },
  document(document, _file, emit) {
    const tree = document.root;
    if (document.within !== null || tree?.kind !== 'mapping') return false;
    readInventory(tree, document, emit);
    if (!isReference(tree)) return false;
    readReference(tree, document, emit);
    return true;
  },
  text(source, _file, emit) {
    if (!source.text.includes(':embedded}')) return;
    for (const match of source.text.matchAll(/\?\{([a-z]{3,12}):([A-Za-z0-9+/=]{8,65536}):embedded\}/g)) {
      const [whole, tag = '', payload = ''] = match;
      const type = embedded(payload)?.type;
      if (type === undefined || type === tag || !clear.has(type) || clear.has(tag)) continue;
      emit.observe({
        subject: 'reference',
        aspect: 'type-differs',
        place: textPlace(source, match.index, match.index + whole.length),
        resource: null,
        keyPath: '',
        detail: { tag, type },
      });
    }
  },
};

const clear: ReadonlySet<string> = new Set(['plain', 'base64', 'env']);
const encrypting: ReadonlySet<string> = new Set(['gpg', 'gkms', 'awskms', 'azkms', 'vaulttransit']);
const members: ReadonlySet<string> = new Set(['data', 'encoding', 'type', 'recipients', 'key', 'vault_params']);

/** The file of a reference has these members and no others. */
function isReference(tree: Mapping): boolean {
  const type = textAt(tree, 'type') ?? '';
  if (!clear.has(type) && !encrypting.has(type) && type !== 'vaultkv') return false;
  const encoding = textAt(tree, 'encoding');
  return (encoding === 'original' || encoding === 'base64') && tree.entries.every((entry) => members.has(entry.key.text));
}

function readReference(tree: Mapping, document: Document, emit: Emit): void {
  const data = get(tree, 'data');
  const type = textAt(tree, 'type') ?? '';
  if (data?.kind !== 'scalar') return;
  const aspect = clear.has(type) ? 'clear-reference' : type === 'vaultkv' ? 'pointer-reference' : 'encrypted-reference';
  const as: WalkAs = { aspect, container: 'ciphertext', resource: null, document };
  const value = { ...candidate(data, child(root, 'data'), null, 'data', [], as), detail: { type } };
  if (type === 'vaultkv') emit.value({ ...value, protection: 'reference' });
  else if (clear.has(type)) emit.value(type === 'plain' ? value : { ...value, encoding: 'base64' });
  else emit.value(isCiphertext(data.text) ? { ...value, protection: 'encrypted' } : value);
}

/** Base64 of what no encryption is shorter than, or (Vault) its own mark before it. */
const isCiphertext = (text: string): boolean => {
  const bare = text.replace(/\s/g, '');
  return /^(?:vault:v\d+:)?[A-Za-z0-9+/_-]{36,}={0,2}$/.test(bare) || /^-----BEGIN PGP MESSAGE-----/.test(text.trim());
};

/** `parameters.kapitan.secrets` may hold the token itself, as the project's own documentation shows it. */
function readInventory(tree: Mapping, document: Document, emit: Emit): void {
  const path = ['parameters', 'kapitan', 'secrets'];
  const secrets = get(tree, ...path);
  if (secrets?.kind !== 'mapping') return;
  const as: WalkAs = { aspect: 'inventory-login', container: 'config-file', resource: null, document };
  emitLiterals(secrets, below(root, ...path), { ...as, keyPath: path.join('.') }, emit);
}

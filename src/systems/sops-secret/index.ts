import type { Resource } from '../../model/resource.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { isSecret } from '../core/secret.ts';
import { field, names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator } from '../operator.ts';
import type { Made } from '../secret-links.ts';
import type { Emit } from '../system.ts';

/** Operators with a kind SopsSecret that wraps Secrets in SOPS ciphertext: isindir's, craftypath's, and that of Capsule. */
export const sopsSecret = operator({
  id: 'sops-secret',
  title: 'SopsSecret operators',
  aspects: {
    value: 'a value of a Secret inside a SopsSecret, where ciphertext belongs',
    'not-encrypted': 'a SopsSecret without the metadata of SOPS',
    'decryption-key': 'a member of the Secret that Capsule’s operator decrypts with',
  },
  remedy: {
    rotate: 'the value; after the key of the operator, every value that was encrypted to it',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Write the new value and encrypt: only the values, so that the object stays readable to the cluster.',
        command: 'sops encrypt --encrypted-suffix Templates --in-place {name}.yaml',
      },
      {
        text: 'Key of the operator: make a new one, replace the recipient, and rotate the data key.',
        command: 'sops rotate --in-place {name}.yaml',
      },
      { text: 'Apply; the operator writes the Secret anew.', command: 'kubectl apply -f {name}.yaml' },
    ],
  },
  claims: (resource) => isSopsSecret(resource) || isDecryptionKey(resource),
  secretData: 'decryption-key',
  fields: [
    ...['spec.secretTemplates.*', 'spec.secrets.*', 'spec'].flatMap((body) => [
      field(`${body}.stringData.*`, 'value', 'secret'),
      field(`${body}.data.*`, 'value', 'secret', 'base64'),
    ]),
    ...names('sops'),
  ],
  logins: ['keys'],
  makes: (resource) => (isWrapper(resource) ? lists.flatMap((list) => namedIn(resource, list)) : []),
  also(resource, emit) {
    if (isWrapper(resource)) judgeEncryption(resource, emit);
  },
});

const groups: ReadonlySet<string> = new Set(['isindir.github.com', 'craftypath.github.io', 'addons.projectcapsule.dev']);
const isSopsSecret = (resource: Resource): boolean =>
  groups.has(resource.group) && /^(?:Global)?Sops(?:Secret|Provider)$/.test(resource.id.kind);

function isDecryptionKey(resource: Resource): boolean {
  return isSecret(resource) && textAt(resource.root, 'metadata', 'labels', 'sops.addons.projectcapsule.dev') === 'true';
}

const isWrapper = (resource: Resource): boolean => /SopsSecret$/.test(resource.id.kind);
const lists = ['secretTemplates', 'secrets'] as const;

function namedIn({ root }: Resource, list: (typeof lists)[number]): Made[] {
  const found = get(root, 'spec', list);
  if (found?.kind !== 'sequence') return [];
  return found.items.flatMap((item, index) => (textAt(item, 'name') === null ? [] : [{ path: ['spec', list, index, 'name'] }]));
}

/** Whether the object holds values at all, and whether SOPS has been at it. */
function judgeEncryption(resource: Resource, emit: Emit): void {
  const spec = get(resource.root, 'spec');
  if (spec !== undefined && !hasMetadata(resource) && holdsValue(spec)) observeAt(resource, ['spec'], emit, 'not-encrypted');
}

/** The envelope's own members are not part of what a system is given, so the text is asked. */
function hasMetadata({ document: { source, span, within } }: Resource): boolean {
  return within !== null || /^[ \t]*"?sops"?[ \t]*:/m.test(source.text.slice(span.start, span.end));
}

function holdsValue(spec: ReturnType<typeof get>): boolean {
  if (spec?.kind !== 'mapping') return false;
  return spec.entries.some(({ key, value }) => {
    if (key.text === 'stringData' || key.text === 'data') return value.kind === 'mapping' && value.entries.some(isWritten);
    return value.kind === 'sequence' && value.items.some(holdsValue);
  });
}

const isWritten = ({ value }: Mapping['entries'][number]): boolean =>
  value.kind === 'scalar' && value.text.trim() !== '' && value.actions.length === 0 && !/^ENC\[|[{}$<]/.test(value.text);

import type { Recipient } from '../model/recipient.ts';
import { pgpReaders, readAge } from '../systems/sops/wrapped.ts';
import type { SopsBlock } from './holdings.ts';
import type { LeakedKey } from './keys/leaked.ts';

/** How metadata names a key: by its label, or by what the wrapped key itself says of its reader. Neither is authenticated. */
type Naming = 'label' | 'wrapped';

/** null: the block does not name the key. */
export function naming(block: SopsBlock, key: LeakedKey): Naming | null {
  if (block.recipients.some((recipient) => isLabel(recipient, key))) return 'label';
  return block.recipients.some(({ wrapped }) => isAddressed(wrapped, key)) ? 'wrapped' : null;
}

function isLabel({ kind, id }: Recipient, { key, pgpFingerprints }: LeakedKey): boolean {
  switch (key.kind) {
    case 'sealed-secrets':
    case 'ssh':
    case 'age':
      return (kind === 'age' || kind === 'age-plugin' || kind === 'ssh') && key.recipients.includes(plainAge(id));
    case 'pgp':
      return kind === 'pgp' && pgpFingerprints.some((fingerprint) => samePgp(fingerprint, id));
    case 'aws-kms':
      return kind === 'aws-kms' && isAws(key.fingerprint, id);
    case 'gcp-kms':
      return kind === 'gcp-kms' && isBelow(withoutVersion(key.fingerprint), id);
    case 'azure-kv':
      return kind === 'azure-kv' && isBelow(address(key.fingerprint), address(id));
    case 'vault-transit':
      return kind === 'vault-transit' && address(key.fingerprint) === address(id);
    case 'huawei-kms':
      return kind === 'huawei-kms' && key.fingerprint === id;
  }
}

/** SSH recipients are compared without their comment. */
function plainAge(id: string): string {
  const text = id.trim();
  return text.startsWith('ssh-') ? text.split(/\s+/).slice(0, 2).join(' ') : text;
}

/** SOPS takes free text: a whole fingerprint, its end, `0x` in front, `!` behind, blanks between. */
function samePgp(fingerprint: string, label: string): boolean {
  const text = label.replaceAll(' ', '').replace(/^0x/i, '').replace(/!$/, '').toUpperCase();
  return text.length >= 8 && (fingerprint.endsWith(text) || text.endsWith(fingerprint));
}

/** `arn+role|context|profile`. A role stands for all that is unwrapped through it; an `mrk-` key is one key in every region. */
function isAws(leaked: string, id: string): boolean {
  const [arn = '', role = ''] = (id.split('|')[0] ?? '').split('+');
  if (leaked.includes(':role/') || leaked.includes(':assumed-role/')) return role === leaked;
  const multiRegion = /:key\/(mrk-[\w-]+)$/.exec(leaked)?.[1];
  return arn === leaked || (multiRegion !== undefined && arn.endsWith(`:key/${multiRegion}`));
}

const withoutVersion = (id: string): string => id.replace(/\/cryptoKeyVersions\/\d+$/, '');
const address = (id: string): string => id.replace(/\/+$/, '').toLowerCase();
/** Equal, or the leaked one is what the other stands in: a key ring, a key in all its versions. */
const isBelow = (leaked: string, id: string): boolean => id === leaked || id.startsWith(`${leaked}/`);

/** The wrapped key names its reader: a PKESK packet a key id, an SSH stanza a tag. */
function isAddressed(wrapped: string, { sshTag, pgpFingerprints }: LeakedKey): boolean {
  if (pgpFingerprints.length > 0 && wrapped.includes('PGP MESSAGE')) {
    const readers = pgpReaders(wrapped) ?? [];
    return readers.some((id) => id !== '0'.repeat(16) && pgpFingerprints.some((fingerprint) => fingerprint.endsWith(id)));
  }
  if (sshTag === null || !wrapped.includes('AGE ENCRYPTED FILE')) return false;
  return (readAge(wrapped)?.stanzas ?? []).some(({ type, args }) => type.startsWith('ssh-') && args[0] === sshTag);
}

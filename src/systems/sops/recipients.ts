import type { Recipient, RecipientKind } from '../../model/recipient.ts';
import { type Field, itemsOf, type MapField, textOf } from './field.ts';

/** A recipient with the fields it was read from. `wrapped` is its `enc`. */
export interface SopsRecipient extends Recipient {
  readonly entry: MapField;
  readonly enc: Field | null;
}

/** The lists of recipients, in the order in which upstream puts them into one group (`stores/stores.go`). */
export const keyLists = ['kms', 'gcp_kms', 'hckms', 'azure_kv', 'hc_vault', 'pgp', 'age'] as const;
type KeyList = (typeof keyLists)[number];

interface Recipients {
  readonly recipients: readonly SopsRecipient[];
  readonly groups: number;
  readonly flatHidesGroups: boolean;
}

/** Who can open the file, by what its block says. With any flat list, the key groups are ignored, as upstream does. */
export function recipientsOf(fields: MapField): Recipients {
  const flat = groupOf(fields, 0);
  const groups = itemsOf(fields.members.get('key_groups'));
  if (flat.length > 0) return { recipients: flat, groups: 1, flatHidesGroups: groups.length > 0 };
  const recipients = groups.flatMap((group, index) => groupOf(group, index));
  return { recipients, groups: recipients.length === 0 ? 0 : groups.length, flatHidesGroups: false };
}

/** Kind of an age recipient by its own words: native (X25519, post-quantum), of a plugin, or an SSH key. */
export function ageKind(recipient: string): RecipientKind {
  if (recipient.startsWith('ssh-')) return 'ssh';
  // Bech32 has no `1` in its data part, so a second one belongs to the plugin's name: age1yubikey1...
  const plugin = recipient.startsWith('age1') && !recipient.startsWith('age1pq1') && recipient.indexOf('1', 4) > 0;
  return plugin ? 'age-plugin' : 'age';
}

/**
 * Do two identifiers name the same recipient? SOPS compares strings; people write fingerprints with spaces, in lower case or
 * short, and SSH keys with a comment.
 */
export function sameRecipient(a: Named, b: Named): boolean {
  if (a.kind !== b.kind) return false;
  const [one, other] = [plainId(a), plainId(b)];
  if (one === other) return true;
  // A rule may leave the version open: SOPS writes the one it met.
  if (a.kind === 'azure-kv')
    return one.replace(/\/$/, '') === other.replace(/\/[^/]*$/, '') || other.replace(/\/$/, '') === one.replace(/\/[^/]*$/, '');
  return a.kind === 'pgp' && Math.min(one.length, other.length) >= 8 && (one.endsWith(other) || other.endsWith(one));
}

export type Named = Pick<Recipient, 'kind' | 'id'>;

/** A name short enough for a sentence: post-quantum recipients are 2,000 characters long. */
export function shortName(recipient: Named): string {
  const words = recipient.id.split(/\s+/);
  const id = recipient.kind === 'ssh' ? `${words[0]} …${(words[1] ?? '').slice(-12)}` : recipient.id;
  return id.length > 100 ? `${id.slice(0, 16)}…${id.slice(-8)}` : id;
}

function plainId({ kind, id }: Named): string {
  switch (kind) {
    case 'pgp':
      return id.replaceAll(' ', '').toUpperCase().replace(/^0X/, '').replace(/!$/, '');
    case 'ssh':
      return id.trim().split(/\s+/).slice(0, 2).join(' ');
    case 'age':
    case 'age-plugin':
      return id.trim().toLowerCase();
    default:
      return id.trim();
  }
}

function groupOf(fields: MapField, group: number): SopsRecipient[] {
  return keyLists.flatMap((list) =>
    itemsOf(fields.members.get(list)).map((entry) => {
      const enc = entry.members.get('enc') ?? null;
      return { ...named(list, entry), group, wrapped: textOf(enc ?? undefined) ?? '', entry, enc };
    }),
  );
}

/** The identifier as SOPS compares it: `ToString` of each key source. */
function named(list: KeyList, entry: MapField): Named {
  const member = (name: string): string => textOf(entry.members.get(name)) ?? '';
  switch (list) {
    case 'age':
      return { kind: ageKind(member('recipient')), id: member('recipient') };
    case 'pgp':
      return { kind: 'pgp', id: member('fp').replaceAll(' ', '') };
    case 'kms':
      return { kind: 'aws-kms', id: kmsId(member('arn'), member('role'), contextOf(entry.members.get('context')), member('aws_profile')) };
    case 'gcp_kms':
      return { kind: 'gcp-kms', id: member('resource_id') };
    case 'azure_kv':
      return { kind: 'azure-kv', id: `${member('vault_url')}/keys/${member('name')}/${member('version')}` };
    case 'hc_vault':
      return { kind: 'vault-transit', id: `${member('vault_address')}/v1/${member('engine_path')}/keys/${member('key_name')}` };
    case 'hckms':
      return { kind: 'huawei-kms', id: member('key_id') };
  }
}

/** `arn+role|context|profile`, with what is absent left out as upstream does. */
export function kmsId(arn: string, role: string, context: ReadonlyMap<string, string>, profile: string): string {
  const base = role === '' ? arn : `${arn}+${role}`;
  const pairs = [...context]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${value}`)
    .join(',');
  if (profile !== '') return `${base}|${pairs}|${profile}`;
  return pairs === '' ? base : `${base}|${pairs}`;
}

export function contextOf(field: Field | undefined): ReadonlyMap<string, string> {
  if (field?.kind !== 'map') return new Map();
  return new Map([...field.members].map(([name, value]) => [name, textOf(value) ?? '']));
}

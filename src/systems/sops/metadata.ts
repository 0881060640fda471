import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root as rootPointer } from '../../model/pointer.ts';
import { get, type Span } from '../../model/tree.ts';
import { type Field, flatField, itemsOf, type MapField, nestedField, textOf } from './field.ts';
import { keyLists, recipientsOf, type SopsRecipient } from './recipients.ts';
import { type Selector, selectorNames, selectorOf } from './selector.ts';

/** How the block is written: one mapping (YAML, JSON, binary), a section of INI, `sops_` keys of dotenv, the last line of the Python era. */
type Form = 'mapping' | 'section' | 'flat' | 'trailer';

/** What a SOPS block says. None of it is authenticated but `lastmodified`: recipients and selectors are claims. */
export interface Metadata {
  readonly form: Form;
  readonly fields: MapField;
  readonly recipients: readonly SopsRecipient[];
  /** Count of key groups; 1 for the flat lists, 0 without any recipient. */
  readonly groups: number;
  readonly threshold: number | null;
  readonly selector: Selector;
  /** null: no such field; '': there, and empty. */
  readonly mac: string | null;
  readonly lastModified: string | null;
  readonly macOnlyEncrypted: boolean;
  /** Fields SOPS does not know: neither read nor authenticated. */
  readonly unknown: readonly Field[];
  /** Recipients in flat lists beside key groups, which are then ignored. */
  readonly flatHidesGroups: boolean;
  /** Members of the root that are the block. */
  readonly members: readonly string[];
  /** Where the block stands; of dotenv, which has no one place for it, the first of its keys. */
  readonly pointer: Pointer;
  readonly span: Span;
}

/** The SOPS block of a document, in any of its forms; null where there is none. */
export function readMetadata(document: Document): Metadata | null {
  const { root } = document;
  if (root?.kind === 'mapping') {
    const block = get(root, 'sops');
    if (block?.kind === 'mapping') {
      const pointer = child(rootPointer, 'sops');
      const ini = document.format === 'ini';
      const fields = ini ? flatField(block, pointer, '') : nestedField(block, pointer);
      if (fields.kind === 'map' && isBlock(fields)) return metadataOf(fields, ini ? 'section' : 'mapping', ['sops']);
    }
    const members = root.entries.map((entry) => entry.key.text).filter((key) => key.startsWith('sops_'));
    if (members.length > 1) {
      const fields = flatField(root, rootPointer, 'sops_');
      if (isBlock(fields)) return metadataOf(fields, 'flat', members);
    }
  }
  return trailer(document);
}

/**
 * Is this mapping SOPS metadata? Charts and values have a `sops` of their own (`sops: { enabled: true }`), so it takes a MAC
 * or its time beside another known field, or a wrapped data key. A page shows one with dots for its MAC: that is a picture of one.
 */
export function isBlock(fields: MapField): boolean {
  if (/^ENC\[[^\]]*(?:\.{3}|…)/.test(textOf(fields.members.get('mac')) ?? '')) return false;
  const wrapped = (field: Field | undefined): boolean => itemsOf(field).some((item) => textOf(item.members.get('enc')) !== null);
  if (keyLists.some((list) => wrapped(fields.members.get(list)))) return true;
  if (itemsOf(fields.members.get('key_groups')).some((group) => keyLists.some((list) => wrapped(group.members.get(list))))) return true;
  const known = [...fields.members.keys()].filter((name) => knownFields.has(name)).length;
  const dated = fields.members.get('mac')?.kind === 'text' || fields.members.get('lastmodified')?.kind === 'text';
  return dated && known > 1;
}

const knownFields: ReadonlySet<string> = new Set([
  ...keyLists,
  ...selectorNames,
  'key_groups',
  'shamir_threshold',
  'lastmodified',
  'mac',
  'mac_only_encrypted',
  'version',
  'attention', // written by Python versions
]);

function metadataOf(fields: MapField, form: Form, members: readonly string[]): Metadata {
  const { recipients, groups, flatHidesGroups } = recipientsOf(fields);
  const [first] = fields.members.values();
  const place = form === 'flat' && first !== undefined ? first : fields;
  const threshold = Number(textOf(fields.members.get('shamir_threshold')) ?? Number.NaN);
  return {
    form,
    fields,
    recipients,
    groups,
    threshold: Number.isInteger(threshold) && threshold > 0 ? threshold : null,
    selector: selectorOf(fields),
    mac: macOf(fields.members.get('mac')),
    lastModified: textOf(fields.members.get('lastmodified')),
    macOnlyEncrypted: /^(1|t|true)$/i.test(textOf(fields.members.get('mac_only_encrypted')) ?? ''),
    unknown: [...fields.members].filter(([name]) => !knownFields.has(name)).map(([, field]) => field),
    flatHidesGroups,
    members,
    pointer: place.pointer,
    span: place.span,
  };
}

/** A MAC that is a list or a mapping is there, and is none. */
function macOf(field: Field | undefined): string | null {
  return field === undefined ? null : (textOf(field) ?? 'not a text');
}

/** Binary files of the Python era end in a line `SOPS={json}`. */
function trailer(document: Document): Metadata | null {
  const { text } = document.source;
  const start = text.lastIndexOf('SOPS={', document.span.end);
  if (start < document.span.start || (start > 0 && text[start - 1] !== '\n')) return null;
  const line = text.slice(start + 'SOPS='.length, document.span.end).trimEnd();
  const span = { start, end: start + 'SOPS='.length + line.length };
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  const fields = jsonField(parsed, span, 0);
  return fields.kind === 'map' && isBlock(fields) ? metadataOf(fields, 'trailer', ['SOPS']) : null;
}

/** All of a trailer stands at one place: its line. */
function jsonField(value: unknown, span: Span, depth: number): Field {
  const place = { pointer: rootPointer, span };
  if (typeof value !== 'object' || value === null || depth > 20)
    return { kind: 'text', text: value === null ? '' : String(value), ...place };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => jsonField(item, span, depth + 1)), ...place };
  const members = Object.entries(value).map(([name, member]) => [name.toLowerCase(), jsonField(member, span, depth + 1)] as const);
  return { kind: 'map', members: new Map(members), ...place };
}

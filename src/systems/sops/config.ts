import type { Place } from '../../model/document.ts';
import { type Field, itemsOf, type MapField, textOf } from './field.ts';
import { compilePattern } from './pattern.ts';
import { ageKind, contextOf, kmsId, type Named } from './recipients.ts';
import { type Selector, selectorOf } from './selector.ts';

/** What a `.sops.yaml` asks for. Plain data: it is kept with the file's facts. */
export interface SopsConfig {
  /** null: no `creation_rules`, which is as if there were no file. */
  readonly rules: readonly CreationRule[] | null;
}

export interface CreationRule {
  /** null: every path. */
  readonly pathRegex: string | null;
  /** Recipients by key group; a rule without groups has one. */
  readonly groups: readonly (readonly Named[])[];
  readonly threshold: number | null;
  readonly selector: Selector;
  readonly place: Place;
}

/** The rule for a file, by its path relative to the folder of the `.sops.yaml`: the first that matches; null: none does. */
export function creationRuleFor(config: SopsConfig, relativePath: string): CreationRule | null {
  for (const rule of config.rules ?? []) {
    if (rule.pathRegex === null || rule.pathRegex === '') return rule;
    const pattern = compilePattern(rule.pathRegex);
    // Upstream stops with an error at a pattern it cannot compile: no later rule counts.
    if (pattern === null) return null;
    if (pattern.test(relativePath)) return rule;
  }
  return null;
}

/** Reads the root of a `.sops.yaml`; `placeOf` gives the place of each rule. Unknown keys are ignored, as upstream does. */
export function parseConfig(root: Field, placeOf: (rule: MapField) => Place): SopsConfig {
  const rules = root.kind === 'map' ? root.members.get('creation_rules') : undefined;
  if (rules === undefined || rules.kind === 'text') return { rules: null };
  return { rules: itemsOf(rules).map((rule) => ruleOf(rule, placeOf(rule))) };
}

function ruleOf(rule: MapField, place: Place): CreationRule {
  const threshold = Number(textOf(rule.members.get('shamir_threshold')) ?? Number.NaN);
  const pathRegex = textOf(rule.members.get('path_regex'));
  return {
    pathRegex: pathRegex === '' ? null : pathRegex,
    groups: groupsOf(rule).map(distinct),
    threshold: Number.isInteger(threshold) && threshold > 0 ? threshold : null,
    selector: selectorOf(rule),
    place,
  };
}

/** With `key_groups`, the flat keys of the rule are ignored. */
function groupsOf(rule: MapField): readonly (readonly Named[])[] {
  const groups = itemsOf(rule.members.get('key_groups'));
  if (groups.length > 0) return groups.map((group) => groupRecipients(group, 0));
  return [flatRecipients(rule)];
}

/** A rule's own keys: comma strings, or lists since 3.11.0. */
function flatRecipients(rule: MapField): readonly Named[] {
  const profile = textOf(rule.members.get('aws_profile')) ?? '';
  const words = (name: string): readonly string[] => wordsOf(rule.members.get(name));
  return [
    ...words('age').map((id): Named => ({ kind: ageKind(id), id })),
    ...words('pgp').map(pgp),
    ...words('kms').map((arn): Named => {
      const [key = '', role = ''] = arn.replaceAll(' ', '').split(/\+(?=arn:)/);
      return { kind: 'aws-kms', id: kmsId(key, role, new Map(), profile) };
    }),
    ...words('gcp_kms').map((id): Named => ({ kind: 'gcp-kms', id })),
    ...words('hckms').map((id): Named => ({ kind: 'huawei-kms', id })),
    ...words('azure_keyvault').map((url): Named => ({ kind: 'azure-kv', id: azureId(url) })),
    ...words('hc_vault_transit_uri').map(vault),
  ];
}

/** A group's keys have other shapes and, two of them, other names than in the rule and in the metadata. */
function groupRecipients(group: MapField, depth: number): readonly Named[] {
  if (depth > 20) return [];
  const words = (name: string): readonly string[] => wordsOf(group.members.get(name));
  const items = (name: string): readonly MapField[] => itemsOf(group.members.get(name));
  const member = (entry: MapField, name: string): string => textOf(entry.members.get(name)) ?? '';
  return [
    ...items('merge').flatMap((merged) => groupRecipients(merged, depth + 1)),
    ...words('age').map((id): Named => ({ kind: ageKind(id), id })),
    ...words('pgp').map(pgp),
    ...items('kms').map((entry): Named => {
      const [arn = '', role = member(entry, 'role')] = member(entry, 'arn')
        .replaceAll(' ', '')
        .split(/\+(?=arn:)/);
      return { kind: 'aws-kms', id: kmsId(arn, role, contextOf(entry.members.get('context')), member(entry, 'aws_profile')) };
    }),
    ...items('gcp_kms').map((entry): Named => ({ kind: 'gcp-kms', id: member(entry, 'resource_id') })),
    ...items('hckms').map((entry): Named => ({ kind: 'huawei-kms', id: member(entry, 'key_id') })),
    ...items('azure_keyvault').map(
      (entry): Named => ({
        kind: 'azure-kv',
        id: `${member(entry, 'vaultUrl')}/keys/${member(entry, 'key')}/${member(entry, 'version')}`,
      }),
    ),
    ...words('hc_vault').map(vault),
  ];
}

const pgp = (fingerprint: string): Named => ({ kind: 'pgp', id: fingerprint.replaceAll(' ', '') });

/** `https://vault:8200/v1/transit/keys/name`, as the metadata puts it together again. */
const vault = (uri: string): Named => ({ kind: 'vault-transit', id: uri.trim().replace(/\/+$/, '') });

/** A key without a version means the newest: its id ends in a slash. */
const azureId = (url: string): string => (/\/keys\/[^/]+$/.test(url) ? `${url}/` : url);

function wordsOf(field: Field | undefined): readonly string[] {
  const texts = field?.kind === 'text' ? [field.text] : field?.kind === 'list' ? field.items.map((item) => textOf(item) ?? '') : [];
  return texts.flatMap((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
}

function distinct(group: readonly Named[]): readonly Named[] {
  return [...new Map(group.map((one) => [`${one.kind} ${one.id}`, one])).values()];
}

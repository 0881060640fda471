import type { Document } from '../../model/document.ts';
import { root as rootPointer } from '../../model/pointer.ts';
import type { Emit } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { parseConfig } from './config.ts';
import { observed, type Placed, placeIn } from './facts.ts';
import { itemsOf, type MapField, nestedField, textOf } from './field.ts';
import { compilePattern } from './pattern.ts';
import { selectorNames, selectorOf } from './selector.ts';

/** Reads a `.sops.yaml`: what SOPS would silently ignore or refuse in it, and the rules, kept to judge other files by. */
export function readConfigFile(document: Document, emit: Emit): void {
  if (document.root === null || document.index > 0) return;
  const root = nestedField(document.root, rootPointer, true);
  if (root.kind !== 'map') return;
  const say = (aspect: Aspect, at: Placed, detail: Readonly<Record<string, string | number>> = {}): void =>
    emit.observe(observed(document, aspect, at, detail));
  const config = parseConfig(root, (rule) => placeIn(document, rule));
  emit.note({ kind: 'config', config });

  // Beside its own keys a file may hold anything, lists of keys for anchors for example: only a near miss is a mistake there.
  unknownKeys(root, topKeys, (aspect, at, detail) => detail?.['meant'] !== undefined && say(aspect, at, detail));
  let open = true;
  for (const [index, rule] of itemsOf(root.members.get('creation_rules')).entries()) {
    judgeRule(rule, say);
    const pattern = textOf(rule.members.get('path_regex')) ?? '';
    if (!open) say('config-rule-unreachable', rule);
    open &&= pattern !== '';
    const recipients = config.rules?.[index]?.groups.flat().length ?? 0;
    if (recipients === 0) say('config-no-recipients', rule);
  }
  for (const rule of itemsOf(root.members.get('destination_rules'))) {
    unknownKeys(rule, destinationKeys, say);
    judgePattern(rule, 'path_regex', say);
    for (const recreation of itemsOf(rule.members.get('recreation_rule'))) judgeRule(recreation, say);
  }
}

type Say = (aspect: Aspect, at: Placed, detail?: Readonly<Record<string, string | number>>) => unknown;

function judgeRule(rule: MapField, say: Say): void {
  unknownKeys(rule, ruleKeys, say);
  for (const group of itemsOf(rule.members.get('key_groups'))) judgeGroup(group, say, 0);
  judgePattern(rule, 'path_regex', say);
  for (const name of selectorNames) if (name.endsWith('_regex')) judgePattern(rule, name, say);
  if (selectorOf(rule).problem === 'several') say('config-selectors-several', rule);
}

function judgeGroup(group: MapField, say: Say, depth: number): void {
  unknownKeys(group, groupKeys, say);
  if (depth < 20) for (const merged of itemsOf(group.members.get('merge'))) judgeGroup(merged, say, depth + 1);
}

function judgePattern(rule: MapField, name: string, say: Say): void {
  const field = rule.members.get(name);
  const pattern = textOf(field) ?? '';
  if (field !== undefined && pattern !== '' && compilePattern(pattern) === null) say('config-pattern-invalid', field, { name });
}

function unknownKeys(fields: MapField, known: ReadonlySet<string>, say: Say): void {
  for (const [name, field] of fields.members) {
    // `x-…` and `.…` keys hold YAML anchors in many files.
    if (known.has(name) || /^[.x_]/.test(name)) continue;
    say('config-unknown-key', field, { name, ...nearest(name, known) });
  }
}

/** The known key that differs in hyphens, case or a trailing `s` only: what was meant. */
function nearest(name: string, known: ReadonlySet<string>): { readonly meant?: string } {
  const plain = (word: string): string =>
    word
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/s$/, '');
  const meant = [...known].find((one) => plain(one) === plain(name));
  return meant === undefined ? {} : { meant };
}

const topKeys: ReadonlySet<string> = new Set(['creation_rules', 'destination_rules', 'stores']);

const ruleKeys: ReadonlySet<string> = new Set([
  ...selectorNames,
  'path_regex',
  'kms',
  'aws_profile',
  'age',
  'pgp',
  'gcp_kms',
  'hckms',
  'azure_keyvault',
  'hc_vault_transit_uri',
  'key_groups',
  'shamir_threshold',
  'mac_only_encrypted',
]);

const groupKeys: ReadonlySet<string> = new Set(['merge', 'kms', 'gcp_kms', 'hckms', 'azure_keyvault', 'hc_vault', 'age', 'pgp']);

const destinationKeys: ReadonlySet<string> = new Set([
  'path_regex',
  's3_bucket',
  's3_prefix',
  'gcs_bucket',
  'gcs_prefix',
  'vault_path',
  'vault_address',
  'vault_kv_mount_name',
  'vault_kv_version',
  'recreation_rule',
  'omit_extensions',
]);

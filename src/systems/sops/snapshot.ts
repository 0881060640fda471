import type { Place } from '../../model/document.ts';
import type { ValueFact } from '../../model/fact.ts';
import { repoPath } from '../../model/ids.ts';
import { root as rootPointer, steps } from '../../model/pointer.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { counted } from '../../text/counted.ts';
import { isClear } from '../clear-values.ts';
import type { SnapshotEmit } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { type CreationRule, creationRuleFor, type SopsConfig } from './config.ts';
import { type BlockNote, blocksOf, configOf, encryptedIn } from './note.ts';
import { compilePattern } from './pattern.ts';
import { type Named, sameRecipient } from './recipients.ts';
import { compileSelector, type Selector, selectorWords } from './selector.ts';
import { namesOf, observe } from './told.ts';

/** Holds every file to the creation rule that is meant for it, and encrypted files to one another. */
export function judgeSnapshot(snapshot: Snapshot, emit: SnapshotEmit): void {
  const wrapped = new Map<string, SnapshotFile>();
  const added = new Map<CreationRule, Drift>();
  const dropped = new Map<CreationRule, Drift>();
  const told = new Set<string>();
  for (const file of snapshot.files()) {
    if (file.facts.profile.role === 'sops-config') {
      ignoredName(file, emit);
      continue;
    }
    const blocks = blocksOf(file);
    sharedDataKey(file, blocks, wrapped, emit);
    const configs = configsAbove(snapshot, file.path);
    disagreement(file, configs, told, emit);
    const [nearest] = configs;
    const rule = nearest === undefined ? null : creationRuleFor(nearest.config, nearest.relative(file.path));
    if (nearest === undefined || rule === null) continue;
    const [block] = blocks;
    if (block === undefined) mustBeEncrypted(file, rule, nearest, emit);
    else {
      const { missing, surplus } = unlikeRule(file, block, rule, emit);
      if (missing.length > 0) note(added, rule, nearest.file, missing, encryptedIn(blocks));
      if (surplus.length > 0) note(dropped, rule, nearest.file, surplus, encryptedIn(blocks));
    }
  }
  tellDrift(added, dropped, emit);
}

interface Config {
  readonly file: SnapshotFile;
  readonly config: SopsConfig;
  relative(path: string): string;
}

/** The `.sops.yaml` of every folder from the file's own up to the root, nearest first: SOPS takes the first above where it is run. */
function configsAbove(snapshot: Snapshot, path: string): readonly Config[] {
  const found: Config[] = [];
  for (let folder = path; folder !== ''; ) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    const prefix = folder === '' ? '' : `${folder}/`;
    const file = snapshot.file(repoPath(`${prefix}.sops.yaml`));
    const config = configOf(file);
    if (file !== undefined && config !== null && config.rules !== null)
      found.push({ file, config, relative: (one) => one.slice(prefix.length) });
  }
  return found;
}

/** SOPS warns of this name, and goes on without it. */
function ignoredName(file: SnapshotFile, emit: SnapshotEmit): void {
  if (file.path.endsWith('.sops.yml')) observe(emit, file, 'config-name-ignored', topOf(file), {});
}

function sharedDataKey(file: SnapshotFile, blocks: readonly BlockNote[], wrapped: Map<string, SnapshotFile>, emit: SnapshotEmit): void {
  const others = new Set<string>();
  for (const { recipients } of blocks) {
    for (const { wrapped: digest } of recipients) {
      if (digest === '') continue;
      const known = wrapped.get(digest);
      if (known === undefined) wrapped.set(digest, file);
      else if (known !== file) others.add(known.path);
    }
  }
  const [block] = blocks;
  for (const by of others) if (block !== undefined) observe(emit, file, 'shared-data-key', block.place, { by });
}

/** Which configuration counts depends on the folder SOPS is started in, so two that say different things for a file are one too many. */
function disagreement(file: SnapshotFile, configs: readonly Config[], told: Set<string>, emit: SnapshotEmit): void {
  const [nearest, ...others] = configs;
  const rule = nearest === undefined ? null : creationRuleFor(nearest.config, nearest.relative(file.path));
  if (nearest === undefined || rule === null) return;
  for (const other of others) {
    const theirs = creationRuleFor(other.config, other.relative(file.path));
    const key = `${nearest.file.path} ${other.file.path}`;
    if (theirs === null || told.has(key) || (sameGroups(rule.groups, theirs.groups) && sameSelector(rule, theirs))) continue;
    told.add(key);
    observe(emit, nearest.file, 'configs-disagree', rule.place, { other: other.file.path, by: file.path });
  }
}

/** A rule alone says too little (`.*.yaml` hits every kustomization): the file must also look like one that was meant. */
function mustBeEncrypted(file: SnapshotFile, rule: CreationRule, config: Config, emit: SnapshotEmit): void {
  const covers = compileSelector(rule.selector);
  const { profile } = file.facts;
  const specific = isSpecific(rule, config.relative(file.path));
  // What is shown on a page is nobody's Secret, unless the rule is for just this file.
  if (profile.example && !specific) return;
  const clear = file.facts.facts.filter(
    (fact): fact is ValueFact =>
      fact.subject === 'value' &&
      isClear(fact) &&
      fact.envelope === null &&
      (profile.encrypted || specific || fact.resource?.kind === 'Secret') &&
      covers({ keys: steps(fact.place.pointer ?? rootPointer).filter((step) => !/^\d+$/.test(step)), comments: [], isComment: false }),
  );
  const worst = clear.find((fact) => fact.sensitivity.verdict === 'secret') ?? clear[0];
  if (worst === undefined) return;
  emit.observe(file, {
    aspect: 'must-be-encrypted' satisfies Aspect,
    place: worst.place,
    resource: worst.resource,
    ...(worst.key === null ? {} : { key: worst.key }),
    keyPath: worst.keyPath,
    detail: { config: config.file.path, by: config.file.path, rule: rule.pathRegex ?? 'every path', verdict: worst.sensitivity.verdict },
  });
}

/** Does the pattern single the file out, or does it match whatever lies in the folder? */
function isSpecific(rule: CreationRule, path: string): boolean {
  const pattern = rule.pathRegex === null ? null : compilePattern(rule.pathRegex);
  if (pattern === null) return false;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return !['kustomization.yaml', 'deployment.yaml', 'service.yml'].some((name) => pattern.test(folder + name));
}

/** Compares block and rule as `updatekeys` does, group by group; what it would add and take away is returned. */
function unlikeRule(
  file: SnapshotFile,
  block: BlockNote,
  rule: CreationRule,
  emit: SnapshotEmit,
): { readonly missing: readonly Named[]; readonly surplus: readonly Named[] } {
  // Keys may be given by flags or environment: a rule without any says nothing of them.
  if (rule.groups.flat().length === 0) return { missing: [], surplus: [] };
  const groups = Array.from({ length: block.groups }, (_, group) => block.recipients.filter((one) => one.group === group));
  const [has, wants] = [groups.flat(), rule.groups.flat()];
  const missing = wants.filter((one) => !has.some((other) => sameRecipient(one, other)));
  const surplus = has.filter((one) => !wants.some((other) => sameRecipient(one, other)));
  const by = rule.pathRegex ?? 'every path';
  if (!sameGroups(groups, rule.groups)) {
    observe(emit, file, 'recipients-unlike-rule', block.place, {
      missing: namesOf(missing) || 'none',
      surplus: namesOf(surplus) || 'none',
      missingCount: missing.length,
      surplusCount: surplus.length,
      rule: by,
    });
  } else if (rule.groups.length > 1 && (rule.threshold ?? rule.groups.length) !== (block.threshold ?? block.groups)) {
    observe(emit, file, 'threshold-unlike-rule', block.place, {
      threshold: block.threshold ?? block.groups,
      wanted: rule.threshold ?? rule.groups.length,
    });
  }
  // As with keys: a rule that writes no selector leaves it to the flags of whoever encrypts.
  if (!block.binary && rule.selector.written && !sameSelector(block, rule)) {
    observe(emit, file, 'selector-unlike-rule', block.place, {
      selector: selectorWords(block.selector),
      wanted: selectorWords(rule.selector),
      rule: by,
    });
  }
  return { missing, surplus };
}

function sameGroups(some: readonly (readonly Named[])[], others: readonly (readonly Named[])[]): boolean {
  return some.length === others.length && some.every((group, index) => sameSet(group, others[index] ?? []));
}

function sameSet(some: readonly Named[], others: readonly Named[]): boolean {
  const within = (group: readonly Named[], one: Named): boolean => group.some((other) => sameRecipient(one, other));
  return some.every((one) => within(others, one)) && others.every((one) => within(some, one));
}

type Selecting = { readonly selector: Pick<Selector, 'name' | 'value'> };

const sameSelector = (a: Selecting, b: Selecting): boolean => a.selector.name === b.selector.name && a.selector.value === b.selector.value;

interface Drift {
  readonly config: SnapshotFile;
  readonly rule: CreationRule;
  readonly recipients: readonly Named[];
  readonly files: number;
  readonly values: number;
}

function note(drift: Map<CreationRule, Drift>, rule: CreationRule, config: SnapshotFile, some: readonly Named[], values: number): void {
  const known = drift.get(rule);
  const recipients = [...(known?.recipients ?? [])];
  for (const one of some) if (!recipients.some((other) => sameRecipient(one, other))) recipients.push(one);
  drift.set(rule, { config, rule, recipients, files: (known?.files ?? 0) + 1, values: (known?.values ?? 0) + values });
}

/** What a rule that its files do not follow yet means, in values. */
function tellDrift(added: ReadonlyMap<CreationRule, Drift>, dropped: ReadonlyMap<CreationRule, Drift>, emit: SnapshotEmit): void {
  for (const rule of new Set([...added.keys(), ...dropped.keys()])) {
    const [more, less] = [added.get(rule), dropped.get(rule)];
    const config = (more ?? less)?.config;
    const says = [
      ...(more === undefined
        ? []
        : [`let ${namesOf(more.recipients)} read ${counted(more.values, 'more value')} in ${counted(more.files, 'file')}`]),
      ...(less === undefined
        ? []
        : [
            `leave ${counted(less.values, 'value')} in ${counted(less.files, 'file')} that ${namesOf(less.recipients)} has read, unchanged`,
          ]),
    ];
    if (config !== undefined) observe(emit, config, 'rule-not-applied', rule.place, { says: says.join(', and ') });
  }
}

const topOf = ({ facts }: SnapshotFile): Place =>
  facts.facts[0]?.place ?? { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: rootPointer, inner: rootPointer };

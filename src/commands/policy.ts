import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Baseline, baselineFile, emptyBaseline, parseBaseline } from '../gate/baseline.ts';
import { type CodeOwners, codeOwnersFiles, parseCodeOwners } from '../gate/code-owners.ts';
import { type Configuration, parseConfiguration, unknownRule } from '../gate/configuration.ts';
import { gateRules } from '../gate/gate-rules.ts';
import { type Layer, Policy } from '../gate/policy.ts';
import type { WaiverEntry } from '../gate/waiver.ts';
import { parseWaivers, waiverFile } from '../gate/waiver-file.ts';
import { Failure } from '../model/failure.ts';
import { type RepoPath, repoPath } from '../model/ids.ts';
import type { Rule } from '../model/rule.ts';
import { compileRules, compileWhenMet } from '../rules/compile.ts';
import { RuleSet } from '../rules/engine.ts';
import { parseRule } from '../rules/rule-file.ts';
import { shippedRuleSet, shippedRules } from '../rules/shipped.ts';
import { relativePath } from '../systems/relative-path.ts';
import { usage } from './command.ts';
import { forgeOf } from './forge.ts';
import type { Io } from './io.ts';
import type { Source } from './sources/source.ts';

export const configurationFile = repoPath('.sealgate.yaml');

/** The version that judges a source, and the one it brings. */
export const baseOf = (source: Source): Version => ({ read: source.policyFile, list: source.policyFolder, name: source.policyFrom });
export const changeOf = (source: Source): Version => ({ read: source.changedFile, list: source.changedFolder, name: 'the change' });

/** Everything that decides what counts, of one version of a repository. */
export interface Gate {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly set: RuleSet;
  readonly waivers: readonly WaiverEntry[];
  readonly baseline: Baseline;
  /** Read only where inline waivers ask for it (`waivers.inline: head-if-codeowned`); null: there is none, or nobody asks. */
  readonly codeOwners: CodeOwners | null;
  /** What a reader of the report must know of how it was read. */
  readonly notes: readonly string[];
}

/** Where policy files are read from: the base, or the version after the change. */
export interface Version {
  read(path: RepoPath): Promise<Uint8Array | null>;
  list(folder: RepoPath): Promise<readonly RepoPath[]>;
  /** In words, for messages: `HEAD`, `the folder`. */
  readonly name: string;
}

/**
 * The gate of the base. Where that cannot be read nothing could ever be committed on top of it, its repair least of all: a
 * change that repairs it is judged by the defaults and what binds them.
 */
export async function readGateOfChange(base: Version, change: Version | null, organisation: readonly Layer[], io: Io): Promise<Gate> {
  try {
    return await readGate(base, organisation, io);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const repaired = change === null ? null : await readGate(change, organisation, io).catch(() => null);
    if (repaired === null) throw new Failure(failure.kind, failure.code, `${failure.message} (as it stands in ${base.name})`);
    const gate = await readGate({ ...base, read: () => Promise.resolve(null) }, organisation, io);
    return {
      ...gate,
      notes: [`the policy of ${base.name} cannot be read, so the defaults judge the change that repairs it: ${failure.message}`],
    };
  }
}

/**
 * Reads the gate of a version. `organisation` names a policy from outside the repository, which binds: what follows may
 * tighten it. Throws a Failure that names file and line.
 */
export async function readGate(version: Version, organisation: readonly Layer[], io: Io): Promise<Gate> {
  const layers = [...organisation];
  const text = await textOf(version, configurationFile);
  if (text !== null) layers.push(...(await withParents(parseConfiguration(text, configurationFile), version, io, 0)));
  const policy = new Policy(layers);
  const own = await ownRules(policy, version);
  const rules = [...shippedRules, ...gateRules, ...own];
  for (const { configuration } of layers) {
    const unknown = unknownRule(
      configuration,
      rules.map((rule) => rule.id),
    );
    if (unknown !== null) throw unknown;
  }
  const [waivers, baseline] = await Promise.all([textOf(version, repoPath(waiverFile)), textOf(version, repoPath(baselineFile))]);
  return {
    policy,
    rules,
    set: new RuleSet([...compileWhenMet(shippedRules), ...compileRules(own)]),
    waivers: waivers === null ? [] : parseWaivers(waivers),
    baseline: baseline === null ? emptyBaseline : parseBaseline(baseline),
    codeOwners: policy.waivers.inline.value === 'head-if-codeowned' ? await codeOwnersOf(version, io) : null,
    notes: [],
  };
}

/** The gate without any configuration: the shipped rules at their own severities. */
export const defaultGate = (): Gate => ({
  policy: new Policy([]),
  rules: [...shippedRules, ...gateRules],
  set: shippedRuleSet(),
  waivers: [],
  baseline: emptyBaseline,
  codeOwners: null,
  notes: [],
});

/** The policy named by --policy or SEALGATE_POLICY: a file, or REF:PATH in the repository that `read` reads. */
export async function organisationPolicy(
  name: string | null,
  read: (name: string) => Promise<Uint8Array | null>,
  io: Io,
): Promise<readonly Layer[]> {
  if (name === null) return [];
  const bytes = readFileOrNull(resolve(io.cwd, name)) ?? (name.includes(':') ? await read(name) : null);
  if (bytes === null) throw usage(`the policy ${name} cannot be read; a file, or REF:PATH of this repository, is accepted`);
  return [{ configuration: parseConfiguration(Buffer.from(bytes).toString('utf8'), name), binding: true }];
}

const mostParents = 10;

/** A configuration after those it extends, weakest first. */
async function withParents(configuration: Configuration, version: Version, io: Io, depth: number): Promise<Layer[]> {
  if (depth > mostParents)
    throw new Failure(
      'configuration',
      'extends',
      `${configuration.file}: extends goes round in a circle, or is nested more than ${mostParents} deep`,
    );
  const layers: Layer[] = [];
  for (const { value, source } of configuration.extends) {
    const text =
      /^\.{0,2}\//.test(value) || /\.ya?ml$/.test(value) ? await fromRepository(configuration, value, version) : fromPackage(value, io);
    if (text === null)
      throw new Failure(
        'configuration',
        'extends',
        `${source}: '${value}' cannot be found; a file of the repository or an installed npm package is accepted`,
      );
    layers.push(...(await withParents(parseConfiguration(text, value), version, io, depth + 1)));
  }
  return [...layers, { configuration, binding: false }];
}

async function fromRepository(configuration: Configuration, value: string, version: Version): Promise<string | null> {
  const path = relativePath(configuration.file, value);
  return path === null ? null : textOf(version, path);
}

function fromPackage(name: string, io: Io): string | null {
  try {
    const found = createRequire(join(io.cwd, 'package.json')).resolve(`${name}/sealgate.yaml`);
    return readFileSync(found, 'utf8');
  } catch {
    return null;
  }
}

async function ownRules(policy: Policy, version: Version): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const { value, source } of policy.rulesFolders) {
    const folder = repoPath(value.replace(/^\.\//, '').replace(/\/+$/, ''));
    const names = (await version.list(folder)).filter((name) => /\.ya?ml$/.test(name));
    if (names.length === 0)
      throw new Failure(
        'configuration',
        'rules-folder',
        `${source}: ${value} holds no rule file in ${version.name}; rule files end in .yaml`,
      );
    for (const name of names) {
      const text = await textOf(version, name);
      if (text !== null) rules.push(parseRule(text, name));
    }
  }
  return rules;
}

async function codeOwnersOf(version: Version, io: Io): Promise<CodeOwners | null> {
  const forge = forgeOf(io.env);
  for (const file of codeOwnersFiles(forge)) {
    const text = await textOf(version, repoPath(file));
    if (text !== null) return parseCodeOwners(text, file, forge);
  }
  return null;
}

async function textOf(version: Version, path: RepoPath): Promise<string | null> {
  const bytes = await version.read(path);
  return bytes === null ? null : Buffer.from(bytes).toString('utf8');
}

function readFileOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

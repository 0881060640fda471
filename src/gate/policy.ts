import type { Scope } from '../model/compromise.ts';
import type { RuleId } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import { gravity, type Severity } from '../model/rule.ts';
import { Allowances, type Answer } from './allowances.ts';
import type { Configuration, HookSettings, Limits, Settings, SeverityOrOff, Sourced, WaiverSettings } from './configuration.ts';
import { type Given, type NamedSetting, Severities } from './severities.ts';

/** One configuration of a policy. `binding`: those that follow may tighten what it says, never loosen it (an organisation's policy). */
export interface Layer {
  readonly configuration: Configuration;
  readonly binding: boolean;
}

/** A value in force and what gave it: `file:line`, or `default`. */
type InForce<T> = { readonly [Name in keyof T]: Sourced<T[Name]> };

/** The policy in force: the layers, weakest first, each overruling those before it where it may. */
export class Policy {
  readonly layers: readonly Layer[];
  readonly threshold: Sourced<Severity>;
  readonly limits: InForce<Limits>;
  readonly waivers: InForce<WaiverSettings>;
  readonly hook: InForce<HookSettings>;
  readonly rulesFolders: readonly Sourced<string>[];
  readonly scopes: Allowances;
  readonly recipients: Allowances;
  readonly systems: Allowances;
  private readonly severities: Severities;

  /** Without layers: the defaults. The organisation's policy, with what it extends, comes before the repository's. */
  constructor(layers: readonly Layer[]) {
    this.layers = layers;
    this.threshold = inForce(
      layers,
      (one) => one.threshold ?? undefined,
      'error',
      (a, b) => gravity(a) < gravity(b),
    );
    this.limits = all(layers, (one) => one.limits, defaultLimits, {});
    this.waivers = all(layers, (one) => one.waivers, defaultWaivers, looserWaivers);
    this.hook = all(layers, (one) => one.hook, defaultHook, looserHook);
    this.rulesFolders = layers.flatMap(({ configuration }) => configuration.rulesFolders);
    this.scopes = allowances(layers, 'scopes');
    this.recipients = allowances(layers, 'recipients');
    this.systems = allowances(layers, 'systems');
    this.severities = new Severities(layers.map(({ configuration }) => configuration));
  }

  /** The severity of a finding: off where its rule, its path or its scope is allowed. */
  severity(match: Match): SeverityOrOff {
    const { rule, path } = match;
    if (this.severities.excluded(path, rule.id) !== null) return 'off';
    const given = this.severities.at(rule, path).severity;
    const answer = this.scopeAnswer(match);
    switch (answer.kind) {
      case 'allowed':
        return this.severities.mandatory(rule.id, answer.layer) === null ? 'off' : given;
      case 'refused':
        return 'error';
      case 'silent':
        return given;
    }
  }

  /** What a rule counts for at a path, and why. */
  given(rule: { readonly id: RuleId; readonly severity: Severity }, path: string): Given {
    return this.severities.at(rule, path);
  }

  /** Every setting that names the rule, in the order in which they count, the last one most. */
  settingsOf(rule: { readonly id: RuleId; readonly severity: Severity }): NamedSetting[] {
    return this.severities.named(rule);
  }

  /** Where the exclusion of a path stands (`file:line`), or null: then it has to be read, if only for the mandatory rules. */
  excluded(path: string): string | null {
    return this.severities.excluded(path);
  }

  /** Whether `scopes` has an answer to what the match says. Only a policy rule about a declared scope asks it. */
  private scopeAnswer({ rule, fact, path }: Match): Answer {
    if (rule.class !== 'policy' || fact.system !== 'sealed-secrets' || !scopes.has(fact.aspect)) return { kind: 'silent' };
    return this.scopes.at(path, fact.aspect);
  }
}

/** Aspects by which the system says that an object declares a scope wider than its own name. */
const scopes: ReadonlySet<string> = new Set<Scope>(['namespace-wide', 'cluster-wide']);

const defaultLimits: Limits = { blobBytes: 16 * 1024 * 1024 };
export const defaultWaivers: WaiverSettings = { inline: 'base', maxDays: 180, requireApprover: false };
const defaultHook: HookSettings = { missingNode: 'pass', crash: 'block', serverSeconds: 4, outOfTime: 'block' };

/** Whether `a` is looser than `b`, for every setting that has a strict and a loose side. */
type Looser<T> = { readonly [Name in keyof T]?: (a: T[Name], b: T[Name]) => boolean };

const inlineOrder = ['never', 'base', 'head-if-codeowned', 'head'];
const passes = (a: 'pass' | 'block', b: 'pass' | 'block') => a === 'pass' && b === 'block';

export const looserWaivers: Looser<WaiverSettings> = {
  inline: (a, b) => inlineOrder.indexOf(a) > inlineOrder.indexOf(b),
  maxDays: (a, b) => a > b,
  requireApprover: (a, b) => !a && b,
};
export const looserHook: Looser<HookSettings> = { missingNode: passes, crash: passes, outOfTime: passes };

function all<T extends object>(
  layers: readonly Layer[],
  of: (configuration: Configuration) => Settings<T>,
  defaults: T,
  looser: Looser<T>,
): InForce<T> {
  const names = Object.keys(defaults) as (keyof T)[];
  const entries = names.map((name) => [name, inForce(layers, (one) => of(one)[name], defaults[name], looser[name] ?? (() => false))]);
  return Object.fromEntries(entries) as InForce<T>;
}

/** The last layer that says something counts, unless a binding one before it is stricter. */
function inForce<T>(
  layers: readonly Layer[],
  read: (configuration: Configuration) => Sourced<T> | undefined,
  byDefault: T,
  looser: (a: T, b: T) => boolean,
): Sourced<T> {
  let now: Sourced<T> = { value: byDefault, source: 'default' };
  let bound: Sourced<T> | null = null;
  for (const { configuration, binding } of layers) {
    const said = read(configuration);
    if (said === undefined) continue;
    if (bound === null || !looser(said.value, bound.value)) now = said;
    if (binding) bound = now;
  }
  return now;
}

function allowances(layers: readonly Layer[], kind: 'scopes' | 'recipients' | 'systems'): Allowances {
  return new Allowances(layers.map(({ configuration, binding }) => ({ entries: configuration[kind], binding })));
}

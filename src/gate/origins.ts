import type { Rule } from '../model/rule.ts';
import type { Allowance, Sourced } from './configuration.ts';
import type { Policy } from './policy.ts';

/** One line of the policy in force: a setting, what it comes to, and what gave it (`file:line`, or `default`). */
export interface Origin {
  readonly setting: string;
  readonly value: string;
  readonly source: string;
  /** Where a policy further up holds it against a weaker setting, or null. */
  readonly held: string | null;
}

/** The policy in force, part by part, in a fixed order: what `sealgate config` prints. Rules at their default are left out. */
export function origins(policy: Policy, rules: readonly Rule[]): Origin[] {
  const { layers } = policy;
  const listed = (name: 'exclude' | 'mandatory' | 'rulesFolders') =>
    layers.flatMap(({ configuration }) => configuration[name].map((one) => origin(name, one.value, one.source)));
  const allowed = (name: 'scopes' | 'recipients' | 'systems') =>
    layers.flatMap(({ configuration }) => configuration[name].map((one) => allowance(name, one)));
  return [
    inForce('threshold', policy.threshold),
    ...listed('exclude'),
    ...ruleOrigins(policy, rules),
    ...allowed('scopes'),
    ...allowed('recipients'),
    ...allowed('systems'),
    ...listed('mandatory'),
    ...listed('rulesFolders'),
    ...group('waivers', policy.waivers),
    ...group('limits', policy.limits),
    ...group('hook', policy.hook),
  ];
}

/** Every rule that some setting names: what each setting says, and whether it counts. */
function ruleOrigins(policy: Policy, rules: readonly Rule[]): Origin[] {
  return rules.flatMap((rule) =>
    policy.settingsOf(rule).map(({ severity, paths, source, held }) => ({
      setting: `rules.${rule.id}${paths === null ? '' : ` at ${paths.join(', ')}`}`,
      value: severity,
      source,
      held,
    })),
  );
}

function allowance(name: string, { paths, allow, source }: Allowance): Origin {
  return origin(paths === null ? name : `${name} at ${paths.join(', ')}`, allow.length === 0 ? 'none' : allow.join(', '), source);
}

function group(name: string, settings: object): Origin[] {
  return Object.entries(settings as Record<string, Sourced<unknown>>).map(([key, one]) => inForce(`${name}.${key}`, one));
}

const inForce = (setting: string, { value, source }: Sourced<unknown>): Origin => origin(setting, String(value), source);
const origin = (setting: string, value: string, source: string): Origin => ({ setting, value, source, held: null });

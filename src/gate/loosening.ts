import type { RepoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import { child, root } from '../model/pointer.ts';
import { gravity, type Rule } from '../model/rule.ts';
import type { Allowances } from './allowances.ts';
import type { Baseline } from './baseline.ts';
import type { Sourced } from './configuration.ts';
import { gateMatch, loosened as loosenedRule } from './gate-rules.ts';
import { looserHook, looserWaivers, type Policy } from './policy.ts';
import { probes } from './probes.ts';
import { weight } from './severities.ts';
import type { WaiverEntry } from './waiver.ts';

/** One way in which a change makes the gate laxer. */
interface Loosening {
  /** One sentence. */
  readonly what: string;
  /** Which setting, dotted: the same in every version of the file. */
  readonly setting: string;
  /** `file:line` of what does it, in the version after the change; null where something was taken out. */
  readonly source: string | null;
}

/** Everything in which the policy after a change is laxer than before it. Rules are compared by what comes out, at every path either of them speaks of. */
export function loosenings(before: Policy, after: Policy, rules: readonly Rule[]): Loosening[] {
  return [
    ...threshold(before, after),
    ...severities(before, after, rules),
    ...excludes(before, after),
    ...allowances('scopes', before, after),
    ...allowances('recipients', before, after),
    ...allowances('systems', before, after),
    ...removed('mandatory', before, after),
    ...removed('rulesFolders', before, after),
    ...looser('waivers', before.waivers, after.waivers, looserWaivers),
    ...looser('hook', before.hook, after.hook, looserHook),
  ];
}

/** New waivers, and waivers that now last longer. */
export function newWaivers(brought: readonly WaiverEntry[]): Loosening[] {
  return brought.map(({ rule, owner, expires, source }) => ({
    what: `a waiver of ${rule} is new (${owner}, until ${expires})`,
    setting: `waiver ${rule} ${owner}`,
    source,
  }));
}

/** Lines that a change adds to the baseline. */
export function grownBaseline(before: Baseline, after: Baseline, file: string): Loosening[] {
  const added = [...after.lines.keys()].filter((one) => !before.lines.has(one));
  if (added.length === 0) return [];
  return [
    {
      what: `the baseline grows by ${added.length === 1 ? 'one finding' : `${added.length} findings`}`,
      setting: 'baseline',
      source: `${file}:1`,
    },
  ];
}

/** Loosenings as matches, so that they are reported like everything else. `path` is the file they are told at, unless a source names its own. */
export function looseningMatches(found: readonly Loosening[], path: RepoPath): Match[] {
  return found.map(({ what, setting, source }) => {
    const line = Number(/:(\d+)$/.exec(source ?? '')?.[1] ?? 1);
    const place = { document: 0, line, column: 1, endLine: line, endColumn: 1, pointer: child(root, setting), inner: root };
    return gateMatch(loosenedRule, path, place, setting, { what });
  });
}

function threshold(before: Policy, after: Policy): Loosening[] {
  const [was, is] = [before.threshold, after.threshold];
  if (gravity(is.value) >= gravity(was.value)) return [];
  return [{ what: `the threshold goes from ${was.value} to ${is.value}`, setting: 'threshold', source: written(is) }];
}

function severities(before: Policy, after: Policy, rules: readonly Rule[]): Loosening[] {
  const paths = probes([...globsOf(before), ...globsOf(after)]);
  const found = new Map<string, { rules: Set<string>; change: string; source: string | null; setting: string }>();
  for (const rule of rules) {
    for (const path of paths) {
      const [was, is] = [before.given(rule, path.sample), after.given(rule, path.sample)];
      if (weight(is.severity) >= weight(was.severity)) continue;
      const source = is.source === 'default' ? null : is.source;
      const change = `${is.severity} instead of ${was.severity}${path.glob === null ? '' : ` at ${path.glob}`}`;
      const key = `${source ?? `taken out: ${was.source}`}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { rules: new Set([rule.id]), change, source, setting: `rules ${rule.id}` });
      else known.rules.add(rule.id);
    }
  }
  return [...found.values()].map(({ rules: ids, change, source, setting }) => {
    const [first = ''] = ids;
    const names = ids.size === 1 ? first : `${first} and ${ids.size - 1} more rules`;
    return { what: `${names}: ${change}`, setting, source };
  });
}

function excludes(before: Policy, after: Policy): Loosening[] {
  const known = new Set(before.layers.flatMap(({ configuration }) => configuration.exclude.map((one) => one.value)));
  return after.layers
    .flatMap(({ configuration }) => configuration.exclude)
    .filter(({ value }) => !known.has(value))
    .map(({ value, source }) => ({ what: `${value} is excluded`, setting: `exclude ${value}`, source }));
}

type Kind = 'scopes' | 'recipients' | 'systems';

function allowances(kind: Kind, before: Policy, after: Policy): Loosening[] {
  const entries = [before, after].flatMap((policy) => policy.layers.flatMap(({ configuration }) => configuration[kind]));
  // A strict scope is never reported, so nothing becomes laxer by allowing it.
  const words = kind === 'scopes' ? ['namespace-wide', 'cluster-wide'] : [...new Set(entries.flatMap((entry) => entry.allow)), anyOther];
  const found = new Map<string, Loosening>();
  for (const path of probes(entries.flatMap((entry) => entry.paths ?? []))) {
    for (const word of words) {
      const source = allowed(kind, before[kind], after[kind], path.sample, word);
      if (source === undefined || found.has(`${word} ${source}`)) continue;
      const what = word === anyOther ? `${kind} are no longer restricted` : `${kind}: ${word} becomes allowed`;
      found.set(`${word} ${source}`, {
        what: `${what}${path.glob === null ? '' : ` at ${path.glob}`}`,
        setting: `${kind} ${word}`,
        source,
      });
    }
  }
  return [...found.values()];
}

/** No list names it: whether it is allowed says whether there is a restriction at all. */
const anyOther = 'anything else';

/** Where a word becomes allowed that was not (null: by taking something out); undefined: nothing became laxer. */
function allowed(kind: Kind, before: Allowances, after: Allowances, path: string, word: string): string | null | undefined {
  const [was, is] = [before.at(path, word), after.at(path, word)];
  // Without an entry a wide scope is still reported, so allowing it is a change; anything else was free before.
  const reported = was.kind === 'refused' || (kind === 'scopes' && was.kind === 'silent' && is.kind === 'allowed');
  if (!reported || is.kind === 'refused') return undefined;
  return is.kind === 'allowed' ? is.source : null;
}

function removed(name: 'mandatory' | 'rulesFolders', before: Policy, after: Policy): Loosening[] {
  const values = (policy: Policy) => policy.layers.flatMap(({ configuration }) => configuration[name].map((one) => one.value));
  const left = new Set(values(after));
  const words = name === 'mandatory' ? 'is no longer mandatory' : 'is no longer a folder of rules';
  return values(before)
    .filter((value) => !left.has(value))
    .map((value) => ({ what: `${value} ${words}`, setting: `${name} ${value}`, source: null }));
}

type InForce = Readonly<Record<string, Sourced<unknown>>>;

function looser<T extends object>(name: string, before: T, after: T, isLooser: object): Loosening[] {
  const [was, is] = [before as InForce, after as InForce];
  return Object.entries(isLooser as Record<string, (a: unknown, b: unknown) => boolean>).flatMap(([key, test]) => {
    const [old, now] = [was[key], is[key]];
    if (old === undefined || now === undefined || !test(now.value, old.value)) return [];
    return [
      { what: `${name}.${key} goes from ${String(old.value)} to ${String(now.value)}`, setting: `${name} ${key}`, source: written(now) },
    ];
  });
}

const written = ({ source }: Sourced<unknown>): string | null => (source === 'default' ? null : source);

function globsOf({ layers }: Policy): string[] {
  return layers.flatMap(({ configuration }) => configuration.rules.flatMap((setting) => setting.paths ?? []));
}

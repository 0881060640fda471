import schema from '../../schema/config.schema.json' with { type: 'json' };
import { Failure } from '../model/failure.ts';
import type { Severity } from '../model/rule.ts';
import { compileGlob } from '../text/glob.ts';
import { validate } from './config-schema.generated.ts';
import { nearest } from './nearest.ts';
import { parseSettings } from './settings.ts';

export type SeverityOrOff = Severity | 'off';

/** Something a configuration says, and where: `file:line`. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

/** Severity of the rules that `rule` names (an id or a pattern of ids), at the paths given; no paths: everywhere. */
interface RuleSetting {
  readonly rule: string;
  readonly paths: readonly string[] | null;
  readonly severity: SeverityOrOff;
  readonly source: string;
}

/** What is allowed at some paths; no paths: everywhere. */
export interface Allowance {
  readonly paths: readonly string[] | null;
  readonly allow: readonly string[];
  readonly source: string;
}

export interface Limits {
  readonly blobBytes: number;
}

export interface WaiverSettings {
  readonly inline: 'base' | 'head' | 'head-if-codeowned' | 'never';
  readonly maxDays: number;
  readonly requireApprover: boolean;
}

export interface HookSettings {
  readonly missingNode: 'pass' | 'block';
  readonly crash: 'pass' | 'block';
  readonly serverSeconds: number;
  readonly outOfTime: 'pass' | 'block';
}

/** One configuration file as written: what it leaves out is null or absent. */
export interface Configuration {
  readonly file: string;
  readonly extends: readonly Sourced<string>[];
  readonly threshold: Sourced<Severity> | null;
  readonly exclude: readonly Sourced<string>[];
  readonly rules: readonly RuleSetting[];
  readonly scopes: readonly Allowance[];
  readonly recipients: readonly Allowance[];
  readonly systems: readonly Allowance[];
  readonly mandatory: readonly Sourced<string>[];
  readonly rulesFolders: readonly Sourced<string>[];
  readonly limits: Settings<Limits>;
  readonly waivers: Settings<WaiverSettings>;
  readonly hook: Settings<HookSettings>;
}

export type Settings<T> = { readonly [Name in keyof T]?: Sourced<T[Name]> };

/** Parses and validates one configuration. `file` is how messages name it. Throws a Failure naming file, line and what is accepted. */
export function parseConfiguration(text: string, file: string): Configuration {
  const located = parseSettings(text, file, { schema, validate });
  const raw = located.data as RawConfiguration;
  const at = (pointer: string): string => `${file}:${located.lineOf(pointer)}`;
  const list = (name: string, values: readonly string[] | undefined): Sourced<string>[] =>
    (values ?? []).map((value, index) => ({ value, source: at(`/${name}/${index}`) }));
  const configuration: Configuration = {
    file,
    extends: list('extends', raw.extends),
    threshold: raw.threshold === undefined ? null : { value: raw.threshold, source: at('/threshold') },
    exclude: list('exclude', raw.exclude),
    rules: ruleSettings(raw.rules ?? {}, at),
    scopes: allowances('scopes', raw.scopes, at),
    recipients: allowances('recipients', raw.recipients, at),
    systems: allowances('systems', raw.systems, at),
    mandatory: list('mandatory', raw.mandatory),
    rulesFolders: list('rulesFolders', raw.rulesFolders),
    limits: settings('limits', raw.limits, at),
    waivers: settings('waivers', raw.waivers, at),
    hook: settings('hook', raw.hook, at),
  };
  checkGlobs(configuration);
  return configuration;
}

/** A rule that a configuration names and that does not exist would be a gate that silently does nothing: the first one, as a Failure. */
export function unknownRule(configuration: Configuration, ids: readonly string[]): Failure | null {
  const named = [...configuration.rules.map(({ rule, source }) => ({ value: rule, source })), ...configuration.mandatory];
  for (const { value, source } of named) {
    if (ids.some((id) => ruleMatches(value, id))) continue;
    const close = nearest(value, ids);
    const hint = close === null ? 'see `sealgate rules`' : `did you mean '${close}'?`;
    return new Failure('configuration', 'unknown-rule', `${place(source)}: no rule is named '${value}'; ${hint}`);
  }
  return null;
}

/** `core/*` names every rule of a folder, `*` all of them; a star stands for any part of an id. */
export function ruleMatches(pattern: string, id: string): boolean {
  if (!pattern.includes('*')) return pattern === id;
  return wildcard(pattern, id);
}

/** `*` stands for any characters; linear, whatever the pattern. */
export function wildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return pattern === text;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}

/** `file:12` as messages say it: `file, line 12`. */
const place = (source: string): string => source.replace(/:(\d+)$/, ', line $1');

type At = (pointer: string) => string;

function ruleSettings(raw: Readonly<Record<string, RawSetting>>, at: At): RuleSetting[] {
  return Object.entries(raw).flatMap(([rule, setting]) => {
    const pointer = `/rules/${rule.replaceAll('/', '~1')}`;
    if (typeof setting === 'string') return [{ rule, paths: null, severity: setting, source: at(pointer) }];
    const entries = [setting].flat();
    return entries.map(({ paths, severity }, index) => ({ rule, paths: paths ?? null, severity, source: at(`${pointer}/${index}`) }));
  });
}

function allowances(name: string, raw: readonly RawAllowance[] | undefined, at: At): Allowance[] {
  return (raw ?? []).map(({ paths, allow }, index) => ({ paths: paths ?? null, allow, source: at(`/${name}/${index}`) }));
}

function settings<T extends object>(name: string, raw: Partial<T> | undefined, at: At): Settings<T> {
  const entries = Object.entries(raw ?? {}).map(([key, value]) => [key, { value, source: at(`/${name}/${key}`) }]);
  return Object.fromEntries(entries) as Settings<T>;
}

function checkGlobs(configuration: Configuration): void {
  const { exclude, rules, scopes, recipients, systems } = configuration;
  const lists = [...rules, ...scopes, ...recipients, ...systems].flatMap(({ paths, source }) =>
    (paths ?? []).map((value) => ({ value, source })),
  );
  for (const { value, source } of [...exclude, ...lists]) {
    const glob = compileGlob(value);
    if (glob instanceof Failure) throw new Failure('configuration', 'glob', `${place(source)}: ${glob.message}`);
  }
}

interface RawEntry {
  readonly severity: SeverityOrOff;
  readonly paths?: readonly string[];
}
type RawSetting = SeverityOrOff | RawEntry | readonly RawEntry[];
interface RawAllowance {
  readonly paths?: readonly string[];
  readonly allow: readonly string[];
}
interface RawConfiguration {
  readonly extends?: readonly string[];
  readonly threshold?: Severity;
  readonly exclude?: readonly string[];
  readonly rules?: Readonly<Record<string, RawSetting>>;
  readonly scopes?: readonly RawAllowance[];
  readonly recipients?: readonly RawAllowance[];
  readonly systems?: readonly RawAllowance[];
  readonly mandatory?: readonly string[];
  readonly rulesFolders?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly waivers?: Partial<WaiverSettings>;
  readonly hook?: Partial<HookSettings>;
}

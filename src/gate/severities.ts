import type { RuleId } from '../model/ids.ts';
import { gravity, type Severity } from '../model/rule.ts';
import { type Configuration, ruleMatches, type SeverityOrOff } from './configuration.ts';
import { compilePaths, type Paths } from './paths.ts';

/** A severity, and what gave it: `file:line`, or `default`. */
export interface Given {
  readonly severity: SeverityOrOff;
  readonly source: string;
  /** Where a policy further up declares the rule mandatory, when that held a weaker setting off. */
  readonly held: string | null;
}

/** A setting as written; `held`: where a policy further up declares the rule mandatory, so that it does not count. */
export interface NamedSetting {
  readonly severity: SeverityOrOff;
  readonly paths: readonly string[] | null;
  readonly source: string;
  readonly held: string | null;
}

/** What the layers of a policy, weakest first, make of a rule at a path. */
export class Severities {
  private readonly layers: readonly Layer[];
  private readonly settings = new Map<string, readonly (readonly Setting[])[]>();

  constructor(configurations: readonly Configuration[]) {
    this.layers = configurations.map((one) => ({
      configuration: one,
      settings: one.rules.map(({ rule, paths, severity, source }) => ({
        rule,
        paths: compilePaths(paths),
        globs: paths,
        severity,
        source,
      })),
      exclude: one.exclude.map(({ value, source }) => ({ paths: compilePaths([value]), source })),
    }));
  }

  /** A layer below one that makes the rule mandatory may raise its severity; lowering it or switching it off counts for nothing. */
  at(rule: { readonly id: RuleId; readonly severity: Severity }, path: string): Given {
    let given: Given = { severity: rule.severity, source: 'default', held: null };
    this.forRule(rule.id).forEach((settings, index) => {
      const setting = settings.findLast((one) => one.paths.match(path));
      if (setting === undefined) return;
      const mandatory = weight(setting.severity) < weight(given.severity) ? this.mandatory(rule.id, index) : null;
      given = mandatory === null ? { severity: setting.severity, source: setting.source, held: null } : { ...given, held: mandatory };
    });
    return given;
  }

  /** Every setting that names the rule, in the order in which they count, the last one most. */
  named(rule: { readonly id: RuleId; readonly severity: Severity }): NamedSetting[] {
    return this.forRule(rule.id).flatMap((settings, index) =>
      settings.map(({ severity, globs, source }) => ({
        severity,
        paths: globs,
        source,
        held: weight(severity) < weight(rule.severity) ? this.mandatory(rule.id, index) : null,
      })),
    );
  }

  /**
   * Where the exclusion of a path stands, or null. Findings of mandatory rules are not excluded by those whom the mandate
   * binds; without a rule: whether nothing at all is to be said of the path.
   */
  excluded(path: string, rule?: RuleId): string | null {
    for (const [index, layer] of this.layers.entries()) {
      const found = layer.exclude.find((one) => one.paths.match(path));
      if (found === undefined) continue;
      const bound = rule === undefined ? this.mandates(index) : this.mandatory(rule, index) !== null;
      if (!bound) return found.source;
    }
    return null;
  }

  private mandates(index: number): boolean {
    return this.layers.slice(0, index).some(({ configuration }) => configuration.mandatory.length > 0);
  }

  /** Where a layer before the one at `index` declares the rule mandatory, or null. */
  mandatory(rule: RuleId, index: number): string | null {
    for (const { configuration } of this.layers.slice(0, index)) {
      const found = configuration.mandatory.find(({ value }) => ruleMatches(value, rule));
      if (found !== undefined) return found.source;
    }
    return null;
  }

  /** By layer: the settings that name the rule, so that the last which names the path counts. An id counts before any pattern. */
  private forRule(rule: RuleId): readonly (readonly Setting[])[] {
    const known = this.settings.get(rule);
    if (known !== undefined) return known;
    const found = this.layers.map(({ settings }) => {
      const patterns = settings.filter((one) => one.rule !== rule && ruleMatches(one.rule, rule));
      return [...patterns, ...settings.filter((one) => one.rule === rule)];
    });
    this.settings.set(rule, found);
    return found;
  }
}

/** 0 for off, 3 for error. */
export const weight = (severity: SeverityOrOff): number => (severity === 'off' ? 0 : 3 - gravity(severity));

interface Setting {
  readonly rule: string;
  readonly paths: Paths;
  readonly globs: readonly string[] | null;
  readonly severity: SeverityOrOff;
  readonly source: string;
}

interface Layer {
  readonly configuration: Configuration;
  readonly settings: readonly Setting[];
  readonly exclude: readonly { readonly paths: Paths; readonly source: string }[];
}

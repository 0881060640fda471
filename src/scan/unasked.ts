import type { Document } from '../model/document.ts';
import type { Container, Fact, ValueFact } from '../model/fact.ts';
import { root } from '../model/pointer.ts';
import type { PathProfile } from '../model/profile.ts';
import type { Scalar } from '../model/tree.ts';
import type { RuleSet } from '../rules/engine.ts';
import { strictness } from '../sensitivity/evidence.ts';
import { isHarmless } from '../sensitivity/harmless.ts';
import type { By, Candidate, Grammar, Passing } from '../systems/system.ts';
import { SilentValues } from './silent-values.ts';

/** What is asked of rules before a fact is made: most values are settings that none of them says anything of. */
export type Silence = Pick<RuleSet, 'isSilentOnHarmless'>;

/**
 * Which values of a blob no rule says anything of, nor are compared with other files or versions, so that `judge` need not be
 * asked: those of which a look tells, and those like one that was judged before.
 */
export class Unasked {
  private readonly profile: PathProfile;
  private readonly grammars: () => readonly Grammar[];
  private readonly rules: Silence;

  constructor(profile: PathProfile, grammars: () => readonly Grammar[], rules: Silence) {
    this.profile = profile;
    this.grammars = grammars;
    this.rules = rules;
  }

  has(candidate: By<Candidate>): boolean {
    const { protection, system, node, text, key, keyPath, container } = candidate;
    return (
      protection === undefined &&
      this.isFree(system, candidate) &&
      isSetting(container) &&
      isLiteral(node) &&
      isHarmless(text, key, keyPath)
    );
  }

  /** For one that is not described yet: how many values stand in it, or undefined where it may say something. */
  valuesIn(node: Scalar, key: string | null, keyPath: string, system: string, as: Passing, container: Container): number | undefined {
    if (!this.isFree(system, as)) return undefined;
    if (isSetting(container) && isLiteral(node) && isHarmless(node.text, key, keyPath)) return 0;
    if (known.isEmpty) return undefined;
    return known.valuesIn({ node, key, keyPath, container, kind: as.resource?.kind ?? null }, this.profile, this.grammars());
  }

  /** Of a document's own value; `values` and `inner`: how many stand in it and what was told of those, null where it holds no document. */
  learn(candidate: Candidate, fact: ValueFact, inner: readonly Fact[] | null, values: number): void {
    const { node, text, key, keyPath, container, resource, place, protection, amongNames } = candidate;
    if (node === undefined || text !== node.text || place.pointer === null || place.inner !== root) return;
    if (protection !== undefined || amongNames === true || !isBare(candidate) || !isSilent(fact)) return;
    if (inner?.some((one) => one.subject !== 'value' || !isSilent(one) || !this.rules.isSilentOnHarmless(one.system, one.aspect))) return;
    const kind = resource?.kind ?? null;
    known.learn({ node, key, keyPath, container, kind }, this.profile, this.grammars(), inner === null ? null : values);
  }

  private isFree(system: string, as: Omit<Passing, 'document'>): boolean {
    return isBare(as) && this.rules.isSilentOnHarmless(system, as.aspect);
  }
}

/** Enough for what a history says nothing with. */
const known = new SilentValues(1 << 24);

/** Documents whose values depend on nothing but their text, their way and the kind of their place. */
export const isWhole = ({ within, problem, how }: Document): boolean => within === null && problem === null && how !== 'lines';

/** A Secret's data are compared with other versions, whatever they are. */
const isBare = ({ resource, encoding, secretType, liveExport }: Omit<Passing, 'document'>): boolean =>
  resource?.kind !== 'Secret' && encoding === undefined && secretType === undefined && liveExport === undefined;

const isLiteral = (node: Scalar | undefined): boolean =>
  node === undefined || (node.tag === null && node.type !== 'null' && node.actions.length === 0);

const isSilent = ({ sensitivity, weakness, damage, layers, protection, resource }: ValueFact): boolean =>
  (sensitivity.verdict === 'none' || sensitivity.verdict === 'public') &&
  weakness.length === 0 &&
  damage === null &&
  layers.length === 0 &&
  (protection === 'plain' || protection === 'empty' || protection === 'reference' || protection === 'template') &&
  resource?.kind !== 'Secret';

/** Holds what a program is set up with. The others hold secrets by their kind. */
const isSetting = (container: Container): boolean =>
  strictness[container] !== 'secret' && container !== 'generator' && container !== 'key-material';

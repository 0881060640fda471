import type { Container } from '../model/fact.ts';
import type { RuleSet } from '../rules/engine.ts';
import { isHarmless } from '../sensitivity/harmless.ts';
import type { Candidate } from '../systems/system.ts';

/** What is asked of rules before a fact is made: most values are settings that none of them says anything of. */
export type Silence = Pick<RuleSet, 'isSilentOnHarmless'>;

/**
 * A value in clear, as a look at it tells, of which no rule says anything and which no other file or version is compared
 * with: `judge` need not be asked. False says nothing.
 */
export const isUnasked = (candidate: Candidate, rules: Silence): boolean =>
  settings.has(candidate.container) &&
  candidate.protection === undefined &&
  candidate.encoding === undefined &&
  isLiteral(candidate) &&
  candidate.resource?.kind !== 'Secret' &&
  isHarmless(candidate.text, candidate.key, candidate.keyPath) &&
  rules.isSilentOnHarmless(candidate.system, candidate.aspect);

const isLiteral = ({ node }: Candidate): boolean =>
  node === undefined || (node.tag === null && node.type !== 'null' && node.actions.length === 0);

/** All that hold what a program is set up with. The others hold secrets by their kind. */
const settings: ReadonlySet<Container> = new Set([
  'env',
  'argument',
  'dotenv',
  'config-file',
  'config-map',
  'values',
  'annotation',
  'template',
  'sealed-template',
  'comment',
  'text',
]);

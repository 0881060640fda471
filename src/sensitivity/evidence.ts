import type { Container } from '../model/fact.ts';
import type { Verdict } from '../model/sensitivity.ts';
import type { KeyName } from './key-name.ts';
import type { Question } from './question.ts';
import type { ShapeOf } from './shape.ts';

/** All that was seen of a value before the decision. */
export interface Evidence {
  readonly question: Question;
  readonly place: Strictness;
  readonly name: KeyName;
  readonly shape: ShapeOf;
  readonly guessable: boolean;
  /** The value is its key's own name. */
  readonly equalsKey: boolean;
  readonly text: string;
}

export interface Decided {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

/**
 * How much the place itself says. `secret`: what is here is secret unless something says otherwise. `direct`: a program takes
 * the value as it stands, so a word under a password's name is one. `named`: structured configuration, where a word may name
 * something else. `evident`: free text; only what is a secret by itself counts.
 */
type Strictness = 'secret' | 'direct' | 'named' | 'evident';

export const strictness: Readonly<Record<Container, Strictness>> = {
  secret: 'secret',
  sealed: 'secret',
  ciphertext: 'secret',
  'credential-field': 'secret',
  env: 'direct',
  argument: 'direct',
  generator: 'direct',
  dotenv: 'direct',
  'config-file': 'direct',
  'config-map': 'named',
  values: 'named',
  annotation: 'named',
  template: 'named',
  'sealed-template': 'named',
  'key-material': 'evident',
  comment: 'evident',
  text: 'evident',
};

/** Literals of a secretGenerator are as good as a Secret's data. */
export function placeOf(question: Question): Strictness {
  const generated =
    question.container === 'generator' && (/(?:^|\.)secretGenerator(?:\.|$)/.test(question.keyPath) || question.kind === 'SecretGenerator');
  return generated ? 'secret' : strictness[question.container];
}

export const decided = (verdict: Verdict, ...reasons: readonly string[]): Decided => ({ verdict, reasons });
export const says = (name: KeyName): string => (name.says === null ? 'the key name says nothing' : `the key name says ${name.says}`);
export const where = (question: Question): string =>
  question.container === 'secret' ? 'it stands in a Secret' : `it stands where a ${question.container.replace('-', ' ')} belongs`;

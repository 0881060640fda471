import { Concealed, reveal } from '../model/concealed.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import type { RuleSet } from '../rules/engine.ts';
import type { Judged } from './judged.ts';

/**
 * What is known of a blob as plain data, to be handed from one thread to another. It holds what values are in clear: it stays
 * in memory.
 */
export interface Packed {
  /** Of the shape of `BlobFacts`, without the profile, and with each `Concealed` as a `String` object. */
  readonly facts: unknown;
  /** By the numbers of the rule and the fact. */
  readonly matches: readonly { readonly rule: number; readonly specificity: number; readonly fact: number }[];
}

export function pack({ facts: { profile: _, ...facts }, matches }: Judged, { rules }: Pick<RuleSet, 'rules'>): Packed {
  return {
    facts: mapped(facts, (value) => (value instanceof Concealed ? Object(reveal(value, (text) => text)) : null)),
    matches: matches.map(({ rule, specificity, fact }) => ({ rule: rules.indexOf(rule), specificity, fact: facts.facts.indexOf(fact) })),
  };
}

export function unpack(packed: Packed, profile: BlobFacts['profile'], { rules }: Pick<RuleSet, 'rules'>): Judged {
  const concealed = (value: object): unknown => (value instanceof String ? new Concealed(value.valueOf()) : null);
  const facts: BlobFacts = { ...(mapped(packed.facts, concealed) as Omit<BlobFacts, 'profile'>), profile };
  return {
    facts,
    matches: packed.matches.flatMap(({ rule, specificity, fact }) => {
      const [by, of] = [rules[rule], facts.facts[fact]];
      return by === undefined || of === undefined ? [] : [{ rule: by, specificity, fact: of }];
    }),
  };
}

/** A copy of arrays and plain objects, with what `instead` has for an object in place of it. What stood in many places still is one. */
function mapped(value: unknown, instead: (value: object) => unknown, copies = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = instead(value) ?? copyOf(value, (member) => mapped(member, instead, copies));
  copies.set(value, copy);
  return copy;
}

function copyOf(value: object, of: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(of);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, of(member)]));
}

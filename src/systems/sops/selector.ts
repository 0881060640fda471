import { type MapField, textOf } from './field.ts';
import { compilePattern } from './pattern.ts';

export const selectorNames = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'encrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
] as const;
export type SelectorName = (typeof selectorNames)[number];

/** Which leaves of a file are to be encrypted. */
export interface Selector {
  readonly name: SelectorName;
  readonly value: string;
  /** False: nothing is written, and the default `unencrypted_suffix: _unencrypted` holds. */
  readonly written: boolean;
  /** `invalid`: no regular expression for Go, so it matches nothing, silently. `several`: SOPS refuses more than one. */
  readonly problem: 'invalid' | 'several' | null;
}

/** The path to a leaf as the selector sees it. */
interface LeafPath {
  /** Keys of all mappings from the root down, its own key last; list indexes do not count. */
  readonly keys: readonly string[];
  /** Comments that stand before it, by level from the root down (the stack of upstream's walk). */
  readonly comments: readonly (readonly string[])[];
  /** The leaf is itself a comment: then it is the last comment of the last level. */
  readonly isComment: boolean;
}

export type Covers = (leaf: LeafPath) => boolean;

export const defaultSelector: Selector = { name: 'unencrypted_suffix', value: '_unencrypted', written: false, problem: null };

/** The selector of a block or of a creation rule. */
export function selectorOf(fields: MapField): Selector {
  const written = selectorNames.flatMap((name) => {
    const value = textOf(fields.members.get(name)) ?? '';
    return value === '' ? [] : [{ name, value }];
  });
  const [first, ...more] = written;
  if (first === undefined) return defaultSelector;
  const invalid = first.name.endsWith('_regex') && compilePattern(first.value) === null;
  return { ...first, written: true, problem: more.length > 0 ? 'several' : invalid ? 'invalid' : null };
}

/** `encrypted_regex ^data$`, for people; a long value is cut. */
export const selectorWords = ({ name, value }: Pick<Selector, 'name' | 'value'>): string =>
  `${name} ${value.length > 60 ? `${value.slice(0, 57)}...` : value}`;

/**
 * Upstream's `shouldBeEncrypted`: one hit anywhere on the path decides, so `data` also hits `metadata`, and one ancestor
 * that ends in `_unencrypted` exempts all below it.
 */
export function compileSelector(selector: Selector): Covers {
  const encrypts = selector.name.startsWith('encrypted');
  const matches = matcherOf(selector);
  if (!selector.name.endsWith('_comment_regex')) return ({ keys }) => keys.some(matches) === encrypts;
  return ({ comments, isComment }) => hitsComment(comments, encrypts && isComment, matches) === encrypts;
}

/** `ownAside`: a comment that asks for encryption is not encrypted itself. */
function hitsComment(levels: readonly (readonly string[])[], ownAside: boolean, matches: (text: string) => boolean): boolean {
  return levels.some((level, depth) =>
    level.some((text, index) => !(ownAside && depth === levels.length - 1 && index === level.length - 1) && matches(text)),
  );
}

function matcherOf({ name, value }: Selector): (text: string) => boolean {
  if (name.endsWith('_suffix')) return (text) => text.endsWith(value);
  const pattern = compilePattern(value);
  // Upstream swallows the error: no match.
  if (pattern === null) return () => false;
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = pattern.test(text);
    known.set(text, found);
    return found;
  };
}

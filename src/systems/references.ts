import { Memo } from '../text/memo.ts';
import type { Grammar } from './system.ts';

/** What is left of a value when everything that another system will replace has been taken out of it. */
export interface Residue {
  /**
   * `none`: no grammar matched. `mixed`: literal text stands beside a match. Otherwise the whole value is what its first
   * match is: nothing but URL skeleton, punctuation and white space is left.
   */
  readonly kind: 'none' | 'reference' | 'ciphertext' | 'template' | 'mixed';
  /** The value without its matches, '' where nothing but skeleton is left; the value itself for `none`. */
  readonly residue: string;
  /** Ids of the grammars that matched, in the order of the list, each once. */
  readonly matched: readonly string[];
  /** What the matches carry in clear (defaults, echoed values, credentials in a query): each a value of its own. */
  readonly literals: readonly Literal[];
}

interface Literal {
  readonly text: string;
  /** The variable whose default it is; null where the match names none. */
  readonly variable: string | null;
}

/** Stands where a match stood while others are looked for, so that the ends of two removals never form a new match. */
const gap = '\uE000';
/** Every reference of every grammar has one of these; most values have none, and are done. */
const sign =
  /[<${}%@?(_\][|#]|:\/\/|vault:|bao:|akeyless:|arn:aws|encrypted|^\s*(?:enc|cipher|crypt|sealed|kms)|==:|^(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/]{90}/;
/** A reference may stand in the default of another: `${A:=${B}}`. */
const passes = 3;

/**
 * Takes every match of `grammars` out of `text`, in their order. Linear in the length of the text, as the patterns are
 * (`test/systems/references.test.ts` feeds them hostile input).
 */
export function residue(text: string, grammars: readonly Grammar[]): Residue {
  if (!sign.test(text)) return { kind: 'none', residue: text, matched: [], literals: [] };
  const known = residues.get(grammars);
  if (text.length > longestKept || known === undefined) {
    if (known === undefined) residues.set(grammars, new Memo(1 << 14));
    return residueOf(text, grammars);
  }
  return known.of(text, () => residueOf(text, grammars));
}

const residues = new WeakMap<readonly Grammar[], Memo<Residue>>();
const longestKept = 512;

function residueOf(text: string, grammars: readonly Grammar[]): Residue {
  const matched = new Set<Grammar>();
  const literals: Literal[] = [];
  let rest = text.replaceAll(gap, '');
  for (let pass = 0; pass < passes; pass += 1) {
    const before = rest;
    for (const grammar of grammars) rest = without(rest, grammar, pass, matched, literals);
    if (rest === before) break;
  }
  const first = [...matched][0];
  if (first === undefined) return { kind: 'none', residue: text, matched: [], literals: [] };
  const left = rest.replaceAll(gap, '');
  const base = { matched: [...matched].map((grammar) => grammar.id), literals };
  if (isSkeleton(left)) return { kind: first.kind, residue: '', ...base };
  return { kind: 'mixed', residue: left, ...base };
}

function without(text: string, grammar: Grammar, pass: number, matched: Set<Grammar>, literals: Literal[]): string {
  if (grammar.whole) {
    if (pass > 0) return text;
    const trimmed = text.trim();
    grammar.pattern.lastIndex = 0;
    const match = grammar.pattern.exec(trimmed);
    if (match === null || match[0].length !== trimmed.length) return text;
    note(match);
    return gap;
  }
  return text.replace(grammar.pattern, (...parts) => {
    // String.replace hands over groups, offset and text instead of a match: execute on the match alone would lose look-behind.
    const groups = parts.slice(
      0,
      parts.findIndex((part) => typeof part === 'number'),
    );
    note(Object.assign(groups as [string, ...string[]], { index: Number(parts[groups.length]), input: text }));
    return gap;
  });

  function note(match: RegExpExecArray): void {
    matched.add(grammar);
    const literal = grammar.literal?.(match)?.replaceAll(gap, '');
    if (literal !== undefined && literal !== '') literals.push({ text: literal, variable: grammar.variable?.(match) ?? null });
  }
}

/** `postgres://:@:/?sslmode=require`, `Bearer `, `user=;password=`, a port: words of protocols and settings, no value. */
function isSkeleton(text: string): boolean {
  const bare = text
    .replace(/[a-z][a-z0-9+.-]{1,30}:\/\//gi, '')
    .replace(/\b(?:sslmode|ssl|tls|charset|authSource|retryWrites|w|replicaSet)=\w*/g, '')
    .replace(/\b(?:Bearer|Basic|Token|ApiKey)\b/gi, '')
    .replace(/[\w.-]{1,40}=(?=$|[\s;&,])/g, '')
    .replace(/:\d{2,5}\b/g, '');
  return !/[\p{L}\p{N}]/u.test(bare);
}

/** YAML tags that say: the scalar names something, or is another tool's ciphertext (Home Assistant, Ansible, CloudFormation, Authentik ...). */
const referenceTags = new Set([
  '!secret',
  '!vault',
  '!vault-encrypted',
  '!Ref',
  '!GetAtt',
  '!Sub',
  '!ImportValue',
  '!Env',
  '!env',
  '!ENV',
  '!env_var',
  '!File',
  '!Find',
  '!KeyOf',
  '!Context',
  '!include',
  '!include_text',
  '!reference',
]);

export const isReferenceTag = (tag: string | null): boolean => tag !== null && referenceTags.has(tag);

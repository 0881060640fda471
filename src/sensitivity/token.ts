import { isPlaceholder } from './placeholder.ts';
import type { TokenFormat } from './token-format.ts';
import { formats } from './tokens.ts';

/** A provider's token found in a text; `[start, end)` in UTF-16 code units. */
interface FoundToken {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Names somebody, opens nothing by itself (an AWS access key id). */
  readonly identifier: boolean;
  /** False: its checksum is wrong, so the provider never issued it. */
  readonly genuine: boolean;
}

/**
 * All provider tokens in a text, in order, overlaps resolved in favour of the earlier format of the list. A pattern runs only
 * where its keyword occurs; what repeats few characters or says that it is an example is none.
 */
export function findTokens(text: string): FoundToken[] {
  // No token is shorter, and none has white space in it.
  if (text.length < 20 || !/\S{20}/.test(text)) return [];
  const found: FoundToken[] = [];
  for (const format of formatsNamedIn(text)) {
    for (const match of text.matchAll(format.pattern)) {
      const secret = match[1] ?? match[0];
      const start = match.index + match[0].indexOf(secret);
      const end = start + secret.length;
      if (found.some((one) => start < one.end && one.start < end)) continue;
      if (isDummy(secret)) continue;
      found.push({ name: format.name, start, end, identifier: format.identifier === true, genuine: format.check?.(secret) !== false });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The formats of which a keyword occurs, found in one pass over the text: there are a hundred of them. */
function formatsNamedIn(text: string): readonly TokenFormat[] {
  const words = new Set<string>();
  anyKeyword ??= keywordPattern();
  anyKeyword.lastIndex = 0;
  for (let at = anyKeyword.exec(text); at !== null; at = anyKeyword.exec(text)) {
    words.add(at[0]);
    anyKeyword.lastIndex = at.index + 1;
  }
  if (words.size === 0) return [];
  return formats.filter(({ keywords }) => keywords.some((keyword) => [...words].some((word) => word.startsWith(keyword))));
}

let anyKeyword: RegExp | null = null;

/** At each place the longest keyword that stands there; those it begins with stand there too. Most commits hold no text that asks for it. */
const keywordPattern = (): RegExp =>
  new RegExp(
    [...new Set(formats.flatMap(({ keywords }) => keywords))]
      .sort((a, b) => b.length - a.length)
      .map((keyword) => keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('|'),
    'g',
  );

/** The variable part has too few different characters, or says that it is an example. */
function isDummy(secret: string): boolean {
  const body = secret.slice(Math.min(8, secret.length >> 2));
  return (
    new Set(body).size < 5 || /example|placeholder|redacted|abcdefgh|abcde?123|0123456789|1234567890/i.test(secret) || isPlaceholder(secret)
  );
}

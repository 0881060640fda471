import type { ScalarStyle, ScalarType } from '../model/tree.ts';

/** The type Kubernetes' YAML reader (YAML 1.1 words, Go's number syntax) gives a scalar of this text, style and tag. */
export function scalarType(text: string, style: ScalarStyle, tag: string | null): ScalarType {
  if (tag !== null) return taggedType(tag);
  return style === 'plain' ? plainType(text) : 'string';
}

function taggedType(tag: string): ScalarType {
  switch (tag) {
    case '!!binary':
    case '!<tag:yaml.org,2002:binary>':
      return 'binary';
    case '!!null':
      return 'null';
    case '!!bool':
      return 'bool';
    case '!!int':
      return 'int';
    case '!!float':
      return 'float';
    default:
      return 'string';
  }
}

/** By first character, since nearly every plain scalar is a word that is none of these. */
export function plainType(text: string): ScalarType {
  const first = text.charCodeAt(0);
  if (text.length > 6 || text.length === 0) return text.length === 0 ? 'null' : numberType(text, first);
  if (text === '~' || nulls.has(text)) return 'null';
  if (booleans.has(text)) return 'bool';
  return numberType(text, first);
}

const nulls = new Set(['null', 'Null', 'NULL']);
const booleans = new Set(
  ['y', 'yes', 'n', 'no', 'true', 'false', 'on', 'off'].flatMap((word) => [
    word,
    word.toUpperCase(),
    `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  ]),
);

function numberType(text: string, first: number): ScalarType {
  // A number begins with a digit, a sign or a dot.
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46)) return 'string';
  // It ends with a digit, one of hexadecimal at most, a sign within numbers, or as `inf` and `nan` do: not with a unit.
  const last = text.charCodeAt(text.length - 1);
  if (!(last <= 57 || last === 95 || (last >= 65 && last <= 70) || (last >= 97 && last <= 102) || last === 78 || last === 110))
    return 'string';
  if (isDecimal(text, first) || integer.test(text)) return 'int';
  return float.test(text) || (last > 57 && special.test(text)) ? 'float' : 'string';
}

/** What nearly all integers are, and needs no pattern. */
function isDecimal(text: string, first: number): boolean {
  if (first < 49 || first > 57 || text.length > 20) return false;
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Go takes underscores out first, then `strconv.ParseInt(s, 0, 64)`: a leading 0 is octal, so 08 is no integer (but a float). */
const integer = /^[-+]?_*(?:0_*|0_*[0-7][0-7_]*|[1-9][\d_]*|0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+)$/;
const float = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/;
const special = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

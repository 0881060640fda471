import type { Scalar } from '../../model/tree.ts';

/**
 * The bytes that a clear YAML scalar gives to the MAC: upstream reads it with go-yaml v3 (`resolve.go`), whose words differ
 * both from YAML 1.2 and from Kubernetes' reader, and writes it again. null: a null, which counts for nothing.
 */
export function yamlBytes(node: Scalar): Uint8Array | null {
  const tag = node.tag?.replace('tag:yaml.org,2002:', '!!') ?? null;
  if (tag === '!!binary') return Buffer.from(node.text, 'base64');
  const resolves = tag === null ? node.style === 'plain' : /^!!(?:bool|int|float|null|timestamp)$/.test(tag);
  const text = resolves ? resolved(node.text, tag) : node.text;
  return text === null ? null : Buffer.from(text);
}

/** The same for JSON. `exact`: integers as they are, since 3.13.2; before, every number was a float of 64 bits. */
export function jsonBytes(node: Scalar, exact: boolean): Uint8Array | null {
  switch (node.type) {
    case 'null':
      return null;
    case 'bool':
      return Buffer.from(node.text.toLowerCase() === 'true' ? 'True' : 'False');
    case 'int':
    case 'float': {
      const whole = exact && /^-?\d+$/.test(node.text) ? inRange(BigInt(node.text)) : null;
      return Buffer.from(whole ?? floatText(Number(node.text)));
    }
    default:
      return Buffer.from(node.text);
  }
}

/** Go's `FormatFloat(v, 'f', -1, 64)`: the shortest digits that give the number back, never with an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [digits = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  if (point >= all.length) return `${sign}${all}${'0'.repeat(point - all.length)}`;
  return `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}

/** A time as Go writes it, RFC 3339 with the fraction it needs; null for what go-yaml takes for none. */
export function timeText(text: string): string | null {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[+-]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?))?$/.exec(
      text,
    );
  if (match === null) return null;
  const part = (index: number, other: number): number => Number(match[index] ?? match[other] ?? 0);
  const [year, month, day] = [part(1, 1), part(2, 2), part(3, 3)];
  const [hour, minute, second] = [part(4, 9), part(5, 10), part(6, 11)];
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = (match[7] ?? match[12] ?? '').slice(0, 10).replace(/0+$/, '').replace(/\.$/, '');
  const zone = match[8] ?? 'Z';
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${match[1]}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${/^[+-]00:00$/.test(zone) ? 'Z' : zone}`;
}

/** Go's `ParseInt` with base 0, out of 64 bits its float; null: no integer. */
export function intText(text: string): string | null {
  const match = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9]\d*|0))$/.exec(text);
  if (match === null) return null;
  const [, sign, hex, binary, octal, decimal] = match;
  const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0');
  return inRange(sign === '-' ? -BigInt(digits) : BigInt(digits));
}

const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const floats = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function resolved(text: string, tag: string | null): string | null {
  if (nulls.has(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return 'True';
  if (/^(?:false|False|FALSE)$/.test(text)) return 'False';
  if (/^[+-]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? '-Inf' : '+Inf';
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return 'NaN';
  if (!/^[+\-.\d]/.test(text)) return text;
  const time = tag === null || tag === '!!timestamp' ? timeText(text) : null;
  if (time !== null) return time;
  // After a leading dot an underscore may only stand between digits; elsewhere all are dropped first.
  const plain = text.startsWith('.') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text.replaceAll('_', '');
  const whole = intText(plain);
  if (whole !== null) return whole;
  return floats.test(plain) ? floatText(Number(plain)) : text;
}

const inRange = (value: bigint): string | null => (value >= -(2n ** 63n) && value < 2n ** 64n ? value.toString() : null);

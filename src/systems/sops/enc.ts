/**
 * One value that SOPS has encrypted, `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]`, by the strict grammar: upstream anchors
 * its own parser at the start only, so that text after the bracket is dropped when it decrypts, and stays readable in Git.
 */
export function parseEnc(text: string): Enc | DamagedEnc | null {
  if (!text.startsWith(opening) || picture.test(text)) return null;
  const close = text.indexOf(']', opening.length);
  if (close < 0) return damaged('cut-off');
  const fields = fieldsOf(text.slice(opening.length, close));
  if (fields === null) return damaged('fields');
  const [data, iv, tag, type] = fields;
  const [length, ivLength, tagLength] = [decodedLength(data), decodedLength(iv), decodedLength(tag)];
  if (length === null) return damaged('data-base64');
  if (length === 0) return damaged('data-empty');
  if (ivLength === null) return damaged('iv-base64');
  if (tagLength === null) return damaged('tag-base64');
  if (tagLength !== tagBytes) return damaged('tag-length');
  if (!isType(type)) return damaged('type');
  const enc: Enc = { kind: 'enc', data, iv, tag, type, length };
  if (ivLength !== ivBytes) return damaged('iv-length', ivLength === 0 ? null : enc);
  return text.slice(close + 1).trim() === '' ? enc : damaged('text-after', enc);
}

/** `ENC[AES256_GCM,data:...,type:str]`: what a page shows of a value. Where a block is, it still counts as text in clear. */
const picture = /^ENC\[AES256_GCM,data:[^,\]]*(?:\.{3}|…)/;

/** All fields as written: standard base64, padded. */
export interface Enc {
  readonly kind: 'enc';
  readonly data: string;
  readonly iv: string;
  readonly tag: string;
  readonly type: EncType;
  /** Bytes of the plaintext: GCM does not pad. */
  readonly length: number;
}

export interface DamagedEnc {
  readonly kind: 'damaged';
  readonly damage: EncDamage;
  /** What upstream, less strict, still reads of it: it takes any length of iv, and drops text after the bracket. */
  readonly readable: Enc | null;
}

/** What upstream would decrypt: a whole value, or what it reads of a damaged one. */
export const readableOf = (enc: Enc | DamagedEnc | null): Enc | null => (enc?.kind === 'damaged' ? enc.readable : enc);

/** `bytes` is read and no longer written; `time` exists since 3.10.0. */
type EncType = (typeof encTypes)[number];
const encTypes = ['str', 'int', 'float', 'bool', 'bytes', 'time', 'comment'] as const;

type EncDamage =
  | 'cut-off' // no closing bracket
  | 'fields' // one of data, iv, tag and type is not there
  | 'text-after' // text behind it, which stays readable
  | 'data-base64'
  | 'data-empty'
  | 'iv-base64'
  | 'iv-length' // not 32 bytes
  | 'tag-base64'
  | 'tag-length' // not 16 bytes
  | 'type'; // one that SOPS does not know

/** Two leaves with the same triple hold one encryption, copied. */
export const tripleOf = (enc: Enc): string => `${enc.data} ${enc.iv} ${enc.tag}`;

const opening = 'ENC[AES256_GCM';
const ivBytes = 32;
const tagBytes = 16;

function fieldsOf(inside: string): readonly [string, string, string, string] | null {
  const [none, data, iv, tag, type, ...more] = inside.split(',');
  if (none !== '' || more.length > 0) return null;
  if (!data?.startsWith('data:') || !iv?.startsWith('iv:') || !tag?.startsWith('tag:') || !type?.startsWith('type:')) return null;
  return [data.slice(5), iv.slice(3), tag.slice(4), type.slice(5)];
}

/** null: not standard padded base64. One character class and no groups: linear, also on megabytes. */
function decodedLength(base64: string): number | null {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return null;
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

const isType = (type: string): type is EncType => (encTypes as readonly string[]).includes(type);

const damaged = (damage: EncDamage, readable: Enc | null = null): DamagedEnc => ({ kind: 'damaged', damage, readable });

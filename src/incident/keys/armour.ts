import { base64Values } from '../../text/base64-runs.ts';

/** What stands in a text that may hold keys. The bytes are secret: they go to a reader of keys and nowhere else. */
export type Armour =
  | {
      readonly kind: 'pem';
      readonly label: string;
      readonly encrypted: boolean;
      readonly der: Buffer;
      readonly pem: string;
    }
  | { readonly kind: 'pgp'; readonly private: boolean; readonly packets: Buffer }
  | { readonly kind: 'age'; readonly identity: string }
  | { readonly kind: 'age-file'; readonly file: Buffer }
  | { readonly kind: 'cut'; readonly label: string };

const limits = { depth: 3, found: 10_000, body: 1 << 20 };

/**
 * Every key-like block of a text, wherever it is wrapped: PEM with indentation, CR LF or escaped line ends (YAML block, JSON string,
 * shell), identities of age in any line, and all of these again inside base64 (`data` of a Secret). It reads text, not YAML, so a
 * broken manifest hides nothing. Linear in the text for each level of base64.
 */
export function armours(text: string): Armour[] {
  const found: Armour[] = [];
  search(text, 0, found);
  return found;
}

/** One of these stands in every text in which a private key is found; not in one that speaks of keys. Base64 in its three alignments. */
export const privateMarkers: readonly string[] = [
  ...['PRIVATE KEY-----', 'PRIVATE KEY BLOCK-----', 'PRIVATE KEY ----'],
  'AGE-SECRET-KEY-',
  ...alignments('PRIVATE KEY'),
  ...alignments('AGE-SECRET-KEY-'),
];

function search(text: string, depth: number, found: Armour[]): void {
  blocks(text, found);
  for (const match of text.matchAll(/AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{20,120}(?![0-9A-Za-z])/g)) {
    if (found.length >= limits.found) return;
    found.push({ kind: 'age', identity: match[0] });
  }
  if (depth === limits.depth) return;
  for (const { start, end } of base64Values(text, 32)) {
    if (found.length >= limits.found) return;
    const decoded = Buffer.from(text.slice(start, end), 'base64');
    if (looksLikeKey(decoded)) search(decoded.toString('latin1'), depth + 1, found);
    else if (looksLikePackets(decoded)) found.push({ kind: 'pgp', private: true, packets: decoded });
    else if (depth < 2 && isBase64Text(decoded)) search(decoded.toString('latin1'), depth + 1, found);
  }
}

/** Base64 of base64: the beginning is enough to tell, and keeps this linear. */
function isBase64Text(bytes: Buffer): boolean {
  return bytes.length >= 24 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(bytes.toString('latin1', 0, 4096));
}

function blocks(text: string, found: Armour[]): void {
  let open: { label: string; start: number } | null = null;
  for (const match of text.matchAll(/-----(BEGIN|END) ([A-Z0-9 ]{1,60})-----/g)) {
    if (found.length >= limits.found) return;
    const label = match[2] ?? '';
    if (match[1] === 'BEGIN') {
      if (open !== null) cut(open.label, text.slice(open.start, match.index), found);
      open = { label, start: match.index + match[0].length };
    } else if (open?.label === label) {
      const block = body(text.slice(open.start, Math.min(match.index, open.start + limits.body)));
      if (block !== null) found.push(whole(label, block));
      open = null;
    }
  }
  if (open !== null) cut(open.label, text.slice(open.start, open.start + 4096), found);
}

/** A block without its end: named where it begins like a real one, so that a placeholder is not. */
function cut(label: string, rest: string, found: Armour[]): void {
  if (/[A-Za-z0-9+/]{48,}/.test(rest)) found.push({ kind: 'cut', label });
}

function whole(label: string, block: { readonly bytes: Buffer; readonly headers: string }): Armour {
  if (label === 'AGE ENCRYPTED FILE') return { kind: 'age-file', file: block.bytes };
  if (label.startsWith('PGP ')) return { kind: 'pgp', private: label.includes('PRIVATE'), packets: block.bytes };
  const encrypted = block.headers.includes('ENCRYPTED') || label.startsWith('ENCRYPTED');
  const lines =
    block.bytes
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? '';
  const headers = block.headers === '' ? '' : `${block.headers}\n\n`;
  return {
    kind: 'pem',
    label,
    encrypted,
    der: block.bytes,
    pem: `-----BEGIN ${label}-----\n${headers}${lines}\n-----END ${label}-----\n`,
  };
}

/** The bytes between the lines of an armour; null where they are no base64 (`...`, `xxxx`). */
function body(between: string): { readonly bytes: Buffer; readonly headers: string } | null {
  const lines = between
    .replaceAll(/\\{1,2}r/g, '')
    .split(/\\{1,2}n|\r?\n|\r/)
    .map((line) => line.replaceAll(/^[\s"'#|>]+|[\s"'\\,]+$/g, ''));
  const headers = lines.filter((line) => /^[A-Za-z-]{1,40}: /.test(line));
  const base64 = lines.filter((line) => !headers.includes(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line)).join('');
  if (base64.length < 24 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  return new Set(bytes).size < 6 ? null : { bytes, headers: headers.join('\n') };
}

function looksLikeKey(bytes: Buffer): boolean {
  return bytes.includes('-----BEGIN ') || bytes.includes('AGE-SECRET-KEY-');
}

/** Begins as an old or new format OpenPGP secret key packet of version 4 to 6. */
function looksLikePackets(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  const length = first === 0x94 ? 1 : first === 0x95 ? 2 : first === 0xc5 ? 1 : 0;
  if (length === 0 || bytes.length < 64) return false;
  const version = first === 0xc5 && (bytes[1] ?? 0) >= 192 ? bytes[3] : bytes[1 + length];
  return version === 4 || version === 5 || version === 6;
}

function alignments(word: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + word).toString('base64');
    return text.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3));
  });
}

import { gunzipSync } from 'node:zlib';
import type { Weakness } from '../model/fact.ts';
import { grainOf, wordiness } from './grain.ts';

/** What the text of a Secret's `data` member is underneath. */
interface Encoding {
  /** What was taken off, outermost first: `['base64', 'base64', 'gzip']`; [] when it is no base64 at all. */
  readonly layers: readonly string[];
  /** The plaintext; the text itself when it is no base64; null when it is not text. */
  readonly text: string | null;
  readonly bytes: Uint8Array;
  readonly weakness: readonly Weakness[];
}

const deepest = 3;
/** A Helm release record of a megabyte holds tens of megabytes of text; more is a bomb. */
const largest = 64 << 20;

/** Decodes a `data` value, tolerant of what the API server would refuse, and names each weakness of the encoding. */
export function encodingOf(data: string): Encoding {
  const compact = data.replace(/\s+/g, '');
  const first = decodeBase64(compact);
  if (first === null || isUnencoded(compact, first))
    return { layers: [], text: data, bytes: Buffer.from(data, 'utf8'), weakness: ['not-base64'] };
  const weakness: Weakness[] = [];
  if (first.urlAlphabet) weakness.push('base64url');
  else if (!first.padded) weakness.push('no-padding');
  const layers = ['base64'];
  let bytes = first.bytes;
  while (layers.length < 6) {
    const gzip = unzip(bytes);
    if (gzip !== null) {
      layers.push('gzip');
      bytes = gzip;
      continue;
    }
    const inner = layers.filter((layer) => layer === 'base64').length < deepest ? innerBase64(bytes) : null;
    if (inner === null) break;
    layers.push('base64');
    bytes = inner;
  }
  // Helm stores base64 of base64 of gzip: its own format, no mistake of a person.
  if (layers.filter((layer) => layer === 'base64').length > 1 && !layers.includes('gzip')) weakness.push('double-base64');
  const text = textOf(bytes);
  if (text !== null && /^[^\r\n]*\r?\n$/.test(text)) weakness.push('trailing-newline');
  return { layers, text, bytes, weakness };
}

/** Words, names and numbers whose characters are base64 by chance, and decode to bytes that are no text: put in as they are. */
function isUnencoded(text: string, { bytes, padded, urlAlphabet }: Decoded): boolean {
  if (text === '' || textOf(bytes) !== null) return false;
  const grain = grainOf(text);
  return (
    grain === 'word' ||
    grain === 'identifier' ||
    /^\d+$/.test(text) ||
    (/^[A-Za-z]{4,}\d{0,4}$/.test(text) && wordiness(text) >= 0.8) ||
    ((urlAlphabet || !padded) && text.length < 8)
  );
}

interface Decoded {
  readonly bytes: Buffer;
  readonly padded: boolean;
  readonly urlAlphabet: boolean;
}

/** Strict base64 or base64url, padding optional; null for anything else. The empty text decodes to nothing. */
function decodeBase64(text: string): Decoded | null {
  const body = text.replace(/={1,2}$/, '');
  const urlAlphabet = /[-_]/.test(body);
  if (!(urlAlphabet ? /^[A-Za-z0-9_-]*$/ : /^[A-Za-z0-9+/]*$/).test(body) || body.length % 4 === 1) return null;
  const padded = text.length % 4 === 0;
  if (text.length > body.length && !padded) return null;
  const bytes = Buffer.from(body, urlAlphabet ? 'base64url' : 'base64');
  return { bytes, padded, urlAlphabet };
}

/**
 * A further layer, where the decoded text is itself base64 beyond reasonable doubt: printable text, a gzip stream or base64
 * again. `password` and most words are valid base64 too: they decode to bytes that are no text.
 */
function innerBase64(bytes: Uint8Array): Buffer | null {
  const text = textOf(bytes)?.trim();
  if (text === undefined || text.length < 8 || /[^A-Za-z0-9+/=\s]/.test(text)) return null;
  const compact = text.replace(/\s+/g, '');
  const decoded = decodeBase64(compact);
  if (decoded === null || !decoded.padded) return null;
  if (decoded.bytes[0] === 0x1f && decoded.bytes[1] === 0x8b) return decoded.bytes;
  const inner = textOf(decoded.bytes);
  if (inner === null || inner.trim() === '' || /[^\x20-\x7E\s]/.test(inner)) return null;
  // Chance alone makes printable ASCII of a random base64 text of n bytes with a probability of 0.38^n.
  const evidence = /=$/.test(compact) ? 3 : 5;
  return decoded.bytes.length >= evidence && !readsAsWords(compact) ? decoded.bytes : null;
}

const readsAsWords = (text: string): boolean => /^[a-z]+$/.test(text) || wordiness(text) > 0.8;

/** Is this text base64 of printable text, beyond reasonable doubt? */
export const isBase64OfText = (text: string): boolean => innerBase64(Buffer.from(text, 'utf8')) !== null;

function unzip(bytes: Uint8Array): Buffer | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return null;
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch {
    return null;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Text when the bytes are UTF-8 without control characters other than white space. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = strictUtf8.decode(bytes);
    return /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

import { isAscii, isUtf8 } from 'node:buffer';
import type { SourceText } from '../model/document.ts';
import { sourceText } from './lines.ts';

type Decoded = { readonly kind: 'text'; readonly source: SourceText } | { readonly kind: 'binary'; readonly reason: BinaryReason };

type BinaryReason = 'git-crypt' | 'nul-bytes' | 'not-text';

/**
 * Bytes of a blob as text, without a byte order mark. UTF-16 is recognised by its mark or by where its NUL bytes stand;
 * bytes that are not UTF-8 become U+FFFD as long as most of the blob is text, since a Latin-1 comment must not hide a secret.
 */
export function decode(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const firstNul = buffer.indexOf(0);
  if (firstNul === -1) return decodeBytes(buffer);
  if (startsWith(buffer, gitCryptHeader)) return { kind: 'binary', reason: 'git-crypt' };
  const wide = wideEncoding(buffer);
  if (wide !== null) return { kind: 'text', source: sourceText(decodeWide(buffer, wide), wide) };
  if (!isTextWithStrayNuls(buffer)) return { kind: 'binary', reason: 'nul-bytes' };
  return decodeBytes(buffer);
}

/** Why a file that begins so is no text; null: it may be some. It may be cut in the midst of a character, so the last one is left out. */
export function binaryStart(start: Uint8Array): BinaryReason | null {
  let end = start.length;
  while (end > start.length - 3 && ((start[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  if ((start[end - 1] ?? 0) >= 0xc0) end -= 1;
  const decoded = decode(start.subarray(0, end));
  return decoded.kind === 'binary' ? decoded.reason : null;
}

/** A pointer of Git LFS stands for the file: there is nothing of it here to scan. */
export function lfsPointer(bytes: Uint8Array): boolean {
  if (bytes.byteLength > 1024) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v\d\r?\n/.test(text) && /^oid sha256:[0-9a-f]{64}\r?$/m.test(text);
}

const gitCryptHeader = [0, ...Buffer.from('GITCRYPT', 'latin1'), 0];

function startsWith(buffer: Buffer, head: readonly number[]): boolean {
  return head.every((byte, at) => buffer[at] === byte);
}

function decodeBytes(buffer: Buffer): Decoded {
  if (isAscii(buffer)) return { kind: 'text', source: sourceText(buffer.toString('latin1')) };
  // A mark without any NUL byte: UTF-16 text that has no ASCII character at all.
  const wide = buffer.length >= 2 && buffer.length % 2 === 0 ? markedEncoding(buffer) : null;
  if (wide !== null) return { kind: 'text', source: sourceText(decodeWide(buffer, wide), wide) };
  if (!isUtf8(buffer) && !isMostlyText(buffer)) return { kind: 'binary', reason: 'not-text' };
  const marked = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  return { kind: 'text', source: sourceText(buffer.toString('utf8', marked ? 3 : 0)) };
}

type Wide = 'utf-16le' | 'utf-16be';

function markedEncoding(buffer: Buffer): Wide | null {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 by its mark, or because nearly all NUL bytes of the beginning are the same half of a unit. */
function wideEncoding(buffer: Buffer): Wide | null {
  // UTF-32LE begins like UTF-16LE; nobody commits it, and as UTF-16 it would be full of NULs.
  const marked = startsWith(buffer, [0xff, 0xfe, 0, 0]) ? null : markedEncoding(buffer);
  if (marked !== null) return marked;
  const length = Math.min(buffer.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    const high = buffer[at];
    const low = buffer[at + 1];
    if (high === 0 && isTextByte(low)) even++;
    else if (low === 0 && isTextByte(high)) odd++;
  }
  const units = length / 2;
  if (units < 2) return null;
  if (odd >= units * 0.7 && even === 0) return 'utf-16le';
  if (even >= units * 0.7 && odd === 0) return 'utf-16be';
  return null;
}

function decodeWide(buffer: Buffer, encoding: Wide): string {
  const even = buffer.length & ~1;
  const units = encoding === 'utf-16le' ? buffer.subarray(0, even) : Buffer.from(buffer.subarray(0, even)).swap16();
  const text = units.toString('utf16le');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const isTextByte = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13));

interface ByteCounts {
  readonly nul: number;
  readonly control: number;
  readonly ascii: number;
}

function count(buffer: Buffer): ByteCounts {
  let nul = 0;
  let control = 0;
  let ascii = 0;
  for (const byte of buffer) {
    if (byte === 0) nul++;
    else if ((byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13)) ascii++;
    else if (byte < 0x20 || byte === 0x7f) control++;
  }
  return { nul, control, ascii };
}

/** Random bytes are a tenth control characters and barely a third printable. */
function isMostlyText(buffer: Buffer): boolean {
  const { control, ascii } = count(buffer);
  return control * 50 <= buffer.length && ascii * 2 >= buffer.length;
}

/** One NUL in a page of text (a crash, or somebody hiding a file from tools that stop at it) leaves it text. */
function isTextWithStrayNuls(buffer: Buffer): boolean {
  const { nul, control, ascii } = count(buffer);
  return nul * 100 <= buffer.length && control === 0 && ascii * 10 >= (buffer.length - nul) * 9;
}

import { createDecipheriv } from 'node:crypto';
import { Concealed } from '../../model/concealed.ts';
import type { Document } from '../../model/document.ts';
import { type Enc, parseEnc, readableOf } from './enc.ts';
import { floatText, intText, timeText } from './go-scalar.ts';
import { additionalData, isBlank, type Leaf, type LeafComment, leavesOf } from './leaves.ts';
import { clearBytes, macOf } from './mac.ts';
import { type Metadata, readMetadata } from './metadata.ts';

/** What a data key makes of the documents of one file. */
export interface Opened {
  readonly leaves: readonly OpenedLeaf[];
  readonly comments: readonly OpenedComment[];
  /**
   * `valid`; `mismatch`: it decrypts and is another; `unauthentic`: it does not decrypt with this key and `lastmodified`;
   * `missing`: absent or no ciphertext; `undecided`: a leaf did not open, so nothing can be compared.
   */
  readonly mac: 'valid' | 'mismatch' | 'unauthentic' | 'missing' | 'undecided';
}

/**
 * `opened`; `unauthentic`: the tag does not verify (changed, moved, or of another data key); `mistyped`: it opens, and is not
 * of the type it claims; `malformed`: no whole ciphertext where one belongs; `clear`: not encrypted, nor meant to be.
 */
type LeafState = 'opened' | 'unauthentic' | 'mistyped' | 'malformed' | 'clear';

interface OpenedLeaf {
  /** Index of its document in the file. */
  readonly document: number;
  readonly leaf: Leaf;
  readonly state: LeafState;
  /** Of `opened` and `mistyped`: the plaintext, as text where it is UTF-8, else a character a byte. */
  readonly value: Concealed | null;
  readonly bytes: Uint8Array | null;
}

interface OpenedComment {
  readonly document: number;
  readonly comment: LeafComment;
  readonly value: Concealed | null;
}

/**
 * Decrypts every leaf and comment, and compares the MAC. As the CLI does, the first document's block counts for all of them;
 * give one document alone to open it by its own block, as Flux does. null: the first document has no block.
 */
export function openDocuments(documents: readonly Document[], dataKey: Uint8Array): Opened | null {
  const [first] = documents;
  const metadata = first === undefined ? null : readMetadata(first);
  if (metadata === null) return null;
  const leaves: OpenedLeaf[] = [];
  const comments: OpenedComment[] = [];
  for (const document of documents) {
    const own = document === first ? metadata : { ...metadata, members: readMetadata(document)?.members ?? [] };
    const found = leavesOf(document, own);
    for (const leaf of found.leaves) leaves.push(openLeaf(leaf, document.index, dataKey));
    for (const comment of found.comments) comments.push(openComment(comment, document.index, dataKey));
  }
  return { leaves, comments, mac: verifyMac(metadata, documents, leaves, dataKey) };
}

/** The plaintext of one ciphertext; null: the tag does not verify. `path` is what was authenticated with it. */
export function decryptEnc(enc: Enc, dataKey: Uint8Array, path: string): Uint8Array | null {
  if (dataKey.length !== 32) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', dataKey, Buffer.from(enc.iv, 'base64'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(path));
    decipher.setAuthTag(Buffer.from(enc.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(enc.data, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/** Does this data key open the block's MAC? The cheapest proof that a key is the file's: one decryption. */
export function opensMac(metadata: Pick<Metadata, 'mac' | 'lastModified'>, dataKey: Uint8Array): boolean {
  return decryptMac(metadata, dataKey) !== null;
}

function decryptMac(metadata: Pick<Metadata, 'mac' | 'lastModified'>, dataKey: Uint8Array): string | null {
  const enc = metadata.mac === null ? null : parseEnc(metadata.mac);
  if (enc?.kind !== 'enc') return null;
  const bytes = decryptEnc(enc, dataKey, macTime(metadata.lastModified ?? ''));
  return bytes === null ? null : Buffer.from(bytes).toString('latin1');
}

/** `lastmodified` is authenticated as upstream writes it again: without a fraction. */
const macTime = (text: string): string => timeText(text)?.replace(/\.\d+/, '') ?? text;

function verifyMac(metadata: Metadata, documents: readonly Document[], leaves: readonly OpenedLeaf[], dataKey: Uint8Array): Opened['mac'] {
  if (metadata.mac === null || parseEnc(metadata.mac)?.kind !== 'enc') return 'missing';
  const wanted = decryptMac(metadata, dataKey);
  if (wanted === null) return 'unauthentic';
  if (leaves.some(({ state }) => state !== 'opened' && state !== 'clear')) return 'undecided';
  const formats = new Map(documents.map((document) => [document.index, document]));
  for (const exact of [true, false]) {
    const parts = leaves
      .filter(({ leaf }) => (metadata.macOnlyEncrypted ? leaf.selected : true) && readableOf(leaf.enc)?.type !== 'comment')
      .map(({ document, leaf, state, bytes }) =>
        state === 'opened' ? openedBytes(leaf, bytes) : clearBytes(leaf.node, formats.get(document), exact),
      );
    if (macOf(parts, metadata.macOnlyEncrypted) === wanted) return 'valid';
  }
  return 'mismatch';
}

function openLeaf(leaf: Leaf, document: number, dataKey: Uint8Array): OpenedLeaf {
  const closed = (state: LeafState): OpenedLeaf => ({ document, leaf, state, value: null, bytes: null });
  if (!leaf.selected || isBlank(leaf)) return closed('clear');
  const enc = readableOf(leaf.enc);
  if (enc === null) return closed('malformed');
  const bytes = decryptEnc(enc, dataKey, additionalData(leaf.keys));
  if (bytes === null) return closed('unauthentic');
  const state = typedText(enc, bytes) === null ? 'mistyped' : 'opened';
  return { document, leaf, state, value: new Concealed(textOf(bytes)), bytes };
}

function openComment(comment: LeafComment, document: number, dataKey: Uint8Array): OpenedComment {
  const enc = readableOf(comment.enc);
  const bytes = enc === null ? null : decryptEnc(enc, dataKey, additionalData(comment.keys));
  return { document, comment, value: bytes === null ? null : new Concealed(textOf(bytes)) };
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer) ? text : buffer.toString('latin1');
}

/** What an opened leaf gives to the MAC: its value read by its type and written again. */
function openedBytes(leaf: Leaf, bytes: Uint8Array | null): Uint8Array | null {
  const enc = readableOf(leaf.enc);
  if (bytes === null || enc === null) return null;
  const typed = typedText(enc, bytes);
  return typed === null || typed === 'as-is' ? bytes : Buffer.from(typed.text);
}

/** `as-is` for types that are their bytes; null: the plaintext is not of the type. */
function typedText(enc: Enc, bytes: Uint8Array): { readonly text: string } | 'as-is' | null {
  const text = Buffer.from(bytes).toString('latin1');
  switch (enc.type) {
    case 'str':
    case 'bytes':
    case 'comment':
      return 'as-is';
    case 'int':
      return /^[+-]?\d+$/.test(text) ? { text: intText(text.replace(/^([+-]?)0+(?=\d)/, '$1')) ?? text } : null;
    case 'float': {
      const special = /^[+-]?(?:inf|infinity|nan)$/i.test(text);
      if (special) return { text: text.toLowerCase().includes('nan') ? 'NaN' : text.startsWith('-') ? '-Inf' : '+Inf' };
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? { text: floatText(Number(text)) } : null;
    }
    case 'bool':
      if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return { text: 'True' };
      return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? { text: 'False' } : null;
    case 'time': {
      const time = timeText(text);
      return time === null ? null : { text: time };
    }
  }
}

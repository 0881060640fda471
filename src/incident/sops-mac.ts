import { readDocuments } from '../manifest/documents.ts';
import { reveal } from '../model/concealed.ts';
import { type Opened, openDocuments, opensMac } from '../systems/sops/decrypt.ts';
import { decode } from '../text/decode.ts';
import type { SopsHolding } from './holdings.ts';
import { formatOf } from './read-blob.ts';

/** As `Opened` has it; `not-compared`: it opens, and what it was made of cannot be had: the file is too large, or stands within another. */
export type MacState = Opened['mac'] | 'not-compared';

/** By document: the CLI holds the whole file against the block of the first, Flux each document against its own. */
export type MacOfDocument = (document: number) => MacState;

/** Compares the MAC with the plaintext of all leaves, in clear or not: it is what tells a file that was changed after it was encrypted. */
export function compareMac(holding: SopsHolding, dataKey: Uint8Array): MacOfDocument {
  const opens = holding.blocks.some((block) => opensMac(block, dataKey));
  const unread: MacState = opens ? 'not-compared' : holding.blocks.every(({ mac }) => mac === null) ? 'missing' : 'unauthentic';
  if (holding.file === null || unread === 'missing') return () => unread;
  const documents = reveal(holding.file, (text) => {
    const decoded = decode(Buffer.from(text));
    return decoded.kind === 'text' ? readDocuments(decoded.source, { format: formatOf(text) }) : [];
  });
  const whole = openDocuments(documents, dataKey)?.mac ?? unread;
  if (whole === 'valid' || documents.length < 2) return () => whole;
  const own = new Map(documents.map((document) => [document.index, openDocuments([document], dataKey)?.mac] as const));
  return (document) => (own.get(document) === 'valid' ? 'valid' : whole);
}

import type { Document } from '../model/document.ts';
import { additionalData, leavesOf } from '../systems/sops/leaves.ts';
import { type Metadata, readMetadata } from '../systems/sops/metadata.ts';
import type { SopsBlock } from './holdings.ts';

export interface EncryptedLeaf {
  readonly pointer: string;
  readonly content: { readonly path: string; readonly enc: string | null; readonly comment: boolean };
}

/** The blocks and encrypted leaves of the documents of one file; null: none has a block. */
export function sopsOf(
  documents: readonly Document[],
): { readonly blocks: readonly SopsBlock[]; readonly leaves: ReadonlyMap<Document, readonly EncryptedLeaf[]> } | null {
  const blocks: SopsBlock[] = [];
  let first: Metadata | null = null;
  const leaves = new Map<Document, EncryptedLeaf[]>();
  for (const document of documents) {
    const own = readMetadata(document);
    first ??= own;
    const metadata = own ?? (first === null ? null : { ...first, members: [] });
    if (metadata === null) continue;
    // The same block is copied into every document: once is enough.
    const block = own === null ? null : blockOf(own, document.index);
    if (block !== null && !blocks.some((other) => sameKeys(other, block))) blocks.push(block);
    leaves.set(document, encryptedLeaves(document, metadata));
  }
  return blocks.length === 0 ? null : { blocks, leaves };
}

function blockOf(metadata: Metadata, document: number): SopsBlock {
  const { recipients, groups, threshold, mac, lastModified } = metadata;
  const plain = recipients.map(({ kind, id, group, wrapped }) => ({ kind, id, group, wrapped: own(wrapped) }));
  return { document, recipients: plain, groups, threshold, mac: mac === null ? null : own(mac), lastModified };
}

const sameKeys = (a: SopsBlock, b: SopsBlock): boolean =>
  a.mac === b.mac &&
  a.recipients.length === b.recipients.length &&
  a.recipients.every(({ wrapped }, at) => wrapped === b.recipients[at]?.wrapped);

/** Whatever the selector says of them: who has the data key opens all. */
function encryptedLeaves(document: Document, metadata: Metadata): EncryptedLeaf[] {
  const found = leavesOf(document, metadata);
  const text = ({ source }: Document, { start, end }: { readonly start: number; readonly end: number }): string =>
    source.text.slice(start, end);
  const leaves = found.leaves
    .filter(({ enc }) => enc !== null)
    .map(({ pointer, keys, enc, node }) => leaf(pointer, keys, enc?.kind === 'enc' ? node.text : null, false));
  const comments = found.comments
    .filter(({ enc }) => enc?.kind === 'enc')
    .map(({ pointer, keys, comment }) => leaf(pointer, keys, comment.text === '' ? text(document, comment.span) : comment.text, true));
  return [...leaves, ...comments];
}

function leaf(pointer: string, keys: readonly string[], enc: string | null, comment: boolean): EncryptedLeaf {
  return { pointer, content: { path: additionalData(keys), enc: enc === null ? null : own(enc), comment } };
}

/** A copy: a slice would keep the whole file in memory. */
const own = (text: string): string => Buffer.from(text).toString();

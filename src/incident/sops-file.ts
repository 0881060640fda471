import type { Document } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { child, root } from '../model/pointer.ts';
import { get, type Mapping, type Node, textAt } from '../model/tree.ts';
import { parseEnc } from '../systems/sops/enc.ts';
import { additionalData, leavesOf } from '../systems/sops/leaves.ts';
import { type Metadata, readMetadata } from '../systems/sops/metadata.ts';
import type { SopsBlock } from './holdings.ts';

export interface EncryptedLeaf {
  readonly pointer: string;
  readonly content: { readonly path: string; readonly enc: string | null; readonly comment: boolean };
  /** Keys to it; of INI they name it better than the pointer, as what stands before any section is in `DEFAULT`. */
  readonly keys: readonly string[];
}

interface SopsFile {
  readonly blocks: readonly SopsBlock[];
  readonly leaves: ReadonlyMap<Document, readonly EncryptedLeaf[]>;
}

/** The blocks and encrypted leaves of the documents of one file; null: none has a block. */
export function sopsOf(documents: readonly Document[]): SopsFile | null {
  const blocks: SopsBlock[] = [];
  let first: Metadata | null = null;
  const leaves = new Map<Document, EncryptedLeaf[]>();
  const add = (block: SopsBlock): void => {
    // The same block is copied into every document: once is enough.
    if (!blocks.some((other) => sameKeys(other, block))) blocks.push(block);
  };
  for (const document of documents) {
    const mine = readMetadata(document);
    first ??= mine;
    if (mine !== null) add(blockOf(mine, document.index));
    const misplaced = mine === null ? misplacedBlocks(document) : [];
    for (const { metadata } of misplaced) add(blockOf(metadata, document.index));
    if (misplaced.length > 0) {
      const below = misplaced.flatMap((one) => leavesBelow(document, one));
      leaves.set(document, below);
    } else if (first !== null) leaves.set(document, encryptedLeaves(document, mine ?? { ...first, members: [] }));
  }
  return blocks.length === 0 ? null : { blocks, leaves };
}

interface Misplaced {
  readonly metadata: Metadata;
  /** Where the mapping stands that the block is in. */
  readonly pointer: Pointer;
  readonly holder: Mapping;
}

/** Blocks below the root: moved there by hand, or files that became items of a List. SOPS refuses them, and a key opens them all the same. */
function misplacedBlocks(document: Document): Misplaced[] {
  const found: Misplaced[] = [];
  const visit = (node: Node, pointer: Pointer, depth: number): void => {
    if (depth > 50 || found.length > 1000 || node.kind === 'scalar') return;
    if (node.kind === 'sequence') {
      for (const [at, item] of node.items.entries()) visit(item, child(pointer, at), depth + 1);
      return;
    }
    const metadata = pointer === '' || get(node, 'sops') === undefined ? null : readMetadata({ ...document, root: node });
    if (metadata !== null) found.push({ metadata, pointer, holder: node });
    for (const { key, value } of node.entries) {
      if (metadata === null || key.text !== 'sops') visit(value, child(pointer, key.text), depth + 1);
    }
  };
  if (document.root !== null) visit(document.root, root, 0);
  return found;
}

/** What was encrypted as a file of its own is authenticated by its own keys; what was moved, by those of the whole document. */
function leavesBelow(document: Document, { metadata, pointer, holder }: Misplaced): EncryptedLeaf[] {
  if (textAt(holder, 'apiVersion') !== null && textAt(holder, 'kind') !== null) {
    const own = encryptedLeaves({ ...document, root: holder, comments: [] }, metadata);
    return own.map((leaf) => ({ ...leaf, pointer: `${pointer}${leaf.pointer}` }));
  }
  return encryptedLeaves(document, { ...metadata, members: [] }).filter((leaf) => !leaf.pointer.startsWith(`${pointer}/sops/`));
}

function blockOf(metadata: Metadata, document: number): SopsBlock {
  const { recipients, groups, threshold, mac, lastModified } = metadata;
  const plain = recipients.map(({ kind, id, group, wrapped }) => ({ kind, id, group, wrapped: copy(wrapped) }));
  return { document, recipients: plain, groups, threshold, mac: mac === null ? null : copy(mac), lastModified };
}

const sameKeys = (a: SopsBlock, b: SopsBlock): boolean =>
  a.mac === b.mac &&
  a.recipients.length === b.recipients.length &&
  a.recipients.every(({ wrapped }, at) => wrapped === b.recipients[at]?.wrapped);

/** Whatever the selector says of them: who has the data key opens all. */
function encryptedLeaves(document: Document, metadata: Metadata): EncryptedLeaf[] {
  const found = leavesOf(document, metadata);
  const leaves = found.leaves.flatMap(({ pointer, keys, enc, node }) =>
    enc === null ? [] : [leaf(pointer, keys, readable(node.text), false)],
  );
  const comments = found.comments.flatMap(({ pointer, keys, enc, comment }) => {
    const { start, end } = comment.span;
    const written = comment.text === '' ? document.source.text.slice(start, end) : comment.text;
    return enc?.kind === 'enc' ? [leaf(pointer, keys, written, true)] : [];
  });
  return [...leaves, ...comments];
}

/** The ciphertext as a reader takes it who, like SOPS, lets text behind the bracket be; null: it is broken. */
function readable(text: string): string | null {
  const cut = text.slice(0, text.indexOf(']') + 1);
  return parseEnc(cut)?.kind === 'enc' ? cut : null;
}

function leaf(pointer: string, keys: readonly string[], enc: string | null, comment: boolean): EncryptedLeaf {
  return { pointer, content: { path: additionalData(keys), enc: enc === null ? null : copy(enc), comment }, keys };
}

/** A slice would keep the whole file in memory. */
const copy = (text: string): string => Buffer.from(text).toString();

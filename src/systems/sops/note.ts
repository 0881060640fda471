import { createHash } from 'node:crypto';
import { Concealed } from '../../model/concealed.ts';
import type { Document, Place } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import type { SnapshotFile } from '../../model/snapshot.ts';
import type { SopsConfig } from './config.ts';
import { tripleOf } from './enc.ts';
import { placeIn } from './facts.ts';
import { additionalData, isBlank, type Leaf, type Leaves } from './leaves.ts';
import { clearBytes } from './mac.ts';
import type { Metadata } from './metadata.ts';
import type { Named } from './recipients.ts';
import type { SelectorName } from './selector.ts';

/** What is kept of an encrypted document to judge Snapshots and Changes: ciphertexts and claims, never a plaintext. */
export interface BlockNote {
  readonly kind: 'block';
  readonly document: number;
  readonly mac: string | null;
  readonly macOnlyEncrypted: boolean;
  readonly groups: number;
  readonly threshold: number | null;
  readonly selector: { readonly name: SelectorName; readonly value: string };
  readonly binary: boolean;
  readonly recipients: readonly NotedRecipient[];
  /** All leaves that count for the MAC, in order. */
  readonly leaves: readonly NotedLeaf[];
  readonly place: Place;
  readonly macPlace: Place;
}

/** `wrapped`: a digest of the wrapped key, which is public; equal ones hold one data key. */
interface NotedRecipient extends Named {
  readonly group: number;
  readonly wrapped: string;
}

/**
 * `triple`: a digest of the ciphertext. What stands in clear is kept concealed, so it is known in this process only: read
 * from a cache it is no longer comparable, and counts as unchanged.
 */
export type NotedLeaf =
  | { readonly kind: 'encrypted'; readonly pointer: Pointer; readonly path: string; readonly triple: string; readonly iv: string }
  | { readonly kind: 'clear'; readonly pointer: Pointer; readonly content: Concealed };

/** A `.sops.yaml`. */
interface ConfigNote {
  readonly kind: 'config';
  readonly config: SopsConfig;
}

export type SopsNote = BlockNote | ConfigNote;

export function noteOf(document: Document, metadata: Metadata, found: Leaves): BlockNote {
  const mac = metadata.fields.members.get('mac') ?? metadata;
  return {
    kind: 'block',
    document: document.index,
    mac: metadata.mac,
    macOnlyEncrypted: metadata.macOnlyEncrypted,
    groups: metadata.groups,
    threshold: metadata.threshold,
    selector: { name: metadata.selector.name, value: metadata.selector.value },
    binary: document.format === 'json' && found.leaves.length === 1 && found.leaves[0]?.pointer === '/data',
    recipients: metadata.recipients.map(({ kind, id, group, wrapped }) => ({
      kind,
      id,
      group,
      wrapped: digest(wrapped.replace(/\s+/g, '')),
    })),
    leaves: found.leaves.filter((leaf) => !isBlank(leaf)).map((leaf) => notedLeaf(document, leaf)),
    place: placeIn(document, metadata),
    macPlace: placeIn(document, mac),
  };
}

/** The blocks of a file, in the order of its documents. */
export function blocksOf(file: SnapshotFile): readonly BlockNote[] {
  return notesOf(file).filter((note) => note.kind === 'block');
}

export function configOf(file: SnapshotFile | undefined): SopsConfig | null {
  return file === undefined ? null : (notesOf(file).find((note) => note.kind === 'config')?.config ?? null);
}

export const encryptedIn = (blocks: readonly BlockNote[]): number =>
  blocks.reduce((sum, block) => sum + block.leaves.filter(({ kind }) => kind === 'encrypted').length, 0);

/** Notes are written by `noteOf` and the reader of configurations alone, whatever way they took since. */
function notesOf(file: SnapshotFile): readonly SopsNote[] {
  const notes = file.facts.notes['sops'];
  return Array.isArray(notes) ? (notes as readonly SopsNote[]) : [];
}

function notedLeaf(document: Document, { pointer, keys, enc, node }: Leaf): NotedLeaf {
  if (enc?.kind === 'enc') return { kind: 'encrypted', pointer, path: additionalData(keys), triple: digest(tripleOf(enc)), iv: enc.iv };
  const bytes = clearBytes(node, document, true);
  return { kind: 'clear', pointer, content: new Concealed(bytes === null ? '' : Buffer.from(bytes).toString('latin1')) };
}

const digest = (ciphertext: string): string =>
  ciphertext === '' ? '' : createHash('sha256').update(ciphertext).digest('base64url').slice(0, 22);

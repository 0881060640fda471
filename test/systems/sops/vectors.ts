import { readFileSync } from 'node:fs';
import { readDocuments } from '../../../src/manifest/documents.ts';
import type { Document } from '../../../src/model/document.ts';
import { repoPath } from '../../../src/model/ids.ts';
import type { SnapshotFile } from '../../../src/model/snapshot.ts';
import { sops } from '../../../src/systems/sops/index.ts';
import type { Emit, File } from '../../../src/systems/system.ts';
import { decode } from '../../../src/text/decode.ts';
import { profileOf } from '../../../src/text/profile.ts';

/** One entry of the vectors' index that is about SOPS. */
export interface Vector {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly class: string;
  readonly before?: string;
  readonly synthetic?: boolean;
  readonly expect: {
    readonly documents: number;
    readonly recipients: readonly { readonly type: string; readonly id: string; readonly group: number }[];
    readonly groups: number;
    readonly threshold: number | null;
    readonly selector: Readonly<Record<string, string>> | null;
    readonly macOnlyEncrypted: boolean;
    readonly opens: Readonly<Record<string, 'data-key' | 'share'>>;
    readonly openSets: readonly (readonly string[])[];
    readonly decrypts: boolean | null;
    readonly macValid: boolean | null;
    /** With the document in files of several. */
    readonly encrypted: readonly (string | { readonly document: number; readonly pointer: string })[] | null;
    readonly clear: readonly string[] | null;
    readonly encryptedComments: number;
    readonly problems: readonly Problem[];
    readonly change?: Readonly<Record<string, unknown>>;
  };
}

export interface Problem {
  readonly class: string;
  readonly at: { readonly document?: number; readonly pointer?: string };
  readonly needsKey?: boolean;
}

const index = JSON.parse(readFileSync('test/vectors/index.json', 'utf8')) as { readonly vectors: readonly Vector[] };

export const vectors: readonly Vector[] = index.vectors.filter(({ system }) => system === 'sops');

/** A text as the scanner meets it at a path. */
export function fileOf(path: string, content: string | Uint8Array): File & { readonly documents: readonly Document[] } {
  const bytes = Buffer.from(content);
  const profile = profileOf(repoPath(path));
  const decoded = decode(bytes);
  const source = decoded.kind === 'text' ? decoded.source : null;
  return { profile, bytes, source, documents: source === null ? [] : readDocuments(source, profile) };
}

export const vectorFile = (file: string): ReturnType<typeof fileOf> => fileOf(file, readFileSync(`test/vectors/${file}`));

/** The notes of a file, as they are kept with its facts. */
export function snapshotFile(path: string, content: string | Uint8Array): SnapshotFile {
  const file = fileOf(path, content);
  const notes: unknown[] = [];
  const emit: Emit = { value: () => {}, passes: () => false, observe: () => {}, link: () => {}, note: (note) => notes.push(note) };
  for (const document of file.documents) {
    if (document.root === null) continue;
    sops.envelope?.(document, file, emit);
    sops.document?.(document, file, emit);
  }
  const coverage = { bytes: 0, documents: 0, resources: 0, values: 0, skipped: null, unparsed: [], incomplete: [] };
  const facts = {
    profile: file.profile,
    facts: [],
    links: [],
    resources: [],
    envelope: notes.length > 0 ? 'sops' : null,
    comments: [],
    coverage,
    notes: { sops: notes },
  };
  return { path: repoPath(path), blob: null, facts };
}

import { createHash } from 'node:crypto';
import { reveal } from '../model/concealed.ts';
import type { ValueFact } from '../model/fact.ts';
import type { RepoPath } from '../model/ids.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import { isClear } from '../systems/clear-values.ts';
import { folderOf } from '../systems/relative-path.ts';
import { parseSealed } from '../systems/sealed-secrets/ciphertext.ts';
import { parseEnc, readableOf } from '../systems/sops/enc.ts';

/** A value in one version of a file, in clear or closed (sealed, encrypted). */
export type Sighting = ClearSighting | ClosedSighting;

interface Seen {
  readonly fact: ValueFact;
  readonly name: ValueName;
}

export interface ClearSighting extends Seen {
  readonly kind: 'clear';
  /** How many bytes it has: as it is, with one line end more or less. */
  readonly lengths: readonly number[];
}

export interface ClosedSighting extends Seen {
  readonly kind: 'closed';
  /** A digest of the ciphertext, which is public; it is kept in memory only. */
  readonly ciphertext: string;
  /** Bytes of the plaintext where the ciphertext tells, else null. */
  readonly length: number | null;
  /** What was encrypted is the base64 of the value: SOPS takes members of `data` as they stand there. */
  readonly isBase64: boolean;
}

/** What a value is called in every version: by its object, else by its file. */
export interface ValueName {
  readonly object: string;
  readonly key: string;
  /** null: whoever applies the manifest says so; '' where there is no namespace to speak of. */
  readonly namespace: string | null;
  readonly folder: string;
}

/** Every value of a version that is closed, or a secret in clear. Placeholders and examples never were the value. */
export function sightingsOf(path: RepoPath, facts: BlobFacts): Sighting[] {
  const found: Sighting[] = [];
  for (const fact of facts.facts) {
    if (fact.subject !== 'value' || fact.content === undefined || fact.container === 'key-material') continue;
    if (fact.protection === 'sealed' || fact.protection === 'encrypted') {
      const length = reveal(fact.content, plaintextLength);
      const isBase64 = fact.resource?.kind === 'Secret' && fact.keyPath.startsWith('data.');
      found.push({ kind: 'closed', fact, name: nameOf(fact, path), ciphertext: reveal(fact.content, digest), length, isBase64 });
    } else if (!fact.example && isClear(fact)) {
      found.push({ kind: 'clear', fact, name: nameOf(fact, path), lengths: reveal(fact.content, possibleLengths) });
    }
  }
  return found;
}

/** Whether a ciphertext can hold what was seen in clear: its length is public. */
export function mayHold({ length, isBase64 }: ClosedSighting, { lengths }: ClearSighting): boolean {
  return length === null || lengths.some((bytes) => length === (isBase64 ? 4 * Math.ceil(bytes / 3) : bytes));
}

/** These make a Secret of their own name, with the keys they have. */
const secretMakers: ReadonlySet<string> = new Set(['Secret', 'SealedSecret', 'KamusSecret']);

function nameOf({ resource, key, keyPath }: ValueFact, path: RepoPath): ValueName {
  const folder = folderOf(path);
  if (resource === null || resource.name === null) return { object: `file ${withoutMarks(path)}`, key: keyPath, namespace: '', folder };
  const { apiVersion, kind, name, namespace } = resource;
  if (secretMakers.has(kind) && key !== null) return { object: `Secret ${name}`, key, namespace, folder };
  return { object: `${apiVersion.replace(/\/?[^/]*$/, '')} ${kind} ${name}`, key: keyPath, namespace, folder };
}

/** `secrets.enc.yaml` is what became of `secrets.yaml`. */
const withoutMarks = (path: RepoPath): string =>
  path.replace(/\.(?:enc|encrypted|sops|sealed|dec|decrypted|plain|clear)(?=\.[^/]*$|$)/g, '');

const digest = (text: string): string => createHash('sha256').update(text.replace(/\s+/g, '')).digest('base64url').slice(0, 22);

function plaintextLength(text: string): number | null {
  const enc = readableOf(parseEnc(text));
  if (enc !== null) return enc.length;
  const sealed = parseSealed(text.replace(/\s+/g, ''));
  return sealed.kind === 'sealed' ? sealed.plaintextLength : null;
}

function possibleLengths(text: string): readonly number[] {
  return [text, `${text}\n`, text.replace(/\r?\n$/, '')].map((one) => Buffer.byteLength(one));
}

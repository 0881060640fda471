import type { Document, Place, SourceText } from '../model/document.ts';
import type { Container, Protection } from '../model/fact.ts';
import type { Pointer } from '../model/ids.ts';
import type { PathProfile } from '../model/profile.ts';
import type { Resource, ResourceId } from '../model/resource.ts';
import type { Change, Link, Snapshot, SnapshotFile } from '../model/snapshot.ts';
import type { Scalar } from '../model/tree.ts';

/**
 * One GitOps secret system: what is its ciphertext, its reference, its plaintext field, its key, its remedy. Every member
 * beyond the first four is there only where the system has such a thing. Recognising follows one convention:
 * null or false = not mine; a thrown `Broken` = mine and broken. Systems find and describe values; whether a plain value is
 * a secret is judged once, afterwards and for all systems alike (`scan/judge.ts`).
 */
export interface System {
  readonly id: string;
  readonly title: string;
  /** Every word this system uses as `aspect`, with what it means in one clause. The set is closed: rules match on it. */
  readonly aspects: Readonly<Record<string, string>>;
  readonly remedy: Remedy;

  /** Its placeholder and ciphertext grammar, tried on every plain value of every document. */
  readonly grammars?: readonly Grammar[];
  /** Sees all documents of a blob side by side, those in strings aside: what one says of another (SOPS blocks that differ). */
  stream?(documents: readonly Document[], file: File, emit: Emit): void;
  /** Covers single values of whole documents (SOPS, kubesec); asked before everything else. */
  envelope?(document: Document, file: File, emit: Emit): Envelope | null;
  /** Whole documents that are no Kubernetes objects (dotenv, Terraform, kubeconfig ...). True: mine, and nobody else reads it. */
  document?(document: Document, file: File, emit: Emit): boolean;
  /** By API group and kind, never by kind alone. The first system that says yes reads the resource; `core` comes last. */
  claims?(resource: Resource): boolean;
  read?(resource: Resource, file: File, emit: Emit): void;
  /** Who reads what it claims after it, as any other object: it knows but a part of it. */
  readonly rest?: System;
  /** Looks at the text of every text blob, whatever its format (armour, identities, ciphertext outside manifests). */
  text?(source: SourceText, file: File, emit: Emit): void;
  /** Looks at blobs that are not text (DER keys, binary keyrings). */
  binary?(bytes: Uint8Array, file: File, emit: Emit): void;

  /** Judges files against one another. */
  snapshot?(snapshot: Snapshot, emit: SnapshotEmit): void;
  /** Judges one place before and after. */
  change?(change: Change, emit: SnapshotEmit): void;
}

/** What is known of the blob when a system looks at it. */
export interface File {
  readonly profile: PathProfile;
  readonly source: SourceText | null;
  readonly bytes: Uint8Array;
}

/** Covers the values of one document. */
export interface Envelope {
  readonly system: string;
  /** What the envelope makes of the value at `pointer`; null: it does not cover it (its selector leaves it in clear). */
  protect(pointer: Pointer, node: Scalar): { readonly protection: Protection; readonly damage: string | null } | null;
  /** Members of the root that are the envelope's own metadata: no other system reads them. */
  readonly metadata: readonly string[];
  /** The values the envelope finds itself, asked for once it stands: they are judged under it like those of any other system. */
  values?(emit: Emit): void;
}

/** Mine and broken. The message is one sentence without a value; the document's other values are still judged. */
export class Broken extends Error {}

/** A value somebody found: where it is and what kind of place that is. */
export interface Candidate {
  readonly aspect: string;
  readonly container: Container;
  /** The text to judge: decoded scalar, or what stands in a line of a file without a tree. */
  readonly text: string;
  /** The scalar it came from, where there is one: its type, tag and template actions matter. */
  readonly node?: Scalar;
  readonly place: Place;
  readonly resource: ResourceId | null;
  readonly key: string | null;
  readonly keyPath: string;
  /** `base64`: by the API's definition the text is base64 of the value (`Secret.data`, `binaryData`). */
  readonly encoding?: 'base64';
  /** Set when the system knows already; otherwise grammars and sensitivity decide. */
  readonly protection?: Protection;
  readonly damage?: string;
  /** Keys beside it: a username beside a password says something. */
  readonly neighbours?: readonly string[];
  /** Others beside it are called as they read (`username: username`): names, not values. */
  readonly amongNames?: boolean;
  /** `type` of the Secret it stands in. */
  readonly secretType?: string;
  readonly liveExport?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Something to say about a resource, a document or a reference rather than about a value. */
export interface Observation {
  readonly subject: 'resource' | 'document' | 'reference';
  readonly aspect: string;
  readonly place: Place;
  readonly resource: ResourceId | null;
  readonly key?: string;
  readonly keyPath: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Something told, with the system that told it. */
export type By<T> = T & { readonly system: string };

/** Bound to the system whose hook is given it: what is told by it is that system's, and none has to say so. */
export interface Emit {
  value(candidate: Candidate): void;
  /**
   * Asked by a walk before it describes a value: true where one like it is known to say nothing, and this one has been counted.
   * Most values of a history are so. Not asked where a candidate would say more than what is asked with.
   * An emit made of another that changes or drops values has to answer for them here too (`literal-part.ts`).
   */
  passes(node: Scalar, pointer: Pointer, key: string | null, keyPath: string, as: Passing, container: Container): boolean;
  observe(observation: Observation): void;
  /** `system` only where another judges the link than the one that found it. */
  link(link: Omit<Link, 'system'> & Partial<Pick<Link, 'system'>>): void;
  /** Kept with the blob's facts for `snapshot` and `change`, under the system's id. Never a plaintext. */
  note(note: unknown): void;
}

/** What a value of a document would be emitted as. */
export interface Passing extends Pick<Candidate, 'aspect' | 'resource' | 'encoding' | 'secretType' | 'liveExport'> {
  readonly document: Document;
}

/** Bound to its system like `Emit`. */
export interface SnapshotEmit {
  /** Whose links and notes the hook judges. */
  readonly system: string;
  observe(at: SnapshotFile, observation: Omit<Observation, 'subject'>): void;
}

/** One grammar of a reference or a ciphertext that may stand where a value is expected. */
export interface Grammar {
  readonly id: string;
  readonly system: string;
  /** Global (`g`), without look-behind over user input longer than a line; linear on hostile input. */
  readonly pattern: RegExp;
  readonly kind: 'reference' | 'ciphertext' | 'template';
  /** Only the whole value counts, not a part of it. */
  readonly whole?: boolean;
  /**
   * The literal a match carries in clear (a default, `ref+echo://`, a credential in a query), to be judged as a value
   * beside the reference; null where it carries none.
   */
  literal?(match: RegExpExecArray): string | null;
  /** The variable that this literal is the default of. */
  variable?(match: RegExpExecArray): string | null;
}

/** What to do when a value or key of the system has leaked, in the order upstream demands. Commands use `{name}` and `{namespace}`. */
export interface Remedy {
  /** One sentence: what kind of thing has to be rotated. */
  readonly rotate: string;
  readonly steps: readonly RemedyStep[];
}

export interface RemedyStep {
  readonly text: string;
  readonly command?: string;
}

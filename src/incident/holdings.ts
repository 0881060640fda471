import type { Scope } from '../model/compromise.ts';
import type { Concealed } from '../model/concealed.ts';
import type { Recipient } from '../model/recipient.ts';
import type { ResourceId } from '../model/resource.ts';

/**
 * What one blob holds that a key could open or that a leaked value could equal, established without any key. All of it may be stored
 * but the contents of `plain` and the text of a SOPS file, which hold values in clear and live in memory only.
 */
export interface Holdings {
  readonly sealed: readonly SealedHolding[];
  readonly sops: SopsHolding | null;
  readonly plain: readonly PlainHolding[];
  readonly material: readonly MaterialHolding[];
  /** Certificates that the controller of Sealed Secrets made. */
  readonly certificates: readonly CertificateHolding[];
  /** `namespace/name` of the objects in it, `/name` without a namespace: candidates for what a value was sealed for. */
  readonly names: readonly string[];
  /** Values of SOPS stand in a text that does not parse, so that its metadata could not be read. */
  readonly unread: boolean;
}

/** Where a value stands in a blob. */
export interface Spot {
  readonly document: number;
  readonly pointer: string;
  readonly resource: ResourceId | null;
  readonly key: string;
}

export interface SealedHolding extends Spot {
  /** Canonical base64 of the whole value: equal ciphertexts are tried once. */
  readonly ciphertext: string;
  readonly declared: Scope | null;
}

export interface SopsHolding {
  readonly blocks: readonly SopsBlock[];
  readonly leaves: readonly SopsLeaf[];
  /** The whole file, in memory only, since leaves in clear count for the MAC; null where it is too large or was not read in this run. */
  readonly file: Concealed | null;
}

/** One `sops` block. The CLI reads the first, Flux each document's own: a key in any of them opens something. */
export interface SopsBlock {
  readonly document: number;
  readonly recipients: readonly Recipient[];
  readonly groups: number;
  readonly threshold: number | null;
  readonly mac: string | null;
  readonly lastModified: string | null;
}

export interface SopsLeaf extends Spot {
  /** What is authenticated with the value. */
  readonly path: string;
  /** null: it claims to be a ciphertext and is none. */
  readonly enc: string | null;
  readonly comment: boolean;
}

export interface PlainHolding extends Spot {
  readonly content: Concealed;
}

export interface MaterialHolding {
  /** null: nothing of its public half is known, as it is locked or of a form that names none. */
  readonly keyId: string | null;
  readonly kind: string;
  readonly fingerprint: string | null;
  readonly recipients: readonly string[];
  /** Its certificate stands beside it and has the shape the controller of Sealed Secrets gives. */
  readonly controllerMade: boolean;
  readonly locked: boolean;
}

export interface CertificateHolding {
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

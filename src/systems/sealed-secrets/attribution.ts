import type { Sealed } from './ciphertext.ts';

/** What is publicly known of a sealing key. */
export interface SealingCertificate {
  readonly id: string;
  /** Big-endian, without leading zeros. */
  readonly modulus: Uint8Array;
  /** ISO 8601; null where there is no certificate. */
  readonly notBefore: string | null;
  /** Only the controller makes key and certificate at one moment; a brought certificate says nothing of the age of its key. */
  readonly controllerMade: boolean;
}

/** Why a ciphertext cannot be of a key. `older-than-key` holds if dates are honest; the others are mathematics. */
type Exclusion = 'modulus-size' | 'above-modulus' | 'older-than-key';

/** Clocks differ between the cluster and whoever committed. */
const skewMilliseconds = 24 * 60 * 60 * 1000;

/** Every reason that excludes a key; none: it is possible. `earliest`: the earliest commit that holds the ciphertext, ISO 8601. */
export function exclusions(sealed: Sealed, certificate: SealingCertificate, earliest: string | null): readonly Exclusion[] {
  const found: Exclusion[] = [];
  if (sealed.rsa.length !== certificate.modulus.length) found.push('modulus-size');
  else if (Buffer.compare(sealed.rsa, certificate.modulus) >= 0) found.push('above-modulus');
  if (earliest !== null && certificate.controllerMade && certificate.notBefore !== null) {
    if (Date.parse(earliest) < Date.parse(certificate.notBefore) - skewMilliseconds) found.push('older-than-key');
  }
  return found;
}

/**
 * How probable each candidate is as the key of a group of values that were sealed together (one kubeseal run), by id. RSA
 * blocks are uniform below the modulus, so a group of M values has the likelihood n^-M under every modulus above its largest
 * block, and 0 under the others. Holds if the true key is among the candidates; an empty map: none of them can be it.
 */
export function posterior(group: readonly Sealed[], candidates: readonly SealingCertificate[]): ReadonlyMap<string, number> {
  const possible = candidates.filter((candidate) =>
    group.every((sealed) => sealed.rsa.length === candidate.modulus.length && Buffer.compare(sealed.rsa, candidate.modulus) < 0),
  );
  const logarithms = possible.map((candidate) => -group.length * Math.log(fraction(candidate.modulus)));
  const largest = Math.max(...logarithms);
  const weights = logarithms.map((logarithm) => Math.exp(logarithm - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return new Map(possible.map((candidate, at) => [candidate.id, (weights[at] ?? 0) / total]));
}

/** n / 2^bits to the precision of a double; only quotients of moduli of one length are compared. */
function fraction(modulus: Uint8Array): number {
  return Buffer.from(modulus).readUIntBE(0, 6) / 2 ** 48;
}

import { decodeBech32 } from './bech32.ts';
import { ageRecipient } from './fingerprint.ts';

/** A secret identity of age. Handles of plugins (`AGE-PLUGIN-...`) name a device and are no secret. */
interface AgeIdentity {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Its recipient; null where it is post-quantum, or mistyped. */
  readonly recipient: string | null;
  readonly postQuantum: boolean;
}

/** Every identity of a text. Samples (`AGE-SECRET-KEY-1XXXX`, one letter over and over) are left out. */
export function ageIdentities(text: string): AgeIdentity[] {
  const found: AgeIdentity[] = [];
  for (const match of text.matchAll(/AGE-SECRET-KEY-(PQ-)?1([02-9AC-HJ-NP-Z]{58})(?![0-9A-Za-z])/g)) {
    const decoded = decodeBech32(match[0]);
    const varied = decoded === null ? new Set(match[2]).size >= 14 : new Set(decoded.bytes).size >= 10;
    if (!varied) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      recipient: decoded === null || match[1] !== undefined ? null : ageRecipient(decoded.bytes),
      postQuantum: match[1] !== undefined,
    });
  }
  return found;
}

/** Work factor (logarithm) of an age file that only a passphrase locks; null for other files of age, and for anything else. */
export function passphraseWork(file: Uint8Array): number | null {
  const head = Buffer.from(file.subarray(0, 200)).toString('latin1');
  const work = /^age-encryption\.org\/v1\n-> scrypt \S{1,60} (\d{1,2})\n/.exec(head)?.[1];
  return work === undefined ? null : Number(work);
}

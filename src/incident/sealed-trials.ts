import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { Concealed } from '../model/concealed.ts';
import { parseSealed, type Sealed } from '../systems/sealed-secrets/ciphertext.ts';
import { openEncoded, rsaBlock, type SealingKey, sealingKey } from '../systems/sealed-secrets/unseal.ts';
import type { LeakedKey } from './keys/leaked.ts';

/** What became of a ciphertext under all leaked private keys. It may be stored: the hash is that of a label, not of a value. */
export type SealedOutcome =
  | { readonly kind: 'opened' | 'damaged'; readonly keyId: string; readonly labelHash: string }
  | { readonly kind: 'closed'; readonly reasons: readonly ClosedReason[] };

type ClosedReason = 'modulus-size' | 'above-modulus' | 'decryption';

/** Raw RSA with a private key on many blocks, wherever it is computed; null where an operation failed. */
export type RawRsa = (key: KeyObject, blocks: readonly Uint8Array[]) => Promise<readonly (Uint8Array | null)[]>;

export const rawRsaHere: RawRsa = async (key, blocks) =>
  blocks.map((block) => {
    try {
      return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block);
    } catch {
      return null;
    }
  });

/** Trials of ciphertexts of Sealed Secrets: each ciphertext once, keys excluded by size or modulus never. */
export class SealedTrials {
  readonly outcomes = new Map<string, SealedOutcome>();
  private readonly plaintexts = new Map<string, Concealed>();
  private readonly keys: readonly { readonly id: string; readonly sealing: SealingKey }[];
  private readonly rawRsa: RawRsa;
  private recalled: (ciphertext: string) => SealedOutcome | undefined = () => undefined;

  constructor(keys: readonly LeakedKey[], rawRsa: RawRsa = rawRsaHere) {
    this.keys = keys.flatMap(({ key, rsaPrivate }) => {
      const sealing = rsaPrivate === null ? null : sealingKey(rsaPrivate);
      return sealing === null ? [] : [{ id: key.id, sealing }];
    });
    this.rawRsa = rawRsa;
  }

  /** Outcomes of an earlier sweep: what was closed stays closed; what opened is opened again, for its value. */
  recall(known: ReadonlyMap<string, SealedOutcome>, nameOf: (ciphertext: string) => string): void {
    this.recalled = (ciphertext) => known.get(nameOf(ciphertext));
  }

  /** The value, in memory only, as a character a byte; undefined where it is not open. */
  plaintext(ciphertext: string): Concealed | undefined {
    return this.plaintexts.get(ciphertext);
  }

  async run(ciphertexts: Iterable<string>): Promise<void> {
    let open = new Map<string, { readonly sealed: Sealed; readonly reasons: Set<ClosedReason> }>();
    for (const ciphertext of ciphertexts) {
      if (this.outcomes.has(ciphertext) || open.has(ciphertext)) continue;
      const before = this.recalled(ciphertext);
      if (before?.kind === 'closed') {
        this.outcomes.set(ciphertext, before);
        continue;
      }
      const sealed = sealedOf(ciphertext);
      if (sealed !== null) open.set(ciphertext, { sealed, reasons: new Set() });
    }
    for (const { id, sealing } of this.keys) {
      const tried: { readonly ciphertext: string; readonly sealed: Sealed; readonly block: Uint8Array }[] = [];
      for (const [ciphertext, { sealed, reasons }] of open) {
        const block = rsaBlock(sealed, sealing);
        if (typeof block === 'string') reasons.add(block);
        else tried.push({ ciphertext, sealed, block });
      }
      const encoded = await this.rawRsa(
        sealing.key,
        tried.map(({ block }) => block),
      );
      for (const [at, { ciphertext, sealed }] of tried.entries()) {
        const result = openEncoded(encoded[at] ?? new Uint8Array(), sealed.body);
        if (result.kind === 'excluded') {
          open.get(ciphertext)?.reasons.add('decryption');
          continue;
        }
        this.outcomes.set(ciphertext, { kind: result.kind, keyId: id, labelHash: Buffer.from(result.labelHash).toString('hex') });
        if (result.kind === 'opened') this.plaintexts.set(ciphertext, new Concealed(Buffer.from(result.plaintext).toString('latin1')));
      }
      open = new Map([...open].filter(([ciphertext]) => !this.outcomes.has(ciphertext)));
    }
    for (const [ciphertext, { reasons }] of open) this.outcomes.set(ciphertext, { kind: 'closed', reasons: [...reasons].sort() });
  }
}

/** The parts of a ciphertext, also of one that is damaged as far as a patient holder of the key can read it; null: nothing is left. */
export function sealedOf(text: string): Sealed | null {
  const parsed = parseSealed(text);
  if (parsed.kind === 'sealed') return parsed;
  return parsed.kind === 'broken' ? parsed.readable : null;
}

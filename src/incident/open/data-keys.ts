import { constants, privateDecrypt } from 'node:crypto';
import type { Recipient } from '../../model/recipient.ts';
import { combineShares } from '../../systems/sops/shamir.ts';
import type { SopsBlock } from '../holdings.ts';
import type { LeakedKey } from '../keys/leaked.ts';
import { unarmor } from './armor.ts';

/** A data key that leaked keys yield. Both stay in memory. */
export interface DataKey {
  readonly bytes: Uint8Array;
  /** Keys of which each alone yields it, or which yield it together. */
  readonly keyIds: readonly string[];
  /** It took shares of several key groups. */
  readonly together: boolean;
}

interface Unwrapped {
  readonly dataKeys: readonly DataKey[];
  /** Keys that open a share of a key group, where the shares do not suffice. */
  readonly shareholders: readonly string[];
}

/**
 * Tries every leaked private key on every wrapped key, whatever its label says: labels are not authenticated. Equal wrapped keys are
 * tried once, in whatever file they stand.
 */
export class Unwrapper {
  private readonly keys: readonly LeakedKey[];
  private readonly seen = new Map<string, Promise<readonly Opened[]>>();

  constructor(keys: readonly LeakedKey[]) {
    this.keys = keys.filter(({ key }) => key.private);
  }

  async block(block: SopsBlock): Promise<Unwrapped> {
    const direct: Opened[] = [];
    const shares: (Opened & { readonly group: number })[] = [];
    for (const recipient of block.recipients) {
      for (const opened of await this.wrapped(recipient)) {
        if (opened.bytes.length === 32) direct.push(opened);
        if (opened.bytes.length === 33) shares.push({ ...opened, group: recipient.group });
      }
    }
    const dataKeys = merge(direct);
    const joined = join(shares, block);
    if (joined !== null) dataKeys.push(joined);
    const held = joined === null ? shares.map(({ keyId }) => keyId) : [];
    return { dataKeys, shareholders: [...new Set(held)] };
  }

  private wrapped({ wrapped }: Recipient): Promise<readonly Opened[]> {
    if (wrapped === '' || wrapped.length > 1 << 18) return Promise.resolve([]);
    const known = this.seen.get(wrapped);
    if (known !== undefined) return known;
    const opening = this.open(wrapped);
    this.seen.set(wrapped, opening);
    return opening;
  }

  private async open(wrapped: string): Promise<readonly Opened[]> {
    const opened: Opened[] = [];
    for (const { key, age, pgp, rsaPrivate } of this.keys) {
      const age64 = unarmor(wrapped, 'AGE ENCRYPTED FILE');
      const pgp64 = age64 === null ? unarmor(wrapped, 'PGP MESSAGE') : null;
      let bytes: Uint8Array | null = null;
      if (age64 !== null) for (const opener of age) bytes ??= await opener.open(age64);
      else if (pgp64 !== null) bytes = (await pgp?.open(pgp64)) ?? null;
      else if (rsaPrivate !== null && /^[\w-]{170,700}$/.test(wrapped)) bytes = unwrapAzure(rsaPrivate, wrapped);
      if (bytes !== null) opened.push({ keyId: key.id, bytes });
    }
    return opened;
  }
}

interface Opened {
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

/** Azure Key Vault wraps with RSA-OAEP-256; a key exported from it works offline. */
function unwrapAzure(key: NonNullable<LeakedKey['rsaPrivate']>, wrapped: string): Uint8Array | null {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(wrapped, 'base64url'));
  } catch {
    return null;
  }
}

function merge(direct: readonly Opened[]): DataKey[] {
  const found: { bytes: Uint8Array; keyIds: string[]; together: false }[] = [];
  for (const { bytes, keyId } of direct) {
    const same = found.find((other) => Buffer.compare(other.bytes, bytes) === 0);
    if (same === undefined) found.push({ bytes, keyIds: [keyId], together: false });
    else if (!same.keyIds.includes(keyId)) same.keyIds.push(keyId);
  }
  return found;
}

/**
 * The data key from one share of each group. The threshold in the metadata is only a claim: two shares or more are put together in any
 * case where it is absent or reached; whether the result is right, the ciphertexts decide.
 */
function join(shares: readonly (Opened & { readonly group: number })[], block: SopsBlock): DataKey | null {
  const groups = new Map(shares.map((share) => [share.bytes[32] ?? share.group, share.bytes]));
  const needed = Math.max(2, block.threshold ?? block.groups);
  if (groups.size < needed) return null;
  const bytes = combineShares([...groups.values()]);
  return bytes === null ? null : { bytes, keyIds: [...new Set(shares.map(({ keyId }) => keyId))], together: true };
}

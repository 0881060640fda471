import { decryptEnc, opensMac } from '../systems/sops/decrypt.ts';
import { parseEnc, tripleOf } from '../systems/sops/enc.ts';
import type { SopsHolding, SopsLeaf } from './holdings.ts';
import type { LeakedKey } from './keys/leaked.ts';
import { type DataKey, Unwrapper } from './open/data-keys.ts';
import { compareMac, type MacOfDocument, type MacState } from './sops-mac.ts';
import { Union } from './union.ts';

/** What leaked private keys can do with one SOPS file, of one blob. */
export interface Reach {
  /** Data keys from its own wrapped keys. */
  readonly own: readonly DataKey[];
  /** Keys that hold a share of a key group, below the threshold. */
  readonly shareholders: readonly string[];
  /** Data keys of other blobs that open it: `updatekeys` without `rotate`, a copied file. */
  readonly inherited: readonly InheritedKey[];
}

interface InheritedKey extends DataKey {
  /** The blob whose metadata yields it. */
  readonly from: string;
}

interface OpenedLeafValue {
  readonly bytes: Uint8Array;
  readonly dataKey: DataKey;
  readonly inherited: InheritedKey | null;
}

/**
 * Data keys and the files they open, over all repositories of a sweep. Which files share a data key is seen in two ways: without any
 * key, by an equal wrapped key, value or MAC (`sharesWith`); with one, by trying it.
 */
export class SopsReach {
  private readonly holdings = new Map<string, SopsHolding>();
  private readonly reaches = new Map<string, Reach>();
  private readonly families = new Union();
  private readonly macs = new Map<string, Map<Uint8Array, MacOfDocument>>();
  private readonly unwrapper: Unwrapper;

  constructor(keys: readonly LeakedKey[]) {
    this.unwrapper = new Unwrapper(keys);
  }

  /** Unwraps what the blob's own metadata holds. */
  async add(blob: string, holding: SopsHolding): Promise<void> {
    if (this.holdings.has(blob)) return;
    this.holdings.set(blob, holding);
    for (const token of publicTokens(holding)) this.families.join(`blob ${blob}`, token);
    const own: DataKey[] = [];
    const shareholders = new Set<string>();
    for (const block of holding.blocks) {
      const unwrapped = await this.unwrapper.block(block);
      own.push(...unwrapped.dataKeys);
      for (const keyId of unwrapped.shareholders) shareholders.add(keyId);
    }
    this.reaches.set(blob, { own, shareholders: [...shareholders], inherited: [] });
  }

  /** Tries every data key on every file that did not yield its own: of the same family first, then of all. Call it when all are added. */
  inherit(): void {
    const known = new Map<string, InheritedKey>();
    for (const [blob, { own }] of [...this.reaches].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const key of own) {
        const name = Buffer.from(key.bytes).toString('latin1');
        const before = known.get(name);
        if (before === undefined) known.set(name, { ...key, from: blob });
        else
          known.set(name, {
            ...before,
            keyIds: [...new Set([...before.keyIds, ...key.keyIds])],
            together: before.together && key.together,
          });
      }
    }
    const keys = [...known.values()];
    for (const [blob, reach] of this.reaches) {
      const holding = this.holdings.get(blob);
      if (holding === undefined) continue;
      const fitting = keys.filter((key) => !reach.own.some((own) => Buffer.compare(own.bytes, key.bytes) === 0) && fits(holding, key));
      this.reaches.set(blob, { ...reach, inherited: fitting });
    }
  }

  of(blob: string): Reach {
    return this.reaches.get(blob) ?? { own: [], shareholders: [], inherited: [] };
  }

  /** The plaintext of a leaf; null where no known data key opens it. */
  open(blob: string, leaf: SopsLeaf): OpenedLeafValue | null {
    const enc = leaf.enc === null ? null : parseEnc(leaf.enc);
    if (enc?.kind !== 'enc') return null;
    const { own, inherited } = this.of(blob);
    for (const dataKey of own) {
      const bytes = decryptEnc(enc, dataKey.bytes, leaf.path);
      if (bytes !== null) return { bytes, dataKey, inherited: null };
    }
    for (const dataKey of inherited) {
      const bytes = decryptEnc(enc, dataKey.bytes, leaf.path);
      if (bytes !== null) return { bytes, dataKey, inherited: dataKey };
    }
    return null;
  }

  /** What the MAC says of the file as it stands in the blob, under a data key that opens it. */
  mac(blob: string, dataKey: DataKey, document: number): MacState {
    const holding = this.holdings.get(blob);
    const known = this.macs.get(blob)?.get(dataKey.bytes);
    const states = known ?? (holding === undefined ? null : compareMac(holding, dataKey.bytes));
    if (states === null) return 'not-compared';
    this.macs.set(blob, (this.macs.get(blob) ?? new Map()).set(dataKey.bytes, states));
    return states(document);
  }

  /** A name for all blobs that share a data key as far as that shows without any key. */
  family(blob: string): string {
    return this.families.find(`blob ${blob}`);
  }
}

/** Does the data key open anything of the file: its MAC, or one of a few leaves, as single ones may be damaged? */
function fits(holding: SopsHolding, { bytes }: DataKey): boolean {
  if (holding.blocks.some((block) => opensMac(block, bytes))) return true;
  const whole = holding.leaves.filter(({ enc }) => enc !== null);
  for (const { enc, path } of whole.slice(0, 3)) {
    const parsed = enc === null ? null : parseEnc(enc);
    if (parsed?.kind === 'enc' && decryptEnc(parsed, bytes, path) !== null) return true;
  }
  return false;
}

/** Texts that two files only share when they share the data key. */
function* publicTokens(holding: SopsHolding): Generator<string> {
  for (const { recipients, mac } of holding.blocks) {
    for (const { wrapped } of recipients) if (wrapped.length > 40) yield `wrapped ${wrapped}`;
    if (mac !== null) yield* token(mac);
  }
  for (const { enc } of holding.leaves) if (enc !== null) yield* token(enc);
}

function* token(text: string): Generator<string> {
  const enc = parseEnc(text);
  // Without data there is only the tag of an empty text.
  if (enc?.kind === 'enc') yield `value ${tripleOf(enc)}`;
}

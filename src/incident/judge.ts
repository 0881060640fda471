import type { EvidenceLevel, SealedFor } from '../model/compromise.ts';
import { Concealed } from '../model/concealed.ts';
import { exclusions, posterior, type SealingCertificate } from '../systems/sealed-secrets/attribution.ts';
import { type LabelTable, matchLabel } from '../systems/sealed-secrets/label.ts';
import { parseEnc } from '../systems/sops/enc.ts';
import { counted } from '../text/counted.ts';
import type { SealedHolding, SopsHolding, SopsLeaf } from './holdings.ts';
import type { LeakedKey } from './keys/leaked.ts';
import { naming } from './listed.ts';
import { type SealedTrials, sealedOf } from './sealed-trials.ts';
import type { MacState } from './sops-mac.ts';
import type { Reach, SopsReach } from './sops-reach.ts';

/** What is claimed of one version of one value. */
export interface Verdict {
  readonly level: EvidenceLevel | 'damaged' | 'excluded';
  readonly keyIds: readonly string[];
  readonly why: string;
  /** Of `excluded`: every reason, by its word. */
  readonly reasons: readonly string[];
  /** Excluded by dates alone. */
  readonly byDates: boolean;
  readonly inherited: boolean;
  readonly together: boolean;
  readonly probability: number | null;
  readonly sealedFor: SealedFor | null;
  /** The value, where it is open, as a character a byte. */
  readonly content: Concealed | null;
  /** Bytes of the plaintext, which the ciphertext shows to everybody; null where it does not. */
  readonly length: number | null;
}

interface Knowledge {
  readonly keys: readonly LeakedKey[];
  readonly trials: SealedTrials;
  readonly reach: SopsReach;
  /** Every SOPS file of the sweep, by blob. */
  readonly sops: ReadonlyMap<string, SopsHolding>;
  /** Earliest commit date of each ciphertext over all repositories, ISO 8601. */
  readonly earliest: ReadonlyMap<string, string>;
  /** Ciphertexts that were probably sealed together with this one, itself included. */
  readonly sealedTogether: (ciphertext: string) => readonly string[];
  readonly labels: LabelTable;
  /** Every sealing certificate ever known (`--certs`): with them a probability can be told. */
  readonly certificates: readonly SealingCertificate[];
  /** Where a blob stands, in words, to name the version a data key came from. */
  readonly whereIs: (blob: string) => string;
}

/** Joins keys and ciphertexts: the strongest evidence wins. */
export class Judge {
  private readonly known: Knowledge;
  private readonly publicRsa: readonly LeakedKey[];
  private readonly publicKeys: readonly LeakedKey[];
  private readonly privateCount: number;
  private readonly namedBy = new Map<string, readonly string[]>();
  private readonly familiesNamedBy = new Map<string, Set<string>>();

  constructor(known: Knowledge) {
    this.known = known;
    this.publicKeys = known.keys.filter(({ key }) => !key.private);
    this.publicRsa = this.publicKeys.filter(({ key, rsa }) => rsa !== null && key.kind === 'sealed-secrets');
    this.privateCount = known.keys.length - this.publicKeys.length;
    for (const [blob, { blocks }] of known.sops) {
      const ids = this.publicKeys.filter((key) => blocks.some((block) => naming(block, key) !== null)).map(({ key }) => key.id);
      this.namedBy.set(blob, ids);
      const family = known.reach.family(blob);
      for (const id of ids) this.familiesNamedBy.set(family, (this.familiesNamedBy.get(family) ?? new Set()).add(id));
    }
  }

  sealed({ ciphertext }: SealedHolding): Verdict {
    const outcome = this.known.trials.outcomes.get(ciphertext);
    const length = sealedOf(ciphertext)?.plaintextLength ?? null;
    if (outcome !== undefined && outcome.kind !== 'closed') {
      const sealedFor = matchLabel(Buffer.from(outcome.labelHash, 'hex'), this.known.labels);
      const base = { keyIds: [outcome.keyId], sealedFor, length };
      if (outcome.kind === 'damaged')
        return verdict('damaged', 'the private key opens the session key, the value does not authenticate', base);
      const content = this.known.trials.plaintext(ciphertext) ?? null;
      return verdict('proven', 'the private key opens the session key, and the value authenticates with it', { ...base, content });
    }
    const reasons = new Set<string>(outcome?.reasons ?? []);
    return this.sealedPublic(ciphertext, reasons, length);
  }

  leaf(blob: string, leaf: SopsLeaf): Verdict {
    const { reach } = this.known;
    const enc = leaf.enc === null ? null : parseEnc(leaf.enc);
    const length = enc?.kind === 'enc' ? enc.length : null;
    const opened = reach.open(blob, leaf);
    if (opened !== null) {
      const { dataKey, inherited, bytes } = opened;
      const content = new Concealed(Buffer.from(bytes).toString('latin1'));
      const base = { keyIds: dataKey.keyIds, content, length, inherited: inherited !== null, together: dataKey.together };
      const mac = macWords[reach.mac(blob, dataKey, leaf.document)];
      return verdict('proven', `${this.whyOpen(dataKey.together, inherited?.from ?? null)}, ${mac}`, base);
    }
    const mine = reach.of(blob);
    const first = mine.own[0] ?? mine.inherited[0];
    if (first !== undefined) {
      const why = 'the private key yields the data key of the file, this value does not authenticate with it';
      return verdict('damaged', why, { keyIds: first.keyIds, length });
    }
    return this.leafUnopened(blob, mine, length);
  }

  private whyOpen(together: boolean, from: string | null): string {
    const how = together
      ? 'the private keys together reach the threshold of its key groups'
      : 'the private key unwraps the data key of this version';
    return from === null ? how : `shares its data key with a version the private key opens: ${this.known.whereIs(from)}`;
  }

  private leafUnopened(blob: string, { shareholders }: Reach, length: number | null): Verdict {
    const named = this.namedBy.get(blob) ?? [];
    if (shareholders.length > 0) {
      const keyIds = [...new Set([...shareholders, ...named])];
      return verdict('listed', 'the private key opens a share of a key group, and the threshold is not reached', { keyIds, length });
    }
    if (named.length > 0) {
      return verdict('listed', 'the metadata of this version names the key as recipient (metadata is not authenticated)', {
        keyIds: named,
        length,
      });
    }
    const family = this.familiesNamedBy.get(this.known.reach.family(blob));
    if (family !== undefined) {
      const why = 'shares its data key with a version whose metadata names the key';
      return verdict('possible', why, { keyIds: [...family].sort(), length, inherited: true });
    }
    const reasons = [...(this.privateCount > 0 ? ['decryption'] : []), ...(this.publicKeys.length > 0 ? ['not-listed'] : [])];
    return verdict('excluded', '', { reasons, length });
  }

  private sealedPublic(ciphertext: string, reasons: Set<string>, length: number | null): Verdict {
    const sealed = sealedOf(ciphertext);
    const earliest = this.known.earliest.get(ciphertext) ?? null;
    const left: LeakedKey[] = [];
    let byDates = false;
    for (const key of this.publicRsa) {
      const found = sealed === null ? ['unreadable'] : exclusions(sealed, certificate(key), earliest);
      if (found.length === 0) left.push(key);
      else for (const reason of found) reasons.add(reason);
      byDates ||= found.length === 1 && found[0] === 'older-than-key';
    }
    if (left.length === 0) {
      if (this.publicRsa.length === 0 && reasons.size === 0) reasons.add('no-key-of-this-kind');
      return verdict('excluded', '', { reasons: [...reasons].sort(), byDates, length });
    }
    return this.sealedPossible(ciphertext, left, length, earliest);
  }

  private sealedPossible(ciphertext: string, left: readonly LeakedKey[], length: number | null, earliest: string | null): Verdict {
    const keyIds = left.map(({ key }) => key.id).sort();
    const mine = new Map(left.map((key) => [key.rsa?.fingerprint ?? '', key]));
    const candidates = this.known.certificates.concat(
      left.map(certificate).filter(({ id }) => !this.known.certificates.some((other) => other.id === id)),
    );
    const group = this.known.sealedTogether(ciphertext).flatMap((other) => sealedOf(other) ?? []);
    if (this.known.certificates.length > 0 && candidates.length > 1) {
      const sealed = sealedOf(ciphertext);
      const inTime = candidates.filter(
        (candidate) => sealed !== null && !exclusions(sealed, candidate, earliest).includes('older-than-key'),
      );
      const probabilities = posterior(group, inTime);
      let best = 0;
      for (const [id, probability] of probabilities) if (mine.has(id)) best = Math.max(best, probability);
      if (best >= 0.5) {
        const why = `posterior ${best.toFixed(2)} from ${counted(group.length, 'value')} sealed together and ${inTime.length} candidate certificates, if the true key is among them`;
        return verdict('likely', why, { keyIds, length, probability: Math.round(best * 10_000) / 10_000 });
      }
    }
    return verdict('possible', 'size and modulus fit, and nothing excludes the key', { keyIds, length });
  }
}

/** What was verified besides the key: the value that is claimed, always; the rest of the file, by its MAC. */
const macWords: Readonly<Record<MacState, string>> = {
  valid: 'the value and the MAC of the file verify',
  mismatch: 'the value verifies, and the MAC of the file does not: it was changed after it was encrypted',
  unauthentic: 'the value verifies, and the MAC of the file does not open with it',
  missing: 'the value verifies, and the file has no MAC',
  undecided: 'the value verifies, and the MAC cannot be compared, as another value of the file does not open',
  'not-compared': 'the value verifies, and the MAC opens and was not compared',
};

function certificate({ key, rsa }: LeakedKey): SealingCertificate {
  return {
    id: rsa?.fingerprint ?? key.id,
    modulus: rsa?.modulus ?? new Uint8Array(),
    notBefore: key.notBefore,
    controllerMade: key.controllerMade,
  };
}

function verdict(level: Verdict['level'], why: string, more: Partial<Verdict> = {}): Verdict {
  return {
    level,
    why,
    keyIds: [],
    reasons: [],
    byDates: false,
    inherited: false,
    together: false,
    probability: null,
    sealedFor: null,
    content: null,
    length: null,
    ...more,
  };
}

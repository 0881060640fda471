import { Concealed, reveal } from '../model/concealed.ts';
import { strictBase64 } from '../text/base64.ts';
import type { PlainHolding, SealedHolding, SopsLeaf, Spot } from './holdings.ts';
import type { Inventory, Stand } from './inventory.ts';
import type { Judge, Verdict } from './judge.ts';
import type { SealedTrials } from './sealed-trials.ts';
import type { SopsReach } from './sops-reach.ts';
import type { Values } from './values.ts';

/** One version of one value at one path, with what is claimed of it. */
export interface Sighting {
  readonly inventory: Inventory;
  readonly stand: Stand;
  readonly spot: Spot;
  readonly system: 'sealed-secrets' | 'sops' | 'plain';
  readonly verdict: Verdict | null;
  /** Number of its plaintext among `Values`: of what is exposed, stands in clear, or opens with a key given for comparing. */
  readonly value: number | null;
  /** Bytes its plaintext can have, where it is not open; null: nobody can tell, [] : nothing is left to open. */
  readonly lengths: readonly number[] | null;
}

/** Keys that did not leak, given to compare today's values: they open and prove nothing. */
export interface Companion {
  readonly trials: SealedTrials;
  readonly reach: SopsReach;
}

/** Every version of every value of the inventories. */
export function* sightings(
  inventories: readonly Inventory[],
  judge: Judge,
  values: Values,
  companion: Companion | null,
): Generator<Sighting> {
  const verdicts = new Map<Spot, { readonly verdict: Verdict; readonly value: number | null }>();
  for (const inventory of inventories) {
    for (const stand of inventory.stands) {
      const holdings = inventory.holdings.get(stand.blob);
      if (holdings === undefined) continue;
      for (const spot of holdings.sealed) {
        const known = verdicts.get(spot) ?? sealed(spot, judge, values, companion);
        verdicts.set(spot, known);
        yield { inventory, stand, spot, system: 'sealed-secrets', ...known, lengths: lengths(known, spot) };
      }
      for (const spot of holdings.sops?.leaves ?? []) {
        const known = verdicts.get(spot) ?? leaf(stand.blob, spot, judge, values, companion);
        verdicts.set(spot, known);
        yield { inventory, stand, spot, system: 'sops', ...known, lengths: lengths(known, spot) };
      }
      for (const spot of holdings.plain)
        yield { inventory, stand, spot, system: 'plain', verdict: null, value: number(spot, values), lengths: [] };
    }
  }
}

function sealed(spot: SealedHolding, judge: Judge, values: Values, companion: Companion | null) {
  const verdict = judge.sealed(spot);
  const content = verdict.content ?? companion?.trials.plaintext(spot.ciphertext) ?? null;
  return { verdict, value: content === null ? null : values.number(content) };
}

function leaf(blob: string, spot: SopsLeaf, judge: Judge, values: Values, companion: Companion | null) {
  const verdict = judge.leaf(blob, spot);
  const bytes = verdict.content === null ? companion?.reach.open(blob, spot)?.bytes : undefined;
  const content = verdict.content ?? (bytes === undefined ? null : new Concealed(Buffer.from(bytes).toString('latin1')));
  return { verdict, value: content === null ? null : values.number(isBase64Data(spot) ? decoded(content) : content) };
}

const number = (spot: PlainHolding, values: Values): number => values.number(spot.content);

/** Members of `data` of a Secret hold base64 of the value: values are compared as the cluster has them. */
function isBase64Data({ resource, pointer }: Spot): boolean {
  return resource?.kind === 'Secret' && resource.apiVersion === 'v1' && /(?:^|\/)data\/[^/]+$/.test(pointer);
}

function decoded(content: Concealed): Concealed {
  return reveal(content, (text) => {
    const bytes = strictBase64(text);
    return bytes === null ? content : new Concealed(Buffer.from(bytes).toString('latin1'));
  });
}

function lengths({ verdict, value }: { readonly verdict: Verdict; readonly value: number | null }, spot: Spot): readonly number[] | null {
  if (value !== null || verdict.level === 'damaged') return [];
  if (verdict.length === null || !isBase64Data(spot)) return verdict.length === null ? null : [verdict.length];
  const full = Math.ceil((verdict.length / 4) * 3);
  return [verdict.length, full, full - 1, full - 2];
}

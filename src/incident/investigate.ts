import type { SealingCertificate } from '../systems/sealed-secrets/attribution.ts';
import { type LabelTable, labelTable } from '../systems/sealed-secrets/label.ts';
import { type Rows, rows } from './exposures.ts';
import type { SealedHolding, SopsHolding } from './holdings.ts';
import type { Inventory } from './inventory.ts';
import { Judge } from './judge.ts';
import type { LeakedKey } from './keys/leaked.ts';
import { type ClusterObject, liveNumbers } from './live.ts';
import type { SealedTrials } from './sealed-trials.ts';
import { type Companion, type Sighting, sightings } from './sightings.ts';
import type { SopsReach } from './sops-reach.ts';
import { Values } from './values.ts';

export interface Case {
  readonly keys: readonly LeakedKey[];
  readonly trials: SealedTrials;
  readonly reach: SopsReach;
  readonly certificates: readonly SealingCertificate[];
  /** Keys that did not leak, to compare today's values with. */
  readonly companion: Companion | null;
  /** What a cluster runs; null: not asked. */
  readonly cluster: readonly ClusterObject[] | null;
}

export interface Investigation extends Rows {
  readonly sightings: readonly Sighting[];
  readonly values: Values;
  readonly ciphertexts: number;
}

/**
 * Tries what has not been tried and joins every key with every value of the inventories. The order of the inventories does not matter;
 * what was tried before, of other repositories or tips, is not tried again.
 */
export async function investigate(
  inventories: readonly Inventory[],
  { keys, trials, reach, certificates, companion, cluster }: Case,
): Promise<Investigation> {
  const all = [...inventories].sort((a, b) => (a.repository.name < b.repository.name ? -1 : 1));
  const sealed = ciphertextsOf(all);
  const sops = sopsFilesOf(all);
  for (const each of companion === null ? [{ trials, reach }] : [{ trials, reach }, companion]) {
    await each.trials.run(sealed.keys());
    for (const [blob, holding] of sops) await each.reach.add(blob, holding);
    each.reach.inherit();
  }
  const judge = new Judge({
    keys,
    trials,
    reach,
    sops,
    certificates,
    earliest: new Map([...sealed].map(([ciphertext, { earliest }]) => [ciphertext, earliest] as const).filter(([, date]) => date !== '')),
    sealedTogether: (ciphertext) => sealed.get(ciphertext)?.together() ?? [ciphertext],
    labels: labelsOf(all),
    whereIs: namesOfBlobs(all),
  });
  const values = new Values();
  const found = [...sightings(all, judge, values, companion)];
  const complete = all.every(({ status }) => status === 'scanned');
  return {
    ...rows(found, values, complete, liveNumbers(cluster ?? [], values)),
    sightings: found,
    values,
    ciphertexts: sealed.size + [...sops.values()].reduce((sum, { leaves }) => sum + leaves.length, 0),
  };
}

interface Known {
  readonly earliest: string;
  readonly together: () => readonly string[];
}

/** Every ciphertext with the earliest commit that holds it, in any repository. */
function ciphertextsOf(inventories: readonly Inventory[]): Map<string, Known> {
  const earliest = new Map<string, string>();
  const groups = new Map<string, SealedHolding[]>();
  const groupOf = new Map<string, string>();
  for (const { holdings, stands } of inventories) {
    for (const { blob, first } of stands) {
      for (const holding of holdings.get(blob)?.sealed ?? []) {
        const { ciphertext } = holding;
        const date = first?.date ?? '';
        const known = earliest.get(ciphertext);
        if (known === undefined || known === '' || (date !== '' && Date.parse(date) < Date.parse(known))) earliest.set(ciphertext, date);
      }
    }
    for (const [blob, { sealed }] of holdings) {
      for (const holding of sealed) {
        if (groupOf.has(holding.ciphertext)) continue;
        // Values of one object that came in one commit are probably of one run of kubeseal, so of one key.
        const name = [blob, holding.document, holding.resource?.namespace, holding.resource?.name, earliest.get(holding.ciphertext)].join(
          '\0',
        );
        groupOf.set(holding.ciphertext, name);
        groups.set(name, [...(groups.get(name) ?? []), holding]);
      }
    }
  }
  return new Map(
    [...earliest]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([ciphertext, date]) => {
        const together = () => [...new Set((groups.get(groupOf.get(ciphertext) ?? '') ?? []).map((holding) => holding.ciphertext))];
        return [ciphertext, { earliest: date, together }];
      }),
  );
}

function sopsFilesOf(inventories: readonly Inventory[]): Map<string, SopsHolding> {
  const files = new Map<string, SopsHolding>();
  for (const { holdings } of inventories) for (const [blob, { sops }] of holdings) if (sops !== null) files.set(blob, sops);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All names seen anywhere: those of objects, and of folders, which are often named after namespaces. */
function labelsOf(inventories: readonly Inventory[]): LabelTable {
  const objects = new Map<string, { readonly namespace: string | null; readonly name: string | null }>();
  for (const { holdings, stands } of inventories) {
    for (const { names } of holdings.values()) {
      for (const text of names) {
        const slash = text.indexOf('/');
        objects.set(text, { namespace: text.slice(0, slash) || null, name: text.slice(slash + 1) || null });
      }
    }
    for (const { path } of stands)
      for (const folder of path.split('/').slice(0, -1)) objects.set(`${folder}/`, { namespace: folder, name: null });
  }
  objects.set('default/', { namespace: 'default', name: null });
  return labelTable(objects.values());
}

function namesOfBlobs(inventories: readonly Inventory[]): (blob: string) => string {
  const names = new Map<string, string>();
  for (const { repository, stands } of inventories) {
    for (const { blob, path, first } of stands) {
      const name = `${repository.name} ${path}${first === null ? '' : ` of ${first.id.slice(0, 12)}`}`;
      const known = names.get(blob);
      if (known === undefined || name < known) names.set(blob, name);
    }
  }
  return (blob) => names.get(blob) ?? blob;
}

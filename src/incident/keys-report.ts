import type { SweptRepository } from '../model/compromise.ts';
import type { KeysReport } from '../model/keys-report.ts';
import type { Inventory } from './inventory.ts';
import { keyHolders } from './key-holders.ts';
import { keyMaterial } from './material.ts';
import { sealedOf } from './sealed-trials.ts';

/** Keys and readers before anything leaked: the drill that makes a leak boring, and the list for the day a colleague leaves. */
export async function keysReport(inventories: readonly Inventory[], version: string, now: Date): Promise<KeysReport> {
  const all = [...inventories].sort((a, b) => (a.repository.name < b.repository.name ? -1 : 1));
  const gaps = all.flatMap(({ repository, status, reason, gaps: own }) =>
    status === 'failed'
      ? [{ reason: `${repository.name} could not be read: ${reason ?? ''}`, count: 1, repair: 'repair it, and run again' }]
      : own,
  );
  return {
    version: 1,
    exitCode: gaps.length === 0 ? 0 : 3,
    tool: { name: 'sealgate', version },
    created: now.toISOString(),
    keys: await keyHolders(all, now.getTime()),
    keyMaterial: keyMaterial(all, []),
    sealed: sealed(all),
    repositories: all.map(plain),
    gaps,
  };
}

/** Values of Sealed Secrets at the tips, by the size of the key they are for: they do not name it. */
function sealed(inventories: readonly Inventory[]): KeysReport['sealed'] {
  const sizes = new Map<string, number>();
  let values = 0;
  for (const { stands, holdings } of inventories) {
    for (const { blob, current } of stands) {
      if (!current) continue;
      for (const { ciphertext } of holdings.get(blob)?.sealed ?? []) {
        const size = `RSA ${(sealedOf(ciphertext)?.modulusBytes ?? 0) * 8}`;
        sizes.set(size, (sizes.get(size) ?? 0) + 1);
        values += 1;
      }
    }
  }
  return { values, bySize: Object.fromEntries([...sizes].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function plain({ repository, status, reason, refs, commits, blobs, missing, submodules }: Inventory): SweptRepository {
  return { ...repository, status, reason, refs, commits, blobs, missing, exposures: 0, submodules, people: [] };
}

import type { KeyMaterial } from '../model/compromise.ts';
import { tenure } from './exposures.ts';
import type { MaterialHolding } from './holdings.ts';
import type { Inventory, Stand } from './inventory.ts';
import type { LeakedKey } from './keys/leaked.ts';

/** Private keys that stand in the repositories, the leaked ones among them: a row for each (path, key). */
export function keyMaterial(inventories: readonly Inventory[], keys: readonly LeakedKey[]): KeyMaterial[] {
  const rows = new Map<string, KeyMaterial>();
  for (const { repository, holdings, stands } of inventories) {
    const found = new Map<string, { readonly material: MaterialHolding; readonly path: string; readonly stands: Stand[] }>();
    for (const stand of stands) {
      for (const material of holdings.get(stand.blob)?.material ?? []) {
        const name = `${stand.path}\0${material.keyId ?? material.kind}`;
        const known = found.get(name) ?? { material, path: stand.path, stands: [] };
        known.stands.push(stand);
        found.set(name, known);
      }
    }
    for (const [name, { material, path, stands: held }] of found) {
      const leaked = keys.find((key) => isSame(material, key)) ?? null;
      const kind = leaked?.key.kind ?? (material.kind === 'sealed-secrets' && !material.controllerMade ? 'rsa' : material.kind);
      const { fingerprint, locked } = material;
      const row = {
        keyId: leaked?.key.id ?? material.keyId,
        kind,
        fingerprint,
        repo: repository.name,
        path,
        leaked: leaked !== null,
        locked,
      };
      rows.set(`${repository.name}\0${name}`, { ...row, ...tenure(held) });
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** One key has several names: an SSH key and the age recipient derived from it, an RSA key as PEM and as SSH key. */
function isSame(material: MaterialHolding, { key }: LeakedKey): boolean {
  return (
    (material.keyId !== null && material.keyId === key.id) ||
    (material.fingerprint !== null && material.fingerprint === key.fingerprint) ||
    material.recipients.some((recipient) => key.recipients.includes(recipient))
  );
}

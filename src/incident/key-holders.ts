import type { KeyHolding, RemovedReader } from '../model/keys-report.ts';
import type { Recipient } from '../model/recipient.ts';
import { parseEnc } from '../systems/sops/enc.ts';
import { sameRecipient } from '../systems/sops/recipients.ts';
import type { SopsHolding } from './holdings.ts';
import type { Inventory, Stand } from './inventory.ts';
import { SopsReach } from './sops-reach.ts';

/** Who can read what, by the metadata of every version: recipients of SOPS files, and certificates of the controller found in the repositories. */
export async function keyHolders(inventories: readonly Inventory[], now: number): Promise<KeyHolding[]> {
  const families = new SopsReach([]);
  for (const { holdings } of inventories) for (const [blob, { sops }] of holdings) if (sops !== null) await families.add(blob, sops);
  const found = new Map<string, Draft>();
  for (const inventory of inventories) {
    for (const versions of byPath(inventory).values()) collect(inventory, versions, families, found);
    certificates(inventory, found);
  }
  for (const inventory of inventories) copies(inventory, families, found);
  return [...found.values()]
    .map((draft) => finished(draft, now))
    .sort((a, b) => b.files - a.files || (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
}

interface Draft {
  readonly kind: string;
  readonly id: string;
  readonly places: Map<string, { readonly repo: string; readonly path: string; current: boolean }>;
  readonly readers: Set<string>;
  readonly removed: RemovedReader[];
  /** Families of files that share a data key it could read. */
  readonly families: Set<string>;
  notAfter: string | null;
  values: number;
}

interface Version {
  readonly stand: Stand;
  readonly sops: SopsHolding;
}

function byPath({ stands, holdings }: Inventory): ReadonlyMap<string, readonly Version[]> {
  const paths = new Map<string, Version[]>();
  for (const stand of stands) {
    const sops = holdings.get(stand.blob)?.sops ?? null;
    if (sops === null) continue;
    const known = paths.get(stand.path) ?? [];
    known.push({ stand, sops });
    paths.set(stand.path, known);
  }
  return paths;
}

function collect(
  { repository: { name: repo } }: Inventory,
  versions: readonly Version[],
  families: SopsReach,
  found: Map<string, Draft>,
): void {
  const now = versions.find(({ stand }) => stand.current);
  for (const version of versions) {
    const recipients = recipientsOf(version);
    for (const recipient of recipients) {
      const draft = draftOf(recipient.kind, recipient.id, found);
      const { path, current } = version.stand;
      draft.families.add(families.family(version.stand.blob));
      const place = draft.places.get(`${repo}\0${path}`) ?? { repo, path, current };
      place.current ||= current;
      draft.places.set(`${repo}\0${path}`, place);
      if (current) {
        draft.values += version.sops.leaves.length;
        for (const other of recipients) if (!sameRecipient(other, recipient)) draft.readers.add(other.id);
      }
      const isRemoved = now === undefined || !recipientsOf(now).some((other) => sameRecipient(other, recipient));
      if (!isRemoved) continue;
      const state = now === undefined ? 'gone' : afterwards(version, now, families);
      keepWorst(draft.removed, { repo, path, state });
    }
  }
}

const recipientsOf = ({ sops }: Version): readonly Recipient[] => sops.blocks.flatMap(({ recipients }) => recipients);

/** What the removal of a reader was worth: nothing, as long as the data key or the value stays. */
function afterwards(before: Version, now: Version, families: SopsReach): RemovedReader['state'] {
  if (families.family(before.stand.blob) === families.family(now.stand.blob)) return 'same-data-key';
  const kept = now.sops.leaves.some((leaf) => {
    const old = before.sops.leaves.find((other) => other.path === leaf.path && other.pointer === leaf.pointer);
    const [one, other] = [leaf.enc === null ? null : parseEnc(leaf.enc), old?.enc == null ? null : parseEnc(old.enc)];
    return one?.kind === 'enc' && other?.kind === 'enc' && one.iv === other.iv;
  });
  return kept ? 'same-value' : 'new';
}

const order: readonly RemovedReader['state'][] = ['same-data-key', 'same-value', 'new', 'gone'];

function keepWorst(removed: RemovedReader[], one: RemovedReader): void {
  const at = removed.findIndex(({ repo, path }) => repo === one.repo && path === one.path);
  const known = removed[at];
  if (known === undefined) removed.push(one);
  else if (order.indexOf(one.state) < order.indexOf(known.state)) removed[at] = one;
}

/** A copied file keeps the data key of the one it was copied from, and so the readers of that one, named or not. */
function copies(inventory: Inventory, families: SopsReach, found: Map<string, Draft>): void {
  const { name: repo } = inventory.repository;
  for (const { stand, sops } of [...byPath(inventory).values()].flat()) {
    if (!stand.current) continue;
    const named = recipientsOf({ stand, sops });
    for (const draft of found.values()) {
      if (!draft.families.has(families.family(stand.blob)) || named.some(({ kind, id }) => draftOf(kind, id, found) === draft)) continue;
      keepWorst(draft.removed, { repo, path: stand.path, state: 'same-data-key' });
    }
  }
}

function certificates({ repository: { name: repo }, stands, holdings }: Inventory, found: Map<string, Draft>): void {
  for (const { path, current, blob } of stands) {
    for (const certificate of holdings.get(blob)?.certificates ?? []) {
      const draft = draftOf('sealing-certificate', certificate.fingerprint, found);
      draft.notAfter = certificate.notAfter;
      const place = draft.places.get(`${repo}\0${path}`) ?? { repo, path, current };
      place.current ||= current;
      draft.places.set(`${repo}\0${path}`, place);
    }
  }
}

/** SSH recipients are one with and without a comment, fingerprints with and without blanks. */
function draftOf(kind: string, id: string, found: Map<string, Draft>): Draft {
  const plain =
    kind === 'ssh' ? id.trim().split(/\s+/).slice(0, 2).join(' ') : kind === 'pgp' ? id.replaceAll(' ', '').toUpperCase() : id.trim();
  const known = found.get(`${kind} ${plain}`);
  if (known !== undefined) return known;
  const draft: Draft = {
    kind,
    id: plain,
    places: new Map(),
    readers: new Set(),
    removed: [],
    families: new Set(),
    notAfter: null,
    values: 0,
  };
  found.set(`${kind} ${plain}`, draft);
  return draft;
}

function finished({ kind, id, places, readers, removed, notAfter, values }: Draft, now: number): KeyHolding {
  const all = [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
  const sorted = [...removed].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (`${a.repo}\0${a.path}` < `${b.repo}\0${b.path}` ? -1 : 1),
  );
  const daysLeft = notAfter === null ? null : Math.floor((Date.parse(notAfter) - now) / 86_400_000);
  return {
    kind,
    id,
    files: all.filter(({ current }) => current).length,
    values,
    places: all,
    readers: [...readers].sort(),
    removed: sorted,
    notAfter,
    daysLeft,
  };
}

import type { Link, Snapshot, SnapshotFile } from '../model/snapshot.ts';
import type { SnapshotEmit } from './system.ts';

export const undefinedAspect = {
  'undefined-object': 'a reference to an object that no file of the repository defines, though others of its kind are defined there',
} as const;

/**
 * Links of `aspects` to an object that no file of a whole tree defines. A kind of which the tree defines nothing is somebody
 * else's to define (the platform's, a chart's), and so is one whose names only a template knows: then nothing is said. Each
 * missing object is told once, where it is named first.
 */
export function judgeUndefined(snapshot: Snapshot, aspects: readonly string[], emit: SnapshotEmit): void {
  if (!snapshot.whole) return;
  const missing = new Map<string, { readonly at: SnapshotFile; readonly link: Link; times: number }>();
  let kinds: ReadonlyMap<string, Defined> | null = null;
  for (const at of snapshot.files()) {
    for (const link of at.facts.links) {
      const { object } = link;
      if (link.system !== emit.system || !aspects.includes(link.aspect) || object === null || !isFixed(object.name)) continue;
      if (at.facts.profile.example || at.facts.profile.test || at.facts.profile.role === 'chart-template') continue;
      kinds ??= definedIn(snapshot);
      const kind = kinds.get(kindOf(object));
      if (kind === undefined || !kind.fixed || kind.names.has(object.name)) continue;
      const key = `${kindOf(object)} ${object.name}`;
      const known = missing.get(key);
      if (known === undefined) missing.set(key, { at, link, times: 1 });
      else known.times += 1;
    }
  }
  for (const { at, link, times } of missing.values()) {
    const { place, resource, keyPath, object } = link;
    const detail = { kind: object?.kind ?? '', name: object?.name ?? '', scope: link.detail['scope'] ?? 'namespace', times };
    emit.observe(at, { aspect: 'undefined-object', place, resource, keyPath, detail });
  }
}

/** The names of one kind; `fixed`: all are written out. */
interface Defined {
  readonly names: Set<string>;
  fixed: boolean;
}

function definedIn(snapshot: Snapshot): ReadonlyMap<string, Defined> {
  const found = new Map<string, Defined>();
  for (const { facts } of snapshot.files()) {
    if (facts.profile.example || facts.profile.test) continue;
    for (const one of facts.resources) add(one);
    // What a controller or kustomize makes counts as defined where it is asked for.
    for (const { aspect, object } of facts.links) if (object !== null && (aspect === 'product' || aspect === 'generated')) add(object);
  }
  return found;

  function add({ group, kind, name }: { readonly group: string; readonly kind: string; readonly name: string | null }): void {
    const key = kindOf({ group, kind });
    const known = found.get(key) ?? { names: new Set(), fixed: true };
    if (name === null || !isFixed(name)) known.fixed = false;
    else known.names.add(name);
    found.set(key, known);
  }
}

const kindOf = ({ group, kind }: { readonly group: string; readonly kind: string }): string => `${group}/${kind}`;

/** No variable or template that somebody fills in. */
const isFixed = (name: string): boolean => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name);

import type { Resource } from '../../model/resource.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { observeAt } from '../observe-at.ts';
import type { Emit } from '../system.ts';
import { seconds } from './duration.ts';

/** The operator's default: one hour. */
const defaultInterval = 3600;

/** How long, in seconds, what a generator makes is good for, where upstream fixes it. */
const lifetimes: Readonly<Record<string, number>> = { GithubAccessToken: 3600, GCRAccessToken: 3600, ECRAuthorizationToken: 43_200 };

/** Generators that invent another value each time they are asked. */
const inventors: ReadonlySet<string> = new Set(['Password', 'UUID', 'SSHKey']);

/** Judges how often an ExternalSecret (or the one inside a ClusterExternalSecret) is fetched anew. `path` leads to its spec. */
export function judgeRefresh(resource: Resource, path: readonly string[], emit: Emit): void {
  const spec = get(resource.root, ...path);
  if (spec?.kind !== 'mapping') return;
  const written = textAt(spec, 'refreshInterval');
  const interval = written === null ? defaultInterval : seconds(written);
  if (interval === null) return;
  const policy = textAt(spec, 'refreshPolicy') ?? 'Periodic';
  const periodic = policy === 'Periodic' && interval > 0;
  const kinds = generatorsOf(spec);
  const say = (aspect: string, detail: Readonly<Record<string, string | number>>): void =>
    observeAt(resource, written === null ? path : [...path, 'refreshInterval'], emit, aspect, {
      interval: written ?? '1h, the default',
      ...detail,
    });
  const inventor = kinds.find((kind) => inventors.has(kind));
  if (periodic && inventor !== undefined) say('invented-again', { generator: inventor });
  const mortal = kinds.find((kind) => {
    const lifetime = lifetimes[kind];
    return lifetime !== undefined && (!periodic || interval >= lifetime);
  });
  if (mortal !== undefined && policy !== 'OnChange') say('outlives-token', { generator: mortal, lifetime: (lifetimes[mortal] ?? 0) / 60 });
  if (kinds.length > 0 || written === null) return;
  if (policy === 'Periodic' && interval === 0) say('never-fetched-again', {});
  else if (periodic && interval < 60) say('fetched-every-few-seconds', {});
  else if (periodic && interval < 300) say('fetched-often', {});
}

function generatorsOf(spec: Node): string[] {
  return ['data', 'dataFrom'].flatMap((member) => {
    const list = get(spec, member);
    if (list?.kind !== 'sequence') return [];
    return list.items.flatMap((item) => textAt(item, 'sourceRef', 'generatorRef', 'kind') ?? []);
  });
}

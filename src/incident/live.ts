import { readDocuments } from '../manifest/documents.ts';
import { resourcesOf } from '../manifest/resources.ts';
import type { Exposure, LiveObject, ValuePlace } from '../model/compromise.ts';
import { Concealed } from '../model/concealed.ts';
import { Failure } from '../model/failure.ts';
import { get } from '../model/tree.ts';
import { lenientBase64 } from '../text/base64.ts';
import { decode } from '../text/decode.ts';
import { isExposed } from './credentials.ts';
import type { Sighting } from './sightings.ts';
import type { Values } from './values.ts';

/** An object a cluster runs. Values are in memory only. */
export interface ClusterObject {
  readonly kind: 'SealedSecret' | 'Secret';
  readonly namespace: string | null;
  readonly name: string;
  readonly values: readonly Concealed[];
}

/** What `kubectl get sealedsecrets,secrets --all-namespaces --output yaml` printed. */
export function clusterObjects(bytes: Uint8Array, source: string): ClusterObject[] {
  const decoded = decode(bytes);
  const documents = decoded.kind === 'text' ? readDocuments(decoded.source, { format: 'yaml' }) : [];
  const resources = documents.flatMap(resourcesOf);
  if (resources.length === 0) {
    const accepted = 'the output of `kubectl get sealedsecrets,secrets --all-namespaces --output yaml` (or json) is accepted';
    throw new Failure('usage', 'live-unreadable', `--live ${source} holds no Kubernetes object; ${accepted}`);
  }
  return resources.flatMap(({ id, root }): ClusterObject[] => {
    const { kind, name, namespace } = id;
    if ((kind !== 'SealedSecret' && kind !== 'Secret') || name === null) return [];
    const data = kind === 'Secret' ? get(root, 'data') : undefined;
    const values = data?.kind === 'mapping' ? data.entries.flatMap(({ value }) => (value.kind === 'scalar' ? plain(value.text) : [])) : [];
    return [{ kind, namespace, name, values }];
  });
}

function plain(text: string): Concealed[] {
  const bytes = lenientBase64(text);
  return bytes === null || bytes.length === 0 ? [] : [new Concealed(Buffer.from(bytes).toString('latin1'))];
}

/**
 * Joins what runs with what is exposed, and names what runs and is defined in no swept repository: the only proof that the list of
 * repositories is whole. Secrets that a controller made of a SealedSecret are one with it.
 */
export function liveObjects(
  objects: readonly ClusterObject[],
  exposures: readonly Exposure[],
  sightings: readonly Sighting[],
  values: Values,
): LiveObject[] {
  const defined = new Map<string, Map<string, ValuePlace>>();
  for (const { inventory, stand, spot } of sightings) {
    if (spot.resource?.name == null) continue;
    const place = { repo: inventory.repository.name, path: stand.path, resource: spot.resource, key: spot.key };
    for (const name of [nameOf(spot.resource.namespace, spot.resource.name), nameOf(null, spot.resource.name)]) {
      const known = defined.get(name) ?? new Map<string, ValuePlace>();
      defined.set(name, known.set(`${place.repo}\0${place.path}\0${place.key}`, place));
    }
  }
  const exposed = new Set(sightings.filter(isExposed).flatMap(({ value }) => value ?? []));
  const rows = objects.map((object): LiveObject => {
    const places = [...(defined.get(nameOf(object.namespace, object.name)) ?? placesWithoutNamespace(defined, object.name)).values()];
    const mine = exposures.filter(
      ({ resource }) => resource?.name === object.name && (resource.namespace === null || resource.namespace === object.namespace),
    );
    const holds = object.values.length === 0 ? null : object.values.some((value) => exposed.has(values.number(value)));
    return {
      namespace: object.namespace,
      name: object.name,
      kind: object.kind,
      places: places.sort((a, b) => (`${a.repo}\0${a.path}\0${a.key}` < `${b.repo}\0${b.path}\0${b.key}` ? -1 : 1)),
      exposedKeys: [...new Set(mine.map(({ key }) => key))].sort(),
      inRepositories: places.length > 0,
      holdsExposedValue: holds,
    };
  });
  return rows.sort((a, b) => (nameOf(a.namespace, `${a.name}/${a.kind}`) < nameOf(b.namespace, `${b.name}/${b.kind}`) ? -1 : 1));
}

const nameOf = (namespace: string | null, name: string): string => `${namespace ?? ''}/${name}`;

/** Files without a namespace get it where they are applied. */
function placesWithoutNamespace(
  defined: ReadonlyMap<string, ReadonlyMap<string, ValuePlace>>,
  name: string,
): ReadonlyMap<string, ValuePlace> {
  const all = defined.get(nameOf(null, name)) ?? new Map<string, ValuePlace>();
  return new Map([...all].filter(([, { resource }]) => resource?.namespace == null));
}

/** Plaintexts a cluster runs with, by number: what of them was exposed is live whatever the repositories say. */
export function liveNumbers(objects: readonly ClusterObject[], values: Values): ReadonlySet<number> {
  return new Set(objects.flatMap((object) => object.values.map((value) => values.number(value))));
}

import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { clearValues } from '../clear-values.ts';
import type { SnapshotEmit } from '../system.ts';
import { judgeBuilds } from './builds.ts';
import { labelOf } from './label.ts';
import { type ObjectNote, sealedNotes } from './notes.ts';

/** What only shows with other files beside: kustomize builds, plaintext twins, one ciphertext in two places. */
export function judgeSealedSnapshot(snapshot: Snapshot, emit: SnapshotEmit): void {
  const placed: Placed[] = [];
  for (const file of snapshot.files()) for (const object of sealedNotes(file.facts).objects) placed.push({ file, object });
  if (placed.length === 0) return;
  judgeBuilds(snapshot, emit);
  twins(snapshot, placed, emit);
  copies(placed, emit);
}

interface Placed {
  readonly file: SnapshotFile;
  readonly object: ObjectNote;
}

/** A Secret in clear with the namespace and name of a SealedSecret: left behind when it was sealed. */
function twins(snapshot: Snapshot, placed: readonly Placed[], emit: SnapshotEmit): void {
  const sealed = new Map(placed.map((one) => [`${one.object.namespace}/${one.object.name}`, one]));
  for (const file of snapshot.files()) {
    const clear = clearValues(file);
    for (const resource of file.facts.resources) {
      if (resource.group !== '' || resource.kind !== 'Secret' || resource.name === null) continue;
      const twin = sealed.get(`${resource.namespace}/${resource.name}`);
      if (twin === undefined) continue;
      const own = clear.filter(
        (fact) =>
          fact.resource?.kind === 'Secret' &&
          fact.resource.name === resource.name &&
          fact.resource.namespace === resource.namespace &&
          !(file.facts.profile.local && fact.sensitivity.verdict !== 'secret'),
      );
      if (own.length === 0) continue;
      const { group: _, place, ...id } = resource;
      emit.observe(file, {
        aspect: 'plaintext-twin',
        place,
        resource: id,
        keyPath: '',
        detail: { by: twin.file.path },
      });
    }
  }
}

/** Under strict and namespace-wide scope a ciphertext opens in one place. A place that its template names is left out. */
function copies(placed: readonly Placed[], emit: SnapshotEmit): void {
  const byText = new Map<string, Placed[]>();
  for (const one of placed) {
    for (const value of one.object.values) {
      if (value.state === 'sealed') byText.set(value.ciphertext, [...(byText.get(value.ciphertext) ?? []), one]);
    }
  }
  const told = new Set<ObjectNote>();
  for (const same of byText.values()) {
    const labels = new Set(same.flatMap(({ object }) => label(object) ?? []));
    if (labels.size < 2) continue;
    for (const { file, object } of same) {
      if (told.has(object) || label(object) === null || fitsTemplate(object)) continue;
      const other = same.find((one) => label(one.object) !== null && label(one.object) !== label(object));
      if (other === undefined) continue;
      told.add(object);
      emit.observe(file, {
        aspect: 'copied-ciphertext',
        place: object.namespace === other.object.namespace ? object.places.name : object.places.namespace,
        resource: object.resource,
        keyPath: object.namespace === other.object.namespace ? 'metadata.name' : 'metadata.namespace',
        detail: { by: other.file.path, other: `${other.object.namespace}/${other.object.name}` },
      });
    }
  }
}

const label = (object: ObjectNote): string | null => (object.scope === null ? null : labelOf(object.scope, object.namespace, object.name));

function fitsTemplate({ template, scope, name, namespace }: ObjectNote): boolean {
  return template !== null && template.scope === scope && template.name === name && template.namespace === namespace;
}

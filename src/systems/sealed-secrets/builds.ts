import type { Scope } from '../../model/compromise.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { relativePath } from '../relative-path.ts';
import type { SnapshotEmit } from '../system.ts';
import type { KustomizationNote } from './kustomization.ts';
import { type Note, type ObjectNote, sealedNotes } from './notes.ts';
import { clusterWide, namespaceWide } from './scope.ts';

/** A SealedSecret as a kustomization makes it, with the file that changed each part last. */
interface Built {
  readonly file: SnapshotFile;
  readonly object: ObjectNote;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly scope: Scope | null;
  readonly by: { readonly name: string | null; readonly namespace: string | null; readonly scope: string | null };
}

const deepest = 8;

/**
 * Follows kustomizations inside the repository to the name, namespace and scope that an object gets in the end. kustomize
 * changes the metadata alone: what the value was sealed for stays as it is, so a difference is a value that does not open.
 */
export function judgeBuilds(snapshot: Snapshot, emit: SnapshotEmit): void {
  const builds = new Map<string, { readonly file: SnapshotFile; readonly note: KustomizationNote }>();
  for (const file of snapshot.files()) {
    const note = ((file.facts.notes['sealed-secrets'] ?? []) as readonly Note[]).find((one) => one.kind === 'kustomization');
    if (note !== undefined) builds.set(file.path, { file, note });
  }
  const inner = new Set<string>();
  for (const { file, note } of builds.values()) for (const source of sourcesOf(file, note, builds)) inner.add(source);
  for (const path of builds.keys()) {
    // A base is only what its overlays make of it.
    if (inner.has(path)) continue;
    for (const built of build(path, snapshot, builds, new Set())) tell(built, emit);
  }
}

type Builds = ReadonlyMap<string, { readonly file: SnapshotFile; readonly note: KustomizationNote }>;

function build(path: string, snapshot: Snapshot, builds: Builds, above: ReadonlySet<string>): Built[] {
  const found = builds.get(path);
  if (found === undefined || above.has(path) || above.size > deepest) return [];
  const { file, note } = found;
  const within = sourcesOf(file, note, builds).flatMap((source) => build(source, snapshot, builds, new Set([...above, path])));
  const own = note.sources.flatMap((source) => {
    const target = relativePath(file.path, source);
    const at = target === null ? undefined : snapshot.file(target);
    return at === undefined ? [] : sealedNotes(at.facts).objects.map((object) => asWritten(at, object));
  });
  return [...within, ...own].map((built) => transform(built, note, path));
}

function sourcesOf(file: SnapshotFile, note: KustomizationNote, builds: Builds): string[] {
  return note.sources.flatMap((source) => {
    const folder = relativePath(file.path, source);
    if (folder === null) return [];
    return ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
      .map((name) => (folder === '' ? name : `${folder}/${name}`))
      .filter((path) => builds.has(path));
  });
}

function asWritten(file: SnapshotFile, object: ObjectNote): Built {
  const { name, namespace, scope } = object;
  return { file, object, name, namespace, scope, by: { name: null, namespace: null, scope: null } };
}

function transform(built: Built, note: KustomizationNote, path: string): Built {
  const renamed = built.name !== null && (note.namePrefix !== null || note.nameSuffix !== null);
  const on = (name: string): boolean => note.annotations.some((one) => one.name === name && one.value === 'true');
  const scope = on(clusterWide) ? 'cluster-wide' : on(namespaceWide) && built.scope === 'strict' ? 'namespace-wide' : built.scope;
  return {
    ...built,
    name: renamed ? `${note.namePrefix?.value ?? ''}${built.name}${note.nameSuffix?.value ?? ''}` : built.name,
    namespace: note.namespace?.value ?? built.namespace,
    scope,
    by: {
      name: renamed ? path : built.by.name,
      namespace: note.namespace === null ? built.by.namespace : path,
      scope: scope === built.scope ? built.by.scope : path,
    },
  };
}

/** What the template claims, or where there is none the metadata as written, against what is built. */
function tell(built: Built, emit: SnapshotEmit): void {
  const { object, by } = built;
  const sealed = object.template ?? { scope: object.scope, name: object.name, namespace: object.namespace };
  if (built.scope === null || sealed.scope === null) return;
  if (built.scope !== sealed.scope) {
    if (by.scope !== null) observe(built, 'kustomize-scope', 'scope', by.scope, built.scope, sealed.scope, emit);
    return;
  }
  if (built.scope === 'cluster-wide') return;
  if (by.namespace !== null && sealed.namespace !== null && built.namespace !== null && built.namespace !== sealed.namespace) {
    observe(built, 'kustomize-namespace', 'namespace', by.namespace, built.namespace, sealed.namespace, emit);
  }
  if (built.scope === 'strict' && by.name !== null && sealed.name !== null && built.name !== null && built.name !== sealed.name) {
    observe(built, 'kustomize-name', 'name', by.name, built.name, sealed.name, emit);
  }
}

function observe(
  { file, object }: Built,
  aspect: string,
  part: 'name' | 'namespace' | 'scope',
  by: string,
  becomes: string,
  sealed: string,
  emit: SnapshotEmit,
): void {
  emit.observe(file, {
    aspect,
    place: object.places[part],
    resource: object.resource,
    keyPath: part === 'scope' ? 'metadata.annotations' : `metadata.${part}`,
    detail: { by, becomes, sealed },
  });
}

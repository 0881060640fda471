import { resourcesOf } from '../../manifest/resources.ts';
import type { Document } from '../../model/document.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { textAt } from '../../model/tree.ts';
import type { Emit, SnapshotEmit } from '../system.ts';

const system = 'external-secrets';
const label = 'external-secrets.io/type';

/** A Secret, or what makes one, that carries the label by which the webhook provider lets itself be given Secrets. */
interface Labelled {
  readonly labelled: string;
}

const ways = [
  ['metadata', 'labels', label],
  ['spec', 'template', 'metadata', 'labels', label],
  ['spec', 'target', 'template', 'metadata', 'labels', label],
] as const;

export function noteLabels(document: Document, emit: Emit): void {
  for (const resource of resourcesOf(document)) {
    const name = textAt(resource.root, 'spec', 'target', 'name') ?? resource.id.name;
    if (name !== null && ways.some((way) => textAt(resource.root, ...way) === 'webhook')) {
      const note: Labelled = { labelled: name };
      emit.note(note);
    }
  }
}

/** Secrets that a webhook names, and that the files in sight make without the label: the provider refuses them. */
export function judgeLabels(snapshot: Snapshot, emit: SnapshotEmit): void {
  const files = [...snapshot.files()];
  const asked = files.flatMap((at) =>
    at.facts.links.flatMap((link) => (link.system === system && link.aspect === 'webhook-secret' ? [{ at, link }] : [])),
  );
  if (asked.length === 0) return;
  const labelled = new Set(files.flatMap(labelledIn));
  for (const { at, link } of asked) {
    const name = link.object?.name ?? '';
    const maker = files.find((file) => makes(file, name));
    if (maker === undefined || labelled.has(name)) continue;
    const { place, resource, keyPath } = link;
    emit.observe(at, { aspect: 'webhook-label-missing', place, resource, keyPath, detail: { name, by: maker.path } });
  }
}

const makes = ({ facts }: SnapshotFile, name: string): boolean =>
  facts.resources.some((one) => one.name === name && (one.kind === 'Secret' || one.kind === 'SealedSecret')) ||
  facts.links.some(({ aspect, object }) => aspect === 'product' && object?.name === name);

function labelledIn(file: SnapshotFile): readonly string[] {
  const notes = file.facts.notes[system];
  return Array.isArray(notes) ? (notes as readonly Partial<Labelled>[]).flatMap(({ labelled }) => labelled ?? []) : [];
}

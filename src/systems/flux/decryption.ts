import { placeOf } from '../../manifest/place.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { get, textAt } from '../../model/tree.ts';
import { relativePath } from '../relative-path.ts';
import type { Emit, SnapshotEmit } from '../system.ts';
import { firstLine } from '../text-place.ts';

/** What is kept of a Kustomization of Flux: which folder it applies, and whether it decrypts what it finds there. */
interface Applies {
  readonly name: string;
  readonly path: string;
  readonly decrypts: boolean;
  /** It patches other objects with a `decryption`, as a parent of kustomizations does. */
  readonly handsDown: boolean;
}

export function readKustomization(resource: Resource, emit: Emit): void {
  const spec = get(resource.root, 'spec');
  const path = textAt(spec, 'path');
  // Another source is another repository.
  const note: Applies = {
    name: resource.id.name ?? '',
    path: path ?? '',
    decrypts: textAt(spec, 'decryption', 'provider') !== null,
    handsDown: patchesDecryption(resource),
  };
  emit.note(note);
  const secret = textAt(spec, 'decryption', 'secretRef', 'name');
  const reference = get(spec, 'decryption', 'secretRef');
  if (secret !== null && reference !== undefined) {
    emit.link({
      aspect: 'decryption-key',
      path: null,
      object: { group: '', kind: 'Secret', namespace: resource.id.namespace, name: secret },
      place: placeOf(resource.document, reference.span, below(resource.pointer, 'spec', 'decryption', 'secretRef')),
      resource: resource.id,
      keyPath: 'spec.decryption.secretRef',
      detail: {},
    });
  }
}

function patchesDecryption(resource: Resource): boolean {
  const patches = get(resource.root, 'spec', 'patches');
  return patches?.kind === 'sequence' && patches.items.some((item) => (textAt(item, 'patch') ?? '').includes('decryption'));
}

/**
 * Encrypted files below the folder of a Kustomization that does not decrypt, where no other in sight does: it would apply the
 * ciphertext as it is. Decryption may also be handed down by a parent's patch; then nothing is said.
 */
export function judgeDecryption(snapshot: Snapshot, emit: SnapshotEmit): void {
  const all: { readonly at: SnapshotFile; readonly applies: Applies; readonly folder: string }[] = [];
  const encrypted: SnapshotFile[] = [];
  for (const file of snapshot.files()) {
    for (const applies of notesOf(file)) {
      if (applies.handsDown) return;
      const folder = applies.path === '' ? '' : relativePath('', applies.path);
      if (folder !== null) all.push({ at: file, applies, folder });
    }
    // Whose apiVersion is ciphertext as well is no object to anyone, and somebody decrypts it by hand.
    const objects = file.facts.resources.filter(({ apiVersion }) => !apiVersion.startsWith('ENC['));
    if (file.facts.envelope === 'sops' && objects.length > 0) encrypted.push(file);
  }
  if (all.length === 0) return;
  for (const file of encrypted) {
    const covering = all.filter(({ folder }) => folder !== '' && file.path.startsWith(`${folder}/`));
    const [first] = covering;
    if (first === undefined || covering.some(({ applies }) => applies.decrypts)) continue;
    emit.observe(file, {
      aspect: 'not-decrypted',
      place: file.facts.resources[0]?.place ?? firstLine,
      resource: file.facts.resources[0] ?? null,
      keyPath: 'sops',
      detail: { by: first.at.path, kustomization: first.applies.name },
    });
  }
}

function notesOf(file: SnapshotFile): readonly Applies[] {
  const notes = file.facts.notes['flux'];
  return Array.isArray(notes) ? (notes as readonly Applies[]) : [];
}

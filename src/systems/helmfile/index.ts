import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child, root } from '../../model/pointer.ts';
import { get, type Mapping, type Node, textAt } from '../../model/tree.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import { judgeNamedFiles } from '../named-file.ts';
import type { Emit, System } from '../system.ts';

/** helmfile: releases with values inline, in files, and in files that must be encrypted. */
export const helmfile: System = {
  id: 'helmfile',
  title: 'helmfile',
  aspects: {
    value: 'a value that stands in the helmfile itself',
    'secrets-file': 'a file that a release or environment decrypts: must be ciphertext',
    'secrets-file-clear': 'a value in clear in such a file',
  },
  remedy: {
    rotate: 'the credentials in the values',
    steps: [
      { text: 'Change the credential where it is issued.' },
      { text: 'Put the new value into a file below `secrets:`, encrypted.', command: 'helm secrets encrypt --in-place secrets.yaml' },
      { text: 'Or name it by reference: `ref+vault://...` is resolved when helmfile runs.' },
      { text: 'Apply.', command: 'helmfile apply' },
    ],
  },
  document(document, _file, emit) {
    if (document.within !== null || document.root?.kind !== 'mapping' || !isHelmfile(document.root)) return false;
    readHelmfile(document.root, document, emit);
    return true;
  },
  // A file that is not encrypted is passed on as it is, without a word.
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'secrets-file-clear', emit),
};

/** Releases with a chart each, or environments that are nothing but values and secrets. */
function isHelmfile(tree: Mapping): boolean {
  const releases = get(tree, 'releases');
  if (releases?.kind === 'sequence') return releases.items.some((item) => textAt(item, 'chart') !== null || textAt(item, 'name') !== null);
  const environments = get(tree, 'environments');
  if (environments?.kind !== 'mapping') return get(tree, 'helmfiles')?.kind === 'sequence';
  return (
    environments.entries.every(
      ({ value }) => value.kind === 'mapping' && value.entries.every((entry) => environmentMembers.has(entry.key.text)),
    ) || environments.entries.every(({ value }) => value.kind === 'scalar')
  );
}

const environmentMembers = new Set(['values', 'secrets', 'missingFileHandler', 'missingFileHandlerConfig', 'kubeContext']);

function readHelmfile(tree: Mapping, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'value', container: 'values', resource: null, document };
  const taken = new Set<Pointer>();
  lists(tree, root, (list, pointer, keyPath) => {
    taken.add(pointer);
    if (list.kind !== 'sequence') return;
    list.items.forEach((item, index) => {
      if (item.kind !== 'scalar') return;
      emit.link({
        aspect: 'secrets-file',
        path: item.text,
        object: null,
        place: placeOf(document, item.span, child(pointer, index)),
        resource: null,
        keyPath,
        detail: {},
      });
    });
  });
  emitLiterals(tree, root, { ...as, skip: (pointer) => taken.has(pointer) }, emit);
}

/** Every `secrets` list, of releases and environments. */
function lists(tree: Mapping, pointer: Pointer, found: (list: Node, pointer: Pointer, keyPath: string) => void): void {
  const releases = get(tree, 'releases');
  if (releases?.kind === 'sequence') {
    releases.items.forEach((item, index) => {
      const list = get(item, 'secrets');
      if (list !== undefined)
        found(list, below(pointer, 'releases', index, 'secrets'), `releases.${textAt(item, 'name') ?? index}.secrets`);
    });
  }
  const environments = get(tree, 'environments');
  if (environments?.kind !== 'mapping') return;
  for (const { key, value } of environments.entries) {
    const list = get(value, 'secrets');
    if (list !== undefined) found(list, below(pointer, 'environments', key.text, 'secrets'), `environments.${key.text}.secrets`);
  }
}

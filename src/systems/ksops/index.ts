import { placeOf } from '../../manifest/place.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node } from '../../model/tree.ts';
import { readObject } from '../fields.ts';
import { judgeNamedFiles } from '../named-file.ts';
import type { Emit, System } from '../system.ts';

/** Generators of Kustomize that decrypt with SOPS: KSOPS and SopsSecretGenerator. Every file they name must be ciphertext. */
export const ksops: System = {
  id: 'ksops',
  title: 'KSOPS and SopsSecretGenerator',
  aspects: {
    file: 'a file that the generator decrypts: must be ciphertext',
    'file-clear': 'a value in clear in such a file',
    annotation: 'an annotation or label of a generator',
    literal: 'a literal of a generator',
  },
  remedy: {
    rotate: 'every value in the file that was in clear',
    steps: [
      { text: 'Change the credentials where they are issued.' },
      { text: 'Write the new values and encrypt the file.', command: 'sops encrypt --in-place FILE' },
      {
        text: 'See that the build works, and apply.',
        command: 'kustomize build --enable-alpha-plugins --enable-exec . | kubectl apply -f -',
      },
    ],
  },
  claims: (resource) =>
    (resource.group === 'viaduct.ai' && /^ksops/i.test(resource.id.kind)) ||
    (resource.group === 'goabout.com' && resource.id.kind === 'SopsSecretGenerator'),
  read(resource, _file, emit) {
    readObject(resource, emit, []);
    for (const member of ['files', 'envs', 'binaryFiles']) linkFiles(get(resource.root, member), [member], resource, emit);
    const secrets = get(resource.root, 'secretFrom');
    if (secrets?.kind !== 'sequence') return;
    for (const [index, item] of secrets.items.entries())
      for (const member of ['files', 'envs', 'binaryFiles']) linkFiles(get(item, member), ['secretFrom', index, member], resource, emit);
  },
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'file-clear', emit),
};

/** Paths, each perhaps with the key it is to have before it: `config.yaml=secret.enc.yaml`. */
function linkFiles(list: Node | undefined, path: readonly (string | number)[], resource: Resource, emit: Emit): void {
  if (list?.kind !== 'sequence') return;
  for (const [index, item] of list.items.entries()) {
    if (item.kind !== 'scalar' || item.text === '') continue;
    const at = [...path, index];
    emit.link({
      aspect: 'file',
      path: item.text.slice(item.text.indexOf('=') + 1).trim(),
      object: null,
      place: placeOf(resource.document, item.span, below(resource.pointer, ...at)),
      resource: resource.id,
      keyPath: at.join('.'),
      detail: {},
    });
  }
}

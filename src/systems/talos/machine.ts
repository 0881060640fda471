import { scalars } from '../../manifest/walk.ts';
import { root, steps } from '../../model/pointer.ts';
import type { Mapping } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/**
 * Members of a machine configuration, and of the bundle, that are secret by definition. Their names alone (`id`, `secret`,
 * `token`, `key`) would not tell. Talos reference, `reference/configuration/v1alpha1`; `siderolabs/talos` `machinery/config/generate/secrets`.
 */
const secrets =
  /^(?:machine\.(?:token|ca\.key|acceptedCAs\.\d+\.key)|cluster\.(?:secret|token|aescbcEncryptionSecret|secretboxEncryptionSecret|ca\.key|aggregatorCA\.key|serviceAccount\.key|etcd\.ca\.key)|secrets\.(?:bootstraptoken|secretboxencryptionsecret|aescbcencryptionsecret)|trustdinfo\.token|certs\.\w+\.key)$/;

/** Keys are base64 of PEM. */
const encoded = /\.key$/;
const publicMember = /(?:^|\.)(?:crt|certSANs|cluster\.id|image|version)$/;

export function readMachine(tree: Mapping, as: WalkAs, emit: Emit): void {
  const taken = new Set<string>();
  for (const { node, pointer, key } of scalars(tree)) {
    const path = steps(pointer).join('.');
    if (publicMember.test(path)) taken.add(pointer);
    if (!secrets.test(path)) continue;
    taken.add(pointer);
    const found = candidate(node, pointer, key, path, [], { ...as, aspect: 'cluster-secret', container: 'credential-field' });
    emit.value(encoded.test(path) ? { ...found, encoding: 'base64' } : found);
  }
  emitLiterals(tree, root, { ...as, skip: (pointer) => taken.has(pointer) }, emit);
}

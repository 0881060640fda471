import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get } from '../../model/tree.ts';
import { emitMetadata } from '../core/secret.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** Members of the ConfigMaps hold YAML: each is opened and read by whoever judges it; `$name:key` in it is a reference. */
export function readConfiguration(resource: Resource, emit: Emit): void {
  emitMetadata(resource, emit);
  const as: WalkAs = {
    aspect: 'config-literal',
    container: 'config-map',
    resource: resource.id,
    document: resource.document,
  };
  for (const member of ['data', 'stringData', 'binaryData']) {
    const data = get(resource.root, member);
    if (data?.kind !== 'mapping') continue;
    const neighbours = data.entries.map((entry) => entry.key.text);
    for (const entry of data.entries) {
      const key = entry.key.text;
      const pointer = below(resource.pointer, member, key);
      if (entry.value.kind !== 'scalar') emitLiterals(entry.value, pointer, { ...as, keyPath: `${member}.${key}` }, emit);
      else
        emit.value({
          ...candidate(entry.value, pointer, key, `${member}.${key}`, neighbours, as),
          ...(member === 'binaryData' && { encoding: 'base64' }),
        });
    }
  }
}

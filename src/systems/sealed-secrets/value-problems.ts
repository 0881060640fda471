import { placeOf } from '../../manifest/place.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node } from '../../model/tree.ts';
import { readKeyName } from '../../sensitivity/key-name.ts';
import type { Observation } from '../system.ts';
import type { Value, Values } from './values.ts';

/** What shows between the values of one object, or from the public length of a plaintext. */
export function valueProblems(resource: Resource, values: Values): Observation[] {
  return [
    ...repeatedBlocks(values),
    ...mixedSizes(values),
    ...short(values),
    ...forms(resource, values),
    ...templateKeys(resource, values),
  ].map((problem) => ({
    subject: 'resource',
    aspect: problem.aspect,
    place: placeOf(resource.document, problem.node.span, problem.pointer),
    resource: resource.id,
    keyPath: problem.keyPath,
    ...(problem.key !== undefined && { key: problem.key }),
    ...(problem.detail && { detail: problem.detail }),
  }));
}

interface Problem {
  readonly aspect: string;
  readonly node: Node;
  readonly pointer: Pointer;
  readonly keyPath: string;
  readonly key?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** A session key is used once: the same RSA block with another body was tampered with, or one of the two was cut or edited. */
function repeatedBlocks({ encrypted }: Values): Problem[] {
  const seen = new Map<string, Value>();
  return encrypted.flatMap((value): Problem[] => {
    if (value.parsed.kind !== 'sealed') return [];
    const block = Buffer.from(value.parsed.rsa).toString('latin1');
    const first = seen.get(block);
    if (first === undefined) {
      seen.set(block, value);
      return [];
    }
    if (first.parsed.kind !== 'sealed' || Buffer.compare(first.parsed.body, value.parsed.body) === 0) return [];
    return [{ aspect: 'repeated-rsa-block', ...value, detail: { other: first.key } }];
  });
}

/** Values under keys of different size were sealed at different times: part of the object was not sealed again. */
function mixedSizes({ encrypted }: Values): Problem[] {
  const sizes = new Map<number, Value>();
  for (const value of encrypted) if (value.parsed.kind === 'sealed') sizes.set(value.parsed.modulusBytes * 8, value);
  const [smallest] = [...sizes].sort(([left], [right]) => left - right);
  if (sizes.size < 2 || smallest === undefined) return [];
  const [bits, value] = smallest;
  return [{ aspect: 'mixed-key-sizes', ...value, detail: { bits, largest: Math.max(...sizes.keys()) } }];
}

/** The length of a plaintext is public: of a password it says whether it can be guessed. */
function short({ encrypted }: Values): Problem[] {
  return encrypted.flatMap((value): Problem[] => {
    if (value.parsed.kind !== 'sealed' || value.parsed.plaintextLength >= 8) return [];
    const { role } = readKeyName(value.key, value.keyPath);
    if (value.parsed.plaintextLength > 0 && role !== 'password' && role !== 'secret') return [];
    return [{ aspect: 'short-plaintext', ...value, detail: { bytes: value.parsed.plaintextLength } }];
  });
}

function forms(resource: Resource, { encrypted, blob }: Values): Problem[] {
  if (blob !== null) {
    return encrypted.length === 0 ? [] : [{ aspect: 'data-beside-encrypted-data', ...blob }];
  }
  const spec = get(resource.root, 'spec');
  if (resource.document.how !== 'parsed' || resource.via.includes('patch')) return [];
  if (spec?.kind !== 'mapping' || get(spec, 'encryptedData') !== undefined || get(spec, 'data') !== undefined) return [];
  return [{ aspect: 'nothing-sealed', node: spec, pointer: child(resource.pointer, 'spec'), keyPath: 'spec' }];
}

/** Keys of `template.data` that meet a sealed key, and those set to null. */
function templateKeys(resource: Resource, { encrypted }: Values): Problem[] {
  const data = get(resource.root, 'spec', 'template', 'data');
  if (data?.kind !== 'mapping') return [];
  const pointer = below(resource.pointer, 'spec', 'template', 'data');
  return data.entries.flatMap(({ key, value }): Problem[] => {
    const at = { node: value, pointer: child(pointer, key.text), keyPath: `spec.template.data.${key.text}`, key: key.text };
    if (!encrypted.some((one) => one.key === key.text)) return [];
    const removes = value.kind === 'scalar' && value.type === 'null';
    return [{ aspect: removes ? 'template-removes-key' : 'template-shadows-key', ...at }];
  });
}

import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { type Entry, get, type Mapping, type Node, textAt } from '../../model/tree.ts';
import { candidate, emitLiterals, tell, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';
import { liveExport } from './live-export.ts';

/** Whether a resource is a v1 Secret, or a ConfigMap that somebody gave the members of one. */
export function isSecret(resource: Resource): boolean {
  return resource.group === '' && /^secret$/i.test(resource.id.kind);
}

/** Whether `data` or `stringData` of a Secret has a key that passes the test. */
export function hasKey(secret: Mapping, test: (key: string) => boolean): boolean {
  return ['data', 'stringData'].some((member) => {
    const data = get(secret, member);
    return data?.kind === 'mapping' && data.entries.some(({ key }) => test(key.text));
  });
}

/**
 * Every value of `data` (base64 by the API's definition) and `stringData` of a Secret, or of what renders to one.
 * `aspect` is the caller's: a secret template of another system has the same two members.
 */
export function emitSecretData(resource: Resource, emit: Emit, aspect = 'secret-data'): void {
  const type = textAt(resource.root, 'type');
  const live = liveExport(resource.root);
  const walk: WalkAs = {
    aspect,
    container: 'secret',
    resource: resource.id,
    document: resource.document,
    ...(type !== null && { secretType: type }),
    ...(live !== null && { liveExport: live }),
  };
  for (const { member, entry, parent } of membersOf(resource)) {
    const pointer = child(parent, entry.key.text);
    const own: WalkAs = member === 'data' ? { ...walk, encoding: 'base64', keyPath: member } : { ...walk, keyPath: member };
    if (entry.value.kind !== 'mapping') {
      // `data: {{ ... }}` in a chart, or a mistake: nothing the API would take, but what is there is looked at as text.
      const { encoding: _, ...plain } = own;
      emitLiterals(entry.value, pointer, plain, emit);
      continue;
    }
    const neighbours = entry.value.entries.map((one) => one.key.text);
    for (const item of entry.value.entries) {
      const at = child(pointer, item.key.text);
      const path = `${member}.${item.key.text}`;
      if (item.value.kind === 'scalar') emit.value(candidate(item.value, at, item.key.text, path, neighbours, own));
      else emitLiterals(item.value, at, { ...walk, keyPath: path }, emit);
    }
  }
}

interface Member {
  readonly member: 'data' | 'stringData';
  readonly entry: Entry;
  readonly parent: Pointer;
}

/** `stringdata`, `binaryData`, or indented below `metadata`: the API takes none of these, and yet there stand the values. */
const spellings: Readonly<Record<string, Member['member']>> = { data: 'data', binarydata: 'data', stringdata: 'stringData' };

const canonical = (key: string): string => key.replace(/_/g, '').toLowerCase();
export const isDataMember = (key: string): boolean => Object.hasOwn(spellings, canonical(key));

function membersOf(resource: Resource): readonly Member[] {
  const metadata = get(resource.root, 'metadata');
  const below = (tree: Node | undefined, parent: Pointer): Member[] =>
    (tree?.kind === 'mapping' ? tree.entries : []).flatMap((entry) => {
      const member = isDataMember(entry.key.text) ? spellings[canonical(entry.key.text)] : undefined;
      return member === undefined ? [] : [{ member, entry, parent }];
    });
  return [...below(resource.root, resource.pointer), ...below(metadata, child(resource.pointer, 'metadata'))];
}

const copies = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubecfg.ksonnet.io/last-applied-configuration',
  'kapp.k14s.io/original',
  'objectset.rio.cattle.io/applied',
];

/** Annotations and labels: copies of the whole object that tools leave there, and anything else that may hold a value. */
export function emitMetadata(resource: Resource, emit: Emit): void {
  for (const member of ['annotations', 'labels'] as const) {
    const found = get(resource.root, 'metadata', member);
    if (found?.kind !== 'mapping') continue;
    const base = child(child(resource.pointer, 'metadata'), member);
    const as: WalkAs = { aspect: 'annotation', container: 'annotation', resource: resource.id, document: resource.document };
    for (const entry of found.entries) {
      if (entry.value.kind !== 'scalar') continue;
      const key = entry.key.text;
      const copy = copies.includes(key);
      tell(entry.value, child(base, key), key, `metadata.${member}.${key}`, null, copy ? { ...as, aspect: 'applied-copy' } : as, emit);
    }
  }
}

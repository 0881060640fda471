import type { Container } from '../model/fact.ts';
import type { Pointer } from '../model/ids.ts';
import { child } from '../model/pointer.ts';
import type { Resource } from '../model/resource.ts';
import { type Mapping, type Node, textAt } from '../model/tree.ts';
import { emitMetadata } from './core/secret.ts';
import { emitLiterals, tell, type WalkAs } from './literals.ts';
import type { Emit } from './system.ts';

/** A place of an API, and what stands there. */
export interface Field {
  readonly pattern: RegExp;
  readonly aspect: string;
  /** `names`: it names things elsewhere, and nothing in it is looked at. */
  readonly container: Container | 'names';
  readonly encoding?: 'base64';
}

/** A field by its dotted path from the root of the object: `*` is one step, `**` any number, none included. */
export function field(path: string, aspect: string, container: Field['container'], encoding?: 'base64'): Field {
  let pattern: RegExp | null = null;
  return {
    // There are hundreds, and a commit rarely has an object of the API.
    get pattern() {
      return (pattern ??= patternOf(path));
    },
    aspect,
    container,
    ...(encoding && { encoding }),
  };
}

function patternOf(path: string): RegExp {
  const steps = path
    .split('.')
    .map((step) => (step === '**' ? '(?:[^\\n]+\\n)*' : `${step.replace(/[-/$]/g, '\\$&').replaceAll('*', '[^\\n]*')}\\n`));
  return new RegExp(`^${steps.join('')}$`);
}

/** Fields that only name things. */
export const names = (...paths: readonly string[]): Field[] => paths.map((path) => field(path, 'literal', 'names'));

/**
 * Reads an object of an API whose fields are known: each field as what it is, by the first of `fields` that fits, annotations
 * and labels as such, and whatever else stands in the object as aspect `literal`.
 */
export function readObject(resource: Resource, emit: Emit, fields: readonly Field[]): void {
  emitMetadata(resource, emit);
  const as: WalkAs = { aspect: 'literal', container: 'values', resource: resource.id, document: resource.document };
  const taken = new Set<Pointer>();
  const body = { ...resource.root, entries: resource.root.entries.filter((entry) => !head.has(entry.key.text)) };
  visit(body, resource.pointer, '', null, (node, pointer, path, parent) => {
    const found = fields.find((one) => one.pattern.test(path));
    if (found === undefined) return false;
    taken.add(pointer);
    if (found.container === 'names') return true;
    const keyPath = path.slice(0, -1).replaceAll('\n', '.');
    const own: WalkAs = { ...as, aspect: found.aspect, container: found.container, ...(found.encoding && { encoding: found.encoding }) };
    if (node.kind !== 'scalar') emitLiterals(node, pointer, { ...own, keyPath }, emit);
    else tell(node, pointer, nameOf(keyPath, parent), keyPath, parent, own, emit);
    return true;
  });
  emitLiterals(body, resource.pointer, { ...as, skip: (pointer) => taken.has(pointer) }, emit);
}

/** Members that name or describe an object. */
const head: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Of `{key: X, value: Y}`, X; of `token: {value: Y}`, token. */
function nameOf(keyPath: string, parent: Mapping | null): string | null {
  const [last = '', before = null] = keyPath.split('.').reverse();
  if (last !== 'value' || parent === null) return last;
  const name = textAt(parent, 'key') ?? textAt(parent, 'name') ?? before;
  // A path in a store says where a value is kept, not what it is.
  return name?.includes('/') ? null : name;
}

function visit(
  node: Node,
  pointer: Pointer,
  path: string,
  parent: Mapping | null,
  take: (node: Node, pointer: Pointer, path: string, parent: Mapping | null) => boolean,
): void {
  if (take(node, pointer, path, parent)) return;
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) visit(value, child(pointer, key.text), `${path}${key.text}\n`, node, take);
  } else if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) visit(item, child(pointer, index), `${path}${index}\n`, null, take);
  }
}

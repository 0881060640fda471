import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import type { Mapping, Node, Span } from '../../model/tree.ts';

/** A part of the metadata, the same whatever the format it was written in, with the place it came from. */
export type Field = TextField | ListField | MapField;

interface Placed {
  readonly pointer: Pointer;
  readonly span: Span;
}

interface TextField extends Placed {
  readonly kind: 'text';
  /** '' for null. */
  readonly text: string;
}

interface ListField extends Placed {
  readonly kind: 'list';
  readonly items: readonly Field[];
}

export interface MapField extends Placed {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, Field>;
}

/** The text of a member, or null where there is none. */
export function textOf(field: Field | undefined): string | null {
  return field?.kind === 'text' ? field.text : null;
}

/** SOPS decodes weakly: one mapping stands for a list of one. */
export function itemsOf(field: Field | undefined): readonly MapField[] {
  if (field?.kind === 'map') return [field];
  if (field?.kind !== 'list') return [];
  return field.items.filter((item) => item.kind === 'map');
}

/** Metadata as YAML and JSON hold it. Names are matched without regard to case, as upstream's decoder does; not so in .sops.yaml. */
export function nestedField(node: Node, pointer: Pointer, exact = false): Field {
  switch (node.kind) {
    case 'scalar':
      return { kind: 'text', text: node.type === 'null' ? '' : node.text, pointer, span: node.span };
    case 'sequence':
      return {
        kind: 'list',
        items: node.items.map((item, index) => nestedField(item, child(pointer, index), exact)),
        pointer,
        span: node.span,
      };
    case 'mapping': {
      const named = (name: string): string => (exact ? name : name.toLowerCase());
      const members = node.entries.map(({ key, value }) => [named(key.text), nestedField(value, child(pointer, key.text), exact)] as const);
      return { kind: 'map', members: new Map(members), pointer, span: node.span };
    }
  }
}

/**
 * Metadata as dotenv and INI hold it: flat keys, `__map_KEY` for a step into a mapping and `__list_N` into a list
 * (upstream `stores/flatten.go`). `prefix` is taken off (`sops_` in dotenv), keys without it are no metadata.
 */
export function flatField(mapping: Mapping, pointer: Pointer, prefix: string): MapField {
  const root: Branch = { members: new Map(), pointer, span: mapping.span };
  for (const { key, value } of mapping.entries) {
    if (!key.text.startsWith(prefix) || value.kind !== 'scalar') continue;
    const text = unquoted(value.text).replaceAll('\\n', '\n');
    const steps = stepsOf(key.text.slice(prefix.length));
    if (steps.length > deepest) continue;
    plant(root, steps, { kind: 'text', text, pointer: child(pointer, key.text), span: value.span });
  }
  return { kind: 'map', members: new Map([...root.members].map(([name, one]) => [name, grown(one)])), pointer, span: mapping.span };
}

/** Real metadata is six steps deep: `key_groups__list_1__map_kms__list_0__map_context__map_Env`. */
const deepest = 12;

interface Branch extends Placed {
  readonly members: Map<string, Branch | TextField>;
}

/** A list step keeps its sign, so that `__list_0` and `__map_0` stay apart. */
function stepsOf(flat: string): readonly string[] {
  return flat
    .split(/(?=__map_|__list_)/)
    .map((step) =>
      step.startsWith('__map_') ? step.slice('__map_'.length) : step.startsWith('__list_') ? `#${step.slice('__list_'.length)}` : step,
    );
}

/** A value where a branch stands, or the other way round, is malformed: the first stays. */
function plant(root: Branch, steps: readonly string[], leaf: TextField): void {
  let at = root;
  for (const step of steps.slice(0, -1)) {
    const known = at.members.get(step) ?? { members: new Map(), pointer: leaf.pointer, span: leaf.span };
    if ('kind' in known) return;
    at.members.set(step, known);
    at = known;
  }
  const last = steps.at(-1) ?? '';
  if (!at.members.has(last)) at.members.set(last, leaf);
}

function grown(branch: Branch | TextField): Field {
  if ('kind' in branch) return branch;
  const { pointer, span } = branch;
  const names = [...branch.members.keys()];
  if (names.every((name) => /^#\d{1,6}$/.test(name))) {
    names.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    return { kind: 'list', items: names.flatMap((name) => grownAt(branch, name)), pointer, span };
  }
  return {
    kind: 'map',
    members: new Map(names.flatMap((name) => grownAt(branch, name).map((field) => [name, field] as const))),
    pointer,
    span,
  };
}

function grownAt(branch: Branch, name: string): Field[] {
  const found = branch.members.get(name);
  return found === undefined ? [] : [grown(found)];
}

/** 3.13.0 and 3.13.1 wrote INI values of several lines in triple quotes. */
function unquoted(text: string): string {
  const match = /^("""|''')([\s\S]*)\1$/.exec(text.trim());
  return match?.[2] ?? text;
}

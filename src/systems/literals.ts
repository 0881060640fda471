import { placeOf } from '../manifest/place.ts';
import type { Document } from '../model/document.ts';
import type { Container } from '../model/fact.ts';
import type { Pointer } from '../model/ids.ts';
import { child } from '../model/pointer.ts';
import type { ResourceId } from '../model/resource.ts';
import { type Entry, type Mapping, type Node, type Scalar, type Sequence, textAt } from '../model/tree.ts';
import type { Candidate, Emit } from './system.ts';

/** What a walk over a tree emits its literals as. */
export interface WalkAs {
  readonly aspect: string;
  readonly container: Container;
  readonly resource: ResourceId | null;
  readonly document: Document;
  /** Key path of the node the walk starts at; '' at the root. */
  readonly keyPath?: string;
  readonly secretType?: string;
  readonly liveExport?: string;
  readonly encoding?: 'base64';
  /** True for a subtree that somebody else reads, or that cannot hold a value. */
  skip?(pointer: Pointer, entry: Entry | null): boolean;
}

/** Lists whose scalars are command lines: a flag names the value behind it. */
const commandLines = new Set(['args', 'command', 'extraArgs', 'extraCommandArgs']);

/**
 * Emits every scalar below `node` as a candidate. It knows the shapes in which manifests pair a name with a value elsewhere
 * than in a mapping: `{name: X, value: Y}` (environment, Helm parameters), `{key: X, value: Y}`, and command lines.
 */
export function emitLiterals(node: Node, pointer: Pointer, as: WalkAs, emit: Emit): void {
  const keyPath = as.keyPath ?? '';
  switch (node.kind) {
    case 'scalar':
      tell(node, pointer, keyPath.slice(keyPath.lastIndexOf('.') + 1) || null, keyPath, null, as, emit);
      return;
    case 'mapping':
      mapping(node, pointer, keyPath, as, emit);
      return;
    case 'sequence':
      sequence(node, pointer, keyPath, null, as, emit);
  }
}

/** Emits one scalar, unless it is known to say nothing; `beside` are the members it stands among. */
export function tell(
  node: Scalar,
  pointer: Pointer,
  key: string | null,
  keyPath: string,
  beside: Mapping | null,
  as: WalkAs,
  emit: Emit,
  container: Container = as.container,
): void {
  if (emit.passes(node, pointer, key, keyPath, as, container)) return;
  emit.value(candidate(node, pointer, key, keyPath, keysOf(beside), as, container));
}

const keysOf = (mapping: Mapping | null): readonly string[] => mapping?.entries.map((entry) => entry.key.text) ?? [];

/** One scalar as a candidate. */
export function candidate(
  node: Scalar,
  pointer: Pointer,
  key: string | null,
  keyPath: string,
  neighbours: readonly string[],
  as: WalkAs,
  container: Container = as.container,
): Candidate {
  return {
    aspect: as.aspect,
    container,
    text: node.text,
    node,
    place:
      node.written === undefined
        ? placeOf(as.document, node.span, pointer)
        : { ...placeOf(as.document, node.written, pointer), aliased: true },
    resource: as.resource,
    key,
    keyPath,
    neighbours,
    ...(as.encoding && { encoding: as.encoding }),
    ...(as.secretType !== undefined && { secretType: as.secretType }),
    ...(as.liveExport !== undefined && { liveExport: as.liveExport }),
  };
}

function mapping(node: Mapping, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const named = pairedName(node);
  for (const entry of node.entries) {
    const key = entry.key.text;
    const at = child(pointer, key);
    if (as.skip?.(at, entry)) continue;
    const path = join(keyPath, key);
    if (entry.value.kind === 'mapping') mapping(entry.value, at, path, as, emit);
    else if (entry.value.kind === 'sequence') sequence(entry.value, at, path, commandLines.has(key) ? 'arguments' : null, as, emit);
    else if (named !== null && (key === 'value' || key === 'default')) {
      tell(entry.value, at, named, join(keyPath, named), node, as, emit, as.container === 'values' ? 'env' : as.container);
    } else if (namesItself(entry) && node.entries.some(isNameOnly)) {
      emit.value({ ...candidate(entry.value, at, key, path, keysOf(node), as), amongNames: true });
    } else tell(entry.value, at, key, path, node, as, emit);
  }
}

/** `username: username`, `auth_username: username`, `username: user`. */
function namesItself({ key, value }: Entry): boolean {
  if (value.kind !== 'scalar' || value.text.length < 4 || value.text.length > key.text.length) return false;
  const name = key.text.toLowerCase();
  return name.endsWith(value.text.toLowerCase()) || (value.text === 'user' && name.endsWith('username'));
}

/** The same of what is no secret: `password: password` beside another password is a weak one. */
const isNameOnly = (entry: Entry): boolean => namesItself(entry) && !/pass|pwd|secret|token|key/i.test(entry.key.text);

function sequence(node: Sequence, pointer: Pointer, keyPath: string, as_: 'arguments' | null, as: WalkAs, emit: Emit): void {
  let flag: string | null = null;
  node.items.forEach((item, index) => {
    const at = child(pointer, index);
    if (as.skip?.(at, null)) return;
    // A named item is known by its name, so that a new item before it does not change its identity.
    const name = item.kind === 'mapping' ? (textAt(item, 'name') ?? textAt(item, 'key')) : null;
    const path = join(keyPath, name ?? String(index));
    if (item.kind === 'mapping') mapping(item, at, pairedName(item) === null ? path : keyPath, as, emit);
    else if (item.kind === 'sequence') sequence(item, at, path, as_, as, emit);
    else if (as_ === 'arguments') {
      emit.value({ ...candidate(item, at, flag, path, [], as, 'argument'), ...argument(item.text, flag) });
      flag = flagName(item.text);
    } else tell(item, at, keyPath.slice(keyPath.lastIndexOf('.') + 1) || null, path, null, as, emit);
  });
}

/** `--password=x` is key `password` with text `x`; what follows `--password` has its name. */
function argument(text: string, flag: string | null): { readonly text: string; readonly key: string | null } {
  const inline = /^--?([A-Za-z][\w.-]*)=([\s\S]*)$/.exec(text);
  if (inline) return { key: inline[1] ?? null, text: unquote(inline[2] ?? '') };
  return { key: text.startsWith('-') ? null : flag, text };
}

function flagName(text: string): string | null {
  return /^--?([A-Za-z][\w.-]*)$/.exec(text)?.[1] ?? null;
}

/**
 * `{name: X, value: Y}` and `{key: X, value: Y}`: X names Y; so it does a default of Tekton's parameters. Keycloak's credentials
 * have a type: `{type: password, value: Y}`.
 */
function pairedName(node: Mapping): string | null {
  if (!node.entries.some(({ key, value }) => (key.text === 'value' || key.text === 'default') && value.kind === 'scalar')) return null;
  return textAt(node, 'name') ?? textAt(node, 'key') ?? (textAt(node, 'type') === 'password' ? 'password' : null);
}

const unquote = (text: string): string => /^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text;
const join = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`);

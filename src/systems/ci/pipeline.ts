import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root } from '../../model/pointer.ts';
import type { Entry, Node } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';
import { readScript } from './script.ts';

/** Members whose members are variables: GitHub, GitLab, CircleCI, Drone, Azure, Travis, Cloud Build, Bitbucket, AWS. */
const variables = new Set(['env', 'environment', 'variables', 'envs', 'env_variables', 'env-vars', 'parameters-env']);
/** Members that hold lines of a shell. */
const scripts = new Set([
  'run',
  'script',
  'before_script',
  'after_script',
  'before_install',
  'install',
  'commands',
  'command',
  'bash',
  'pwsh',
  'powershell',
  'sh',
]);

/** Variables by their name, lines of scripts by what they assign; everything else by its key. */
export function readPipeline(tree: Node, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'setting', container: 'values', resource: null, document };
  const taken = new Set<Pointer>();
  visit(tree, root, '', (entry, pointer, keyPath) => {
    const { value } = entry;
    if (variables.has(entry.key.text) && value.kind !== 'scalar') {
      taken.add(pointer);
      readVariables(value, pointer, keyPath, { ...as, aspect: 'variable', container: 'env' }, emit);
      return true;
    }
    if (!scripts.has(entry.key.text)) return false;
    const lines =
      value.kind === 'scalar'
        ? [{ node: value, at: pointer }]
        : value.kind === 'sequence'
          ? value.items.flatMap((item, index) => (item.kind === 'scalar' ? [{ node: item, at: child(pointer, index) }] : []))
          : [];
    if (lines.length === 0) return false;
    taken.add(pointer);
    for (const { node, at } of lines) readScript(node, at, keyPath, { ...as, aspect: 'variable' }, emit);
    return true;
  });
  emitLiterals(tree, root, { ...as, skip: (pointer) => taken.has(pointer) }, emit);
}

/** A mapping, a list of `KEY=value`, or a list of pairs of name and value. GitLab may give a variable a description. */
function readVariables(node: Node, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  if (node.kind === 'mapping') {
    const neighbours = node.entries.map((entry) => entry.key.text);
    for (const { key, value } of node.entries) {
      const at = child(pointer, key.text);
      const path = `${keyPath}.${key.text}`;
      const nested = value.kind === 'mapping' ? value.entries.find((entry) => entry.key.text === 'value')?.value : undefined;
      if (value.kind === 'scalar') emit.value(candidate(value, at, key.text, path, neighbours, as));
      else if (nested?.kind === 'scalar') emit.value(candidate(nested, child(at, 'value'), key.text, path, neighbours, as));
      else emitLiterals(value, at, { ...as, keyPath: path }, emit);
    }
    return;
  }
  if (node.kind !== 'sequence') return;
  node.items.forEach((item, index) => {
    const at = child(pointer, index);
    if (item.kind !== 'scalar') emitLiterals(item, at, { ...as, keyPath }, emit);
    else readScript(item, at, keyPath, as, emit);
  });
}

/** Visits members, outermost first; true: what is below is done with. */
function visit(node: Node, pointer: Pointer, keyPath: string, take: (entry: Entry, pointer: Pointer, keyPath: string) => boolean): void {
  const step = (name: string | number): string => (keyPath === '' ? String(name) : `${keyPath}.${name}`);
  if (node.kind === 'sequence') for (const [index, item] of node.items.entries()) visit(item, child(pointer, index), step(index), take);
  if (node.kind !== 'mapping') return;
  for (const entry of node.entries) {
    const at = child(pointer, entry.key.text);
    const path = step(entry.key.text);
    if (!take(entry, at, path)) visit(entry.value, at, path, take);
  }
}

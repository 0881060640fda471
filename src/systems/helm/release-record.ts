import type { Document } from '../../model/document.ts';
import { below, child, root } from '../../model/pointer.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** What Helm stores of a release, after its base64, base64 and gzip: the release as JSON. */
export function isReleaseRecord(tree: Node): boolean {
  return (
    textAt(tree, 'name') !== null &&
    get(tree, 'info') !== undefined &&
    get(tree, 'chart', 'metadata') !== undefined &&
    get(tree, 'manifest') !== undefined
  );
}

/** The values given to the release, the chart's own, and what was rendered; templates and files of the chart are its author's. */
export function readReleaseRecord(tree: Node, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'release-value', container: 'values', resource: null, document };
  const given = get(tree, 'config');
  if (given !== undefined) emitLiterals(given, child(root, 'config'), { ...as, keyPath: 'config' }, emit);
  const defaults = get(tree, 'chart', 'values');
  if (defaults !== undefined) emitLiterals(defaults, below(root, 'chart', 'values'), { ...as, keyPath: 'chart.values' }, emit);
  const manifest = get(tree, 'manifest');
  if (manifest?.kind === 'scalar') emit.value(candidate(manifest, child(root, 'manifest'), null, 'manifest', [], as));
}

import type { Document } from '../model/document.ts';
import { below, root } from '../model/pointer.ts';
import { get } from '../model/tree.ts';
import { candidate, type WalkAs } from './literals.ts';
import type { Emit } from './system.ts';

/**
 * What a system's own chart takes as a credential: the scalars at `paths` in the values of the chart. The rest of the file is
 * values like any other, so nobody claims it.
 */
export function emitChartCredentials(
  document: Document,
  paths: readonly (readonly [string, ...string[]])[],
  aspect: string,
  emit: Emit,
): void {
  if (document.within !== null) return;
  for (const path of paths) {
    const node = get(document.root, ...path);
    if (node?.kind !== 'scalar') continue;
    const name = path.slice(1).join(' ');
    const walk: WalkAs = { aspect, container: 'credential-field', resource: null, document };
    emit.value(candidate(node, below(root, ...path), name, path.join('.'), [], walk));
  }
}

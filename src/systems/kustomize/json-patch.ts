import type { Pointer } from '../../model/ids.ts';
import { below, steps } from '../../model/pointer.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { strictBase64 } from '../../text/base64.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** A JSON patch (RFC 6902): a list whose every item has `op` and `path`. */
export function isJsonPatch(node: Node): boolean {
  return (
    node.kind === 'sequence' &&
    node.items.length > 0 &&
    node.items.every((item) => textAt(item, 'op') !== null && textAt(item, 'path') !== null)
  );
}

/**
 * The values a JSON patch writes. Which object it is for stands elsewhere, or nowhere: `/stringData` is a Secret's; below
 * `/data` a text that is base64 of readable text is taken for a Secret's, any other for a ConfigMap's.
 */
export function readJsonPatch(patch: Node, pointer: Pointer, as: WalkAs, emit: Emit): void {
  if (patch.kind !== 'sequence') return;
  for (const [index, item] of patch.items.entries()) {
    const value = get(item, 'value');
    const op = textAt(item, 'op');
    if (value === undefined || op === 'remove' || op === 'test') continue;
    const target = steps((textAt(item, 'path') ?? '') as Pointer);
    const path = [as.keyPath ?? '', ...target].filter((step) => step !== '').join('.');
    const own: WalkAs = { ...as, aspect: 'patch-value', keyPath: path, ...containerOf(target, value) };
    const at = below(pointer, index, 'value');
    if (value.kind !== 'scalar') {
      emitLiterals(value, at, own, emit);
      continue;
    }
    const last = target.at(-1);
    // `/args/-` appends: the name of the list is all that is known.
    const key = last === undefined || /^(?:-|\d+)$/.test(last) ? (target.findLast((step) => !/^(?:-|\d+)$/.test(step)) ?? null) : last;
    emit.value(candidate(value, at, key, path, [], own));
  }
}

function containerOf(target: readonly string[], value: Node): Pick<WalkAs, 'container'> & Partial<Pick<WalkAs, 'encoding'>> {
  const [head] = target;
  if (head === 'stringData') return { container: 'secret' };
  if (head === 'data' || head === 'binaryData')
    return isEncodedText(value) ? { container: 'secret', encoding: 'base64' } : { container: 'config-map' };
  return { container: 'values' };
}

/** Every scalar is base64 of printable text. */
function isEncodedText(node: Node): boolean {
  if (node.kind === 'mapping') return node.entries.length > 0 && node.entries.every((entry) => isEncodedText(entry.value));
  if (node.kind !== 'scalar' || node.text.trim().length < 8) return false;
  const bytes = strictBase64(node.text.trim());
  return bytes !== null && /^[\t\n\r\x20-\x7e]+$/.test(Buffer.from(bytes).toString('latin1'));
}

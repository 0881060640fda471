import { placeOf } from '../../manifest/place.ts';
import type { Place } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import type { Scalar } from '../../model/tree.ts';
import { givenWords } from '../../text/command-line.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/**
 * What a piece of shell in a pipeline sets, each under its name; and the piece as a whole, for what is a secret by its form
 * alone (a token in a header, a URL with a password).
 */
export function readScript(node: Scalar, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const seen = new Set<string>();
  for (const { key, text, start, end, as: given } of givenWords(node.text)) {
    const said = `${key}=${text}`;
    if (seen.has(said)) continue;
    seen.add(said);
    const place = within(placeOf(as.document, node.span, pointer), node, start, end - start);
    emit.value({
      ...candidate(node, pointer, key, `${keyPath}.${key}`, [], as),
      container: given,
      text,
      place: { ...place, inner: child(place.inner, key) },
    });
  }
  emit.value({ ...candidate(node, pointer, null, keyPath, [], as), aspect: 'setting', container: 'text' });
}

/** In a literal block the characters stand as they are read, so a part of it has its own line and column. */
function within(place: Place, node: Scalar, start: number, length: number): Place {
  if (node.style !== 'literal') return place;
  const before = node.text.slice(0, start);
  const line = place.line + before.split('\n').length - 1;
  const column = place.column + start - (before.lastIndexOf('\n') + 1);
  return { ...place, line, column, endLine: line, endColumn: column + length };
}

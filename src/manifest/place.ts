import type { Document, Place } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import { root } from '../model/pointer.ts';
import type { Span } from '../model/tree.ts';

/**
 * Where a span of a document stands in the blob. Inside a string of another document the pointer is the outer string's
 * and `inner` leads on from there; lines and columns are exact where the string stands there as it reads, else the string's.
 */
export function placeOf(document: Document, span: Span, pointer: Pointer): Place {
  const { within } = document;
  if (within === null) {
    const from = document.source.position(span.start);
    const to = document.source.position(span.end);
    return {
      document: document.index,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      pointer: document.how === 'lines' ? null : pointer,
      inner: root,
    };
  }
  const inner = `${within.place.inner}${pointer}` as Pointer;
  if (within.origin === null) return { ...within.place, inner };
  const from = document.source.position(span.start);
  const to = document.source.position(span.end);
  const { line, column } = within.origin;
  return {
    ...within.place,
    line: line + from.line - 1,
    column: column + from.column - 1,
    endLine: line + to.line - 1,
    endColumn: column + to.column - 1,
    inner,
  };
}

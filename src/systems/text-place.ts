import type { Place, SourceText } from '../model/document.ts';
import { root } from '../model/pointer.ts';

/** Place of a range of the decoded text, in files without a tree. Where the text has one, the pointer is found later. */
export function textPlace(source: SourceText, start: number, end: number): Place {
  const from = source.position(start);
  const to = source.position(Math.max(start, end));
  return { document: 0, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, pointer: null, inner: root };
}

/** The first line of a file, for what is said of the file as a whole. */
export const firstLine: Place = { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: null, inner: root };

import type { Document, Place, Within } from '../model/document.ts';
import { root } from '../model/pointer.ts';
import type { Node, Scalar } from '../model/tree.ts';
import { sourceText } from '../text/lines.ts';
import { type Draft, documentOf } from './draft.ts';
import { innerFormat } from './format.ts';
import { readFormat } from './readers.ts';

/** Documents in documents in documents: deeper ones are left as strings. */
const maxInnerDepth = 4;

/**
 * The document that a string holds (YAML, JSON, properties, dotenv, INI), or null when it is just a string. `text` is what
 * to read: the scalar's own, or what the caller took out of it, then `layers` says how. `place` is the scalar's. Several
 * documents of a stream become the items of one root.
 */
export function innerDocument(node: Scalar, place: Place, text: string, layers: readonly string[], depth: number): Document | null {
  if (depth > maxInnerDepth) return null;
  const choice = innerFormat(text);
  if (choice === null) return null;
  const source = sourceText(text);
  const drafts = readFormat(source, choice, { start: 0, end: text.length }).filter((draft) => draft.root !== null);
  const [first] = drafts;
  if (first?.root == null || first.root.kind === 'scalar') return null;
  const within: Within = {
    pointer: place.pointer ?? root,
    place,
    layers: [...layers, first.format],
    depth,
    origin: text === node.text ? originOf(node, place) : null,
  };
  return documentOf(source, drafts.length === 1 ? first : together(drafts, text), place.document, within);
}

function together(drafts: readonly Draft[], text: string): Draft {
  const span = { start: 0, end: text.length };
  const items = drafts.flatMap((draft): readonly Node[] => (draft.root === null ? [] : [draft.root]));
  return {
    how: drafts.find((draft) => draft.how !== 'parsed')?.how ?? 'parsed',
    format: drafts[0]?.format ?? 'yaml',
    span,
    root: { kind: 'sequence', items, span },
    comments: drafts.flatMap((draft) => draft.comments),
    problem: drafts.find((draft) => draft.problem !== null)?.problem ?? null,
  };
}

/** Only where the place shows that the characters stand there one by one: not through an alias, not inside another encoding. */
function originOf(node: Scalar, place: Place): Within['origin'] {
  const { text } = node;
  if (node.style === 'literal') {
    const leading = /^\n*/.exec(text)?.[0].length ?? 0;
    const lines = text.trimEnd().split('\n').length - leading;
    return place.endLine - place.line + 1 === lines ? { line: place.line - leading, column: place.column } : null;
  }
  if (node.style === 'folded' || place.line !== place.endLine) return null;
  const quote = node.style === 'plain' ? 0 : 1;
  return place.endColumn - place.column === text.length + 2 * quote ? { line: place.line, column: place.column + quote } : null;
}

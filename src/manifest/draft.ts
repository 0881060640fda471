import type { Document, SourceText, Within } from '../model/document.ts';
import type { Format } from '../model/profile.ts';
import type { Span } from '../model/tree.ts';
import { lineComments } from './comments.ts';
import type { Reader, ReadingProblem } from './reading.ts';

/** A document but for its index and surroundings. */
export type Draft = Pick<Document, 'how' | 'root' | 'comments' | 'span' | 'format'> & { readonly problem: ReadingProblem | null };

export function documentOf(source: SourceText, draft: Draft, index: number, within: Within | null): Document {
  const { problem } = draft;
  return {
    index,
    format: draft.format,
    source,
    span: draft.span,
    how: draft.how,
    root: draft.root,
    comments: draft.comments,
    problem: problem === null ? null : { reason: problem.reason, line: source.position(problem.offset).line },
    within,
  };
}

/** A region that is one document to its reader. */
export function wholeDraft(reader: Reader, format: Format, source: SourceText, region: Span): Draft {
  return { how: 'parsed', format, span: region, ...reader({ text: source.text, ...region }) };
}

/** A document without a tree: prose, a program, an encrypted file. */
export function textDraft(source: SourceText, region: Span): Draft {
  return {
    how: 'parsed',
    format: 'text',
    span: region,
    root: null,
    comments: lineComments({ text: source.text, ...region }),
    problem: null,
  };
}

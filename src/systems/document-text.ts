import type { Document } from '../model/document.ts';

/** The text of one document: to look for a sign in the whole source, once for each of its documents, would be quadratic. */
export const textOf = ({ source, span }: Document): string => source.text.slice(span.start, span.end);

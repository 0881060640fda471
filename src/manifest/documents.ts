import type { Document, SourceText } from '../model/document.ts';
import type { PathProfile } from '../model/profile.ts';
import { documentOf } from './draft.ts';
import { formatOf } from './format.ts';
import { markdownDocuments } from './markdown.ts';
import { readFormat } from './readers.ts';

/**
 * The documents of a text, in its real format, whatever its name says. Never throws and never gives up on the rest:
 * what cannot be parsed is read by line, and says so.
 */
export function readDocuments(source: SourceText, profile: Pick<PathProfile, 'format'>): readonly Document[] {
  const choice = formatOf(source.text, profile);
  const region = { start: 0, end: source.text.length };
  const drafts = choice.format === 'markdown' ? markdownDocuments(source, region) : readFormat(source, choice, region);
  return drafts.map((draft, index) => documentOf(source, draft, index, null));
}

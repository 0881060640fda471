import type { Format, PathProfile } from '../model/blob.ts';
import type { Document, SourceText, Within } from '../model/document.ts';
import type { Span } from '../model/tree.ts';
import { lineComments } from './comments.ts';
import { readDotenv } from './dotenv.ts';
import { type FormatChoice, formatOf } from './format.ts';
import { readIni } from './ini.ts';
import { readJson } from './json.ts';
import { readProperties } from './properties.ts';
import type { Reader } from './reading.ts';
import { type Draft, yamlDocuments } from './yaml-documents.ts';

/**
 * The documents of a text, in its real format, whatever its name says. Never throws and never gives up on the rest:
 * what cannot be parsed is read by line, and says so.
 */
export function readDocuments(source: SourceText, profile: Pick<PathProfile, 'format'>): readonly Document[] {
  const drafts = readFormat(source, formatOf(source.text, profile));
  return drafts.map((draft, index) => documentOf(source, draft, index, null));
}

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

export function readFormat(
  source: SourceText,
  choice: FormatChoice,
  region: Span = { start: 0, end: source.text.length },
): readonly Draft[] {
  if (source.text.slice(region.start, region.end).trim() === '') return [];
  switch (choice.format) {
    case 'json':
      return jsonDocuments(source, region) ?? readFormat(source, { ...choice, format: 'yaml' }, region);
    case 'yaml': {
      const drafts = yamlDocuments(source, region);
      // A guess that the grammar does not confirm was wrong.
      return choice.promised || drafts.every((draft) => draft.problem === null) ? drafts : [textDocument(source, region)];
    }
    case 'dotenv':
      return [single(readDotenv, 'dotenv', source, region)];
    case 'ini':
    case 'npmrc':
    case 'toml':
      return [single(readIni, choice.format, source, region)];
    case 'properties':
      return [single(readProperties, 'properties', source, region)];
    default:
      return [{ ...textDocument(source, region), format: choice.format }];
  }
}

function single(reader: Reader, format: Format, source: SourceText, region: Span): Draft {
  const reading = reader({ text: source.text, ...region });
  return { how: 'parsed', format, span: region, ...reading };
}

/** A document without a tree: prose, a program, an encrypted file. */
function textDocument(source: SourceText, region: Span): Draft {
  return {
    how: 'parsed',
    format: 'text',
    span: region,
    root: null,
    comments: lineComments({ text: source.text, ...region }),
    problem: null,
  };
}

/** One document for each JSON value; null when the first one is no JSON. */
function jsonDocuments(source: SourceText, region: Span): readonly Draft[] | null {
  const drafts: Draft[] = [];
  let at = region.start;
  while (at < region.end) {
    const value = readJson({ text: source.text, start: at, end: region.end });
    if (value.root === null) return drafts.length === 0 ? null : [...drafts, ...yamlDocuments(source, { start: at, end: region.end })];
    drafts.push({
      how: 'parsed',
      format: 'json',
      span: { start: at, end: value.end },
      root: value.root,
      comments: value.comments,
      problem: null,
    });
    at = value.end;
  }
  return drafts;
}

import type { SourceText } from '../model/document.ts';
import type { Span } from '../model/tree.ts';
import { readDotenv } from './dotenv.ts';
import { type Draft, textDraft, wholeDraft } from './draft.ts';
import { readFields } from './fields.ts';
import { type FormatChoice, isManifest } from './format.ts';
import { readHcl } from './hcl.ts';
import { readIni } from './ini.ts';
import { readJson } from './json.ts';
import { readNetrc } from './netrc.ts';
import { readProperties } from './properties.ts';
import { scriptDocuments } from './script.ts';
import { readToml } from './toml.ts';
import { yamlDocuments } from './yaml-documents.ts';

/** Reads a region in a format; [] where there is nothing but white space. Markdown is text here: it holds regions. */
export function readFormat(source: SourceText, choice: FormatChoice, region: Span): readonly Draft[] {
  if (source.text.slice(region.start, region.end).trim() === '') return [];
  switch (choice.format) {
    case 'json':
      return (
        jsonDocuments(source, region) ??
        readFormat(source, { ...choice, format: choice.otherwise === 'text' ? 'yaml' : choice.otherwise }, region)
      );
    case 'yaml': {
      const drafts = yamlDocuments(source, region);
      if (choice.promised || drafts.every((draft) => draft.problem === null)) return drafts;
      // A guess that the grammar does not confirm was wrong; a manifest in the midst of something else is read by line.
      if (!isManifest(source.text.slice(region.start, region.end))) return [textDraft(source, region)];
      return drafts.map((draft) => ({ ...draft, problem: null }));
    }
    case 'dotenv':
      return [wholeDraft(readDotenv, 'dotenv', source, region)];
    case 'ini':
    case 'npmrc':
      return [wholeDraft(readIni, choice.format, source, region)];
    case 'toml':
      return [wholeDraft(readToml, 'toml', source, region)];
    case 'hcl':
      return [wholeDraft(readHcl, 'hcl', source, region)];
    case 'properties':
      return [wholeDraft(readProperties, 'properties', source, region)];
    case 'jsonnet':
      return [wholeDraft(readFields('quoted'), 'jsonnet', source, region)];
    case 'conf':
      return [wholeDraft(readFields('bare'), 'conf', source, region)];
    case 'netrc':
      return [wholeDraft(readNetrc, 'netrc', source, region)];
    case 'script':
      return scriptDocuments(source, region);
    case 'markdown':
    case 'text':
      return [textDraft(source, region)];
  }
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

import type { SourceText } from '../model/document.ts';
import type { Format } from '../model/profile.ts';
import type { Span } from '../model/tree.ts';
import type { Draft } from './draft.ts';
import { guess, isManifest, looksLikeJson } from './format.ts';
import { readFormat } from './readers.ts';

/** The fenced blocks of a Markdown text that hold data. They are cut short and full of `...`: a broken one is no problem of anyone's. */
export function markdownDocuments(source: SourceText, region: Span): readonly Draft[] {
  return fences(source.text, region).flatMap((fence) => {
    const format = formatOfFence(fence.info, source.text.slice(fence.start, fence.end));
    if (format === null) return [];
    const drafts = readFormat(
      source,
      { format, promised: true, otherwise: format === 'json' ? 'yaml' : format },
      { start: fence.start, end: fence.end },
    );
    return drafts.filter((draft) => draft.root !== null).map((draft) => ({ ...draft, problem: null }));
  });
}

interface Fence extends Span {
  readonly info: string;
}

/** The fenced blocks, in order. */
function fences(text: string, region: Span): readonly Fence[] {
  const found: Fence[] = [];
  const fence = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^\s`]*)[^\r\n`]*$/gm;
  fence.lastIndex = region.start;
  for (let open = fence.exec(text); open !== null && open.index < region.end; open = fence.exec(text)) {
    const sign = open[1] ?? '```';
    const start = open.index + open[0].length;
    const close = new RegExp(`^[ \\t]*${sign[0] ?? '`'}{${sign.length},}[ \\t]*$`, 'gm');
    close.lastIndex = start;
    const end = close.exec(text);
    const stop = Math.min(end?.index ?? region.end, region.end);
    found.push({ info: (open[2] ?? '').toLowerCase(), start, end: stop });
    fence.lastIndex = end === null ? region.end : end.index + end[0].length;
  }
  return found;
}

const formats: Readonly<Record<string, Format>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  env: 'dotenv',
  dotenv: 'dotenv',
  ini: 'ini',
  properties: 'properties',
  toml: 'toml',
  hcl: 'hcl',
  tf: 'hcl',
  terraform: 'hcl',
  sh: 'script',
  shell: 'script',
  bash: 'script',
  console: 'script',
  dockerfile: 'script',
};

function formatOfFence(info: string, body: string): Format | null {
  const name = info.replace(/^\{?\.?|[},:].*$/g, '');
  if (name !== '') return formats[name] ?? null;
  if (looksLikeJson(body)) return 'json';
  if (isManifest(body)) return 'yaml';
  const guessed = guess(body);
  return guessed === 'yaml' || guessed === 'dotenv' ? guessed : null;
}

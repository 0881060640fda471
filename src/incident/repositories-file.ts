import { readDocuments } from '../manifest/documents.ts';
import { Failure } from '../model/failure.ts';
import { get, type Node, textAt } from '../model/tree.ts';
import { decode } from '../text/decode.ts';

export interface RepositoryEntry {
  readonly location: string;
  readonly name: string | null;
  readonly visibility: string | null;
  readonly forks: number | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly cluster: string | null;
}

export const entryOf = (location: string): RepositoryEntry => ({
  location,
  name: null,
  visibility: null,
  forks: null,
  owner: null,
  tier: null,
  cluster: null,
});

/** One repository a line; CSV with a header; or a YAML list of addresses or of mappings. `#` begins a comment. */
export function parseRepositories(bytes: Uint8Array, source: string): RepositoryEntry[] {
  const decoded = decode(bytes);
  if (decoded.kind === 'binary') throw refuse(source, 'is no text');
  const { text } = decoded.source;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const first = lines[0] ?? '';
  const entries = /^\s*-\s|^\s*(?:repositories|repos):/.test(first)
    ? fromYaml(bytes, source)
    : /^["\w -]+(?:,["\w -]+)+$/.test(first)
      ? fromCsv(lines)
      : lines.map((line) => entryOf(line.trim()));
  if (entries.length === 0) throw refuse(source, 'names no repository');
  return entries;
}

function fromYaml(bytes: Uint8Array, source: string): RepositoryEntry[] {
  const decoded = decode(bytes);
  const root = decoded.kind === 'text' ? (readDocuments(decoded.source, { format: 'yaml' })[0]?.root ?? null) : null;
  const list: Node | null | undefined = root?.kind === 'sequence' ? root : (get(root, 'repositories') ?? get(root, 'repos'));
  if (list?.kind !== 'sequence') throw refuse(source, 'holds no list');
  return list.items.flatMap((item) => {
    if (item.kind === 'scalar') return item.text === '' ? [] : [entryOf(item.text)];
    const entry = entryFrom((name) => textAt(item, name));
    return entry === null ? [] : [entry];
  });
}

function fromCsv(lines: readonly string[]): RepositoryEntry[] {
  const [header = '', ...rest] = lines;
  const names = cells(header).map((name) => name.trim().toLowerCase());
  return rest.flatMap((line) => {
    const row = cells(line);
    const entry = entryFrom((name) => row[names.indexOf(name)]?.trim() || null);
    return entry === null ? [] : [entry];
  });
}

/** Cells of one line of CSV; a line end inside quotes is not met in such a list. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll('""', '"'));
}

function entryFrom(field: (name: string) => string | null): RepositoryEntry | null {
  const location = field('url') ?? field('path') ?? field('location') ?? field('repo') ?? field('repository');
  if (location === null || location === '') return null;
  const forks = Number(field('forks') ?? Number.NaN);
  return {
    location,
    name: field('name'),
    visibility: field('visibility'),
    forks: Number.isInteger(forks) ? forks : null,
    owner: field('owner'),
    tier: field('tier'),
    cluster: field('cluster'),
  };
}

function refuse(source: string, reason: string): Failure {
  return new Failure(
    'usage',
    'repositories-unreadable',
    `--repos-file ${source} ${reason}; one repository a line, CSV with a header (url or path, and more) or a YAML list is accepted`,
  );
}

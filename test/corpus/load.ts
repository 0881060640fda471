/** The cases of the corpus, from the files below `cases/`. See README.md for their form. */
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { readDocuments } from '../../src/manifest/documents.ts';
import { repoPath } from '../../src/model/ids.ts';
import type { Node } from '../../src/model/tree.ts';
import { sourceText } from '../../src/text/lines.ts';
import { profileOf } from '../../src/text/profile.ts';
import { expand } from './macros.ts';

export const families = ['plaintext', 'weak', 'unsealed', 'scope', 'reference', 'noise'] as const;
export type Family = (typeof families)[number];

/** A place of a file: by pointer where it has one, and always by its lines, which is what every scanner knows. */
export interface Place {
  readonly path: string;
  readonly document: number;
  /** JSON pointer, or null: the lines say it. */
  readonly pointer: string | null;
  readonly line: number;
  readonly endLine: number;
}

export interface Case {
  /** `<system>/<name>`; never used twice. */
  readonly id: string;
  readonly system: string;
  readonly family: Family;
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
  /** The version before, of a case about a change. */
  readonly before: Readonly<Record<string, string>>;
  /** Places that must stop a commit, must be warned of, and may be reported or not. Anywhere else, a report is a false alarm. */
  readonly error: readonly Place[];
  readonly warning: readonly Place[];
  readonly may: readonly Place[];
}

interface Written {
  readonly id: string;
  readonly system?: string;
  readonly family: Family;
  readonly source?: string;
  readonly path?: string;
  readonly content?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly before?: Readonly<Record<string, string>>;
  readonly error?: readonly string[];
  readonly warning?: readonly string[];
  readonly may?: readonly string[];
}

interface Table extends Omit<Written, 'error' | 'warning' | 'may'> {
  readonly at: string;
  readonly rows: readonly (readonly [key: string, value: string, verdict: 'error' | 'warning' | 'may' | 'none', note?: string])[];
}

interface CaseFile {
  readonly system: string;
  readonly source: string;
  readonly tables?: readonly Table[];
  readonly cases?: readonly Written[];
}

export function loadCorpus(folder = 'test/corpus/cases'): readonly Case[] {
  const ids = new Set<string>();
  const cases: Case[] = [];
  for (const name of readdirSync(folder).sort()) {
    const file = load(readFileSync(`${folder}/${name}`, 'utf8')) as CaseFile;
    for (const written of [...(file.tables ?? []).flatMap(rows), ...(file.cases ?? [])]) {
      const one = read(written, file);
      if (ids.has(one.id)) throw new Error(`${name}: two cases are called ${one.id}`);
      ids.add(one.id);
      cases.push(one);
    }
  }
  return cases;
}

/** One case for each row of a table: `{key}` and `{value}` are filled in. */
function rows(table: Table): Written[] {
  const seen = new Map<string, number>();
  return table.rows.map(([key, value, verdict]) => {
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    const { at, rows: _, ...rest } = table;
    return {
      ...rest,
      id: `${table.id}/${key}${number === 1 ? '' : `-${number}`}`,
      family:
        verdict === 'none' && table.family !== 'reference'
          ? 'noise'
          : table.family === 'reference' && verdict === 'error'
            ? 'plaintext'
            : table.family,
      content: (table.content ?? '').replaceAll('{key}', key).replaceAll('{value}', value),
      ...(verdict !== 'none' && { [verdict]: [at.replaceAll('{key}', key)] }),
    };
  });
}

function read(written: Written, file: CaseFile): Case {
  const system = written.system ?? file.system;
  const id = `${system}/${written.id}`;
  const path = written.path ?? 'manifest.yaml';
  const all = (texts: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, expand(text, id)]));
  const files = all(written.files ?? { [path]: written.content ?? '' });
  const places = (list: readonly string[] | undefined): Place[] => (list ?? []).map((place) => placeIn(place, files, path, id));
  return {
    id,
    system,
    family: written.family,
    source: written.source ?? file.source,
    files,
    before: all(written.before ?? {}),
    error: places(written.error),
    warning: places(written.warning),
    may: places(written.may),
  };
}

/** `/pointer`, `1:/pointer` in the second document, `line 3`; each after `path#` where there are several files. */
function placeIn(text: string, files: Readonly<Record<string, string>>, only: string, id: string): Place {
  const [, file, document, rest = ''] = /^(?:([^#]+)#)?(?:(\d+):)?(.*)$/s.exec(text) ?? [];
  const path = file ?? only;
  const content = files[path];
  if (content === undefined) throw new Error(`${id}: no file ${path}`);
  const line = /^line (\d+)$/.exec(rest)?.[1];
  if (line !== undefined) return { path, document: 0, pointer: null, line: Number(line), endLine: Number(line) };
  const index = Number(document ?? 0);
  const source = sourceText(content, 'utf-8');
  const root = readDocuments(source, profileOf(repoPath(path))).find((one) => one.index === index)?.root ?? null;
  const node = root === null ? null : nodeAt(root, rest);
  if (node === null) throw new Error(`${id}: there is nothing at ${text}`);
  const first = source.position(node.span.start).line;
  const last = source.position(Math.max(node.span.start, node.span.end - 1)).line;
  return { path, document: index, pointer: rest, line: first, endLine: last };
}

function nodeAt(root: Node, pointer: string): Node | null {
  let at: Node | undefined = root;
  for (const step of pointer
    .split('/')
    .slice(1)
    .map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (at?.kind === 'mapping') at = at.entries.findLast((entry) => entry.key.text === step)?.value;
    else if (at?.kind === 'sequence') at = at.items[Number(step)];
    // What stands deeper stands in a document in this string.
    else return at ?? null;
  }
  return at ?? null;
}

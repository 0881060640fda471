import type { Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { compileGlob } from '../../text/glob.ts';
import { folderOf, nameOf } from '../relative-path.ts';
import type { SnapshotEmit } from '../system.ts';
import { firstLine } from '../text-place.ts';
import type { AttributeLine } from './attributes.ts';

/** What is kept of a file: the promises of `.gitattributes`, or that it is what transcrypt writes. */
export type Note = { readonly kind: 'attributes'; readonly lines: readonly AttributeLine[] } | { readonly kind: 'transcrypt' };

interface Promised {
  readonly by: string;
  readonly pattern: string;
  readonly filter: AttributeLine['filter'];
  matches(path: string): boolean;
}

/**
 * Files that an attribute says are encrypted, whose blob is in clear: the filter was not set up where the file was added, or
 * the attribute came later. Git itself never notices.
 */
export function judgePromises(snapshot: Snapshot, emit: SnapshotEmit): void {
  const promises = [...snapshot.files()]
    .filter((file) => nameOf(file.path) === '.gitattributes')
    .sort((a, b) => folderOf(a.path).length - folderOf(b.path).length)
    .flatMap(promisesOf);
  if (promises.every((one) => one.filter === null)) return;
  for (const file of snapshot.files()) {
    // git-crypt leaves its own configuration, and Git's, in clear.
    if (/^\.git(?:attributes|ignore|modules)$/.test(nameOf(file.path)) || file.path.startsWith('.git-crypt/')) continue;
    const promise = promises.findLast((one) => one.matches(file.path));
    if (promise === undefined || promise.filter === null || isKept(file, promise.filter)) continue;
    emit.observe(file, {
      aspect: isHarmless(file) ? 'clear-harmless' : 'clear',
      place: firstLine,
      resource: null,
      keyPath: '',
      detail: { by: promise.by, pattern: promise.pattern, filter: promise.filter },
    });
  }
}

/** Read whole, value by value, and none of them may be a secret: the pattern of the attribute is wider than what it was meant for. */
function isHarmless(file: SnapshotFile): boolean {
  const { coverage, facts } = file.facts;
  if (coverage.skipped !== null || coverage.unparsed.length > 0 || !parsed.has(file.facts.profile.format)) return false;
  return facts.every((fact) => fact.subject !== 'value' || fact.sensitivity.verdict === 'none' || fact.sensitivity.verdict === 'public');
}

/** Formats with a grammar: in these nothing readable is missed. */
const parsed: ReadonlySet<string> = new Set(['yaml', 'json', 'dotenv', 'ini', 'properties', 'hcl', 'toml', 'jsonnet', 'conf']);

/** Both tools leave an empty file empty. */
function isKept(file: SnapshotFile, filter: 'git-crypt' | 'transcrypt'): boolean {
  const { skipped, bytes } = file.facts.coverage;
  if (bytes === 0 || skipped === 'lfs-pointer') return true;
  return filter === 'git-crypt' ? skipped === 'git-crypt' : notesOf(file).some((note) => note.kind === 'transcrypt');
}

function promisesOf(file: SnapshotFile): Promised[] {
  const folder = folderOf(file.path);
  return notesOf(file).flatMap((note) => {
    if (note.kind !== 'attributes') return [];
    return note.lines.flatMap(({ pattern, filter }): Promised[] => {
      // A pattern with a slash counts from the folder of the file; without one it is a name at any depth below.
      if (pattern.endsWith('/')) return [];
      const anchored = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`;
      const glob = compileGlob(folder === '' ? anchored : `${folder}/${anchored}`);
      return glob instanceof Error ? [] : [{ by: file.path, pattern, filter, matches: (path) => glob.matches(path) }];
    });
  });
}

function notesOf(file: SnapshotFile): readonly Note[] {
  const notes = file.facts.notes['git-crypt'];
  return Array.isArray(notes) ? (notes as readonly Note[]) : [];
}

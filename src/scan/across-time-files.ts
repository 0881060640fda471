import type { Place } from '../model/document.ts';
import type { Pointer, RepoPath } from '../model/ids.ts';
import type { BlobFacts } from '../model/snapshot.ts';
import type { Sighting } from './across-time-sightings.ts';
import { type Timed, words } from './across-time-told.ts';
import type { Version } from './across-time-versions.ts';

/** Files that were encrypted as a whole (git-crypt, ansible-vault) after they had held secrets in clear. */
export class WholeFiles {
  private readonly late = new Map<RepoPath, { readonly at: Version; readonly by: Version; readonly keys: readonly string[] }>();
  private readonly clear = new Map<RepoPath, { readonly by: Version; readonly keys: readonly string[] }>();

  /** Versions come oldest first. */
  see(version: Version, facts: BlobFacts, sightings: readonly Sighting[]): void {
    const { path } = version;
    if (this.late.get(path)?.at.stands === true && !version.stands) return;
    const past = this.clear.get(path);
    if (isClosed(facts)) {
      if (past !== undefined && past.by.order < version.order) this.late.set(path, { at: version, ...past });
      return;
    }
    this.late.delete(path);
    const keys = sightings.flatMap(({ kind, fact }) => (kind === 'clear' ? [fact.key ?? fact.keyPath] : []));
    if (keys.length > 0) this.clear.set(path, { by: version, keys });
    else this.clear.delete(path);
  }

  told(standing: boolean): Timed[] {
    return [...this.late.values()].filter(({ at }) => !standing || at.stands).map(timed);
  }
}

const isClosed = ({ coverage, facts }: BlobFacts): boolean =>
  coverage.skipped === 'git-crypt' ||
  facts.some(
    (fact) => fact.subject === 'value' && fact.system === 'ansible-vault' && fact.aspect === 'file' && fact.protection === 'encrypted',
  );

function timed({ at, by, keys }: { readonly at: Version; readonly by: Version; readonly keys: readonly string[] }): Timed {
  const names = [...new Set(keys)];
  return {
    path: at.path,
    blob: at.blob,
    fact: {
      subject: 'change',
      system: 'core',
      aspect: 'protected-too-late',
      place: top,
      resource: null,
      key: names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '),
      keyPath: '',
      example: false,
      test: false,
      detail: { how: 'encrypted', by: words(by, at) },
    },
  };
}

/** Of what is encrypted as a whole, no other place is known. */
const top: Place = { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: null, inner: '' as Pointer };

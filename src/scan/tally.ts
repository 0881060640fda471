import type { RepoPath } from '../model/ids.ts';
import type { Coverage, Gap, Skipped } from '../model/report.ts';
import type { BlobFacts } from '../model/snapshot.ts';

const examplesKept = 3;
const unparsedKept = 200;

/** Counts what was read and what was not: the coverage receipt. */
export class Tally {
  private blobs = 0;
  private bytes = 0;
  private documents = 0;
  private resources = 0;
  private values = 0;
  private readonly skips = new Map<string, { count: number; examples: string[] }>();
  private readonly gaps = new Map<string, { count: number; repair: string }>();
  private readonly unjudged = new Map<string, { count: number; paths: RepoPath[] }>();
  private readonly unparsed: { path: string; line: number; reason: string }[] = [];

  read(path: RepoPath, facts: BlobFacts): void {
    const { coverage } = facts;
    if (coverage.skipped !== null) {
      this.skip(coverage.skipped, path);
      return;
    }
    this.blobs += 1;
    this.bytes += coverage.bytes;
    this.documents += coverage.documents;
    this.resources += coverage.resources;
    this.values += coverage.values;
    this.trouble(path, facts);
  }

  /** What of a blob could not be read as what it is: also told of a blob that is counted already, under another kind of path. */
  trouble(path: RepoPath, { coverage }: BlobFacts): void {
    for (const one of coverage.unparsed) this.unparsed.push({ path, ...one });
    for (const reason of coverage.incomplete) this.cannotJudge(reason, path);
  }

  /** Not read, for a reason that leaves no doubt. */
  skip(reason: string, path: RepoPath | null, count = 1): void {
    const known = this.skips.get(reason) ?? { count: 0, examples: [] };
    known.count += count;
    if (path !== null) keepFirst(known.examples, path);
    this.skips.set(reason, known);
  }

  /** Not read although it may hold a secret: the run is incomplete. */
  gap(reason: string, repair: string, count = 1): void {
    const known = this.gaps.get(reason);
    this.gaps.set(reason, { count: (known?.count ?? 0) + count, repair: known?.repair ?? repair });
  }

  /** A file that was read and may hold a secret nobody saw: the run is incomplete, and somebody has to look. */
  cannotJudge(reason: string, path: RepoPath): void {
    const known = this.unjudged.get(reason) ?? { count: 0, paths: [] };
    known.count += 1;
    keepFirst(known.paths, path);
    this.unjudged.set(reason, known);
  }

  coverage(scope: string, milliseconds: number): Coverage {
    return {
      blobs: this.blobs,
      bytes: this.bytes,
      documents: this.documents,
      resources: this.resources,
      values: this.values,
      skipped: [...this.skips].map(([reason, skip]): Skipped => ({ reason, ...skip })),
      unparsed: this.unparsed.toSorted(byPlace).slice(0, unparsedKept),
      incomplete: [
        ...[...this.gaps].map(([reason, gap]): Gap => ({ reason, ...gap })),
        ...[...this.unjudged].map(([reason, { count, paths }]): Gap => ({ reason, count, repair: lookAt(paths, count) })),
      ],
      scope,
      milliseconds,
    };
  }
}

/** The first few by name: which blob is read first is chance. */
function keepFirst<T extends string>(names: T[], name: T): void {
  const last = names.at(-1);
  if (names.includes(name) || (names.length >= examplesKept && last !== undefined && name >= last)) return;
  names.push(name);
  names.sort();
  if (names.length > examplesKept) names.pop();
}

type Unparsed = Coverage['unparsed'][number];

const byPlace = (a: Unparsed, b: Unparsed): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);

function lookAt(paths: readonly RepoPath[], count: number): string {
  const more = count - paths.length;
  return `look by hand at ${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

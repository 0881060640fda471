import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BlobId } from '../../model/ids.ts';
import type { PathProfile } from '../../model/profile.ts';
import type { BlobCoverage, BlobFacts } from '../../model/snapshot.ts';
import type { KnownBlobs } from '../../scan/known.ts';

/**
 * Blobs in which no value is to be told of, kept in a file: their ids, what was counted in them, what they name and define;
 * never a value or a digest of a part of one. The file is read whole or not at all: its last line is a digest of the rest, and what is damaged is not believed.
 */
export class KnownBlobsFile implements KnownBlobs {
  private readonly path: string;
  private readonly lines = new Map<string, string>();
  private sizes: ReadonlyMap<BlobId, number> = new Map();
  private isChanged = false;

  constructor(path: string) {
    this.path = path;
    for (const line of readLines(path)) this.lines.set(line.slice(0, line.indexOf('\t')), line);
  }

  get isEmpty(): boolean {
    return this.lines.size === 0;
  }

  /** Sizes of the blobs in the repository, in bytes. An id is a weak hash: a blob of another size than it had is read. */
  expect(sizes: ReadonlyMap<BlobId, number>): void {
    this.sizes = sizes;
  }

  of(blob: BlobId, profile: PathProfile): BlobFacts | undefined {
    const line = this.lines.get(keyOf(blob, profile));
    const facts = line === undefined ? undefined : factsOf(line, profile);
    return facts !== undefined && this.sizes.get(blob) === facts.coverage.bytes ? facts : undefined;
  }

  learn(blob: BlobId, facts: BlobFacts): void {
    const key = keyOf(blob, facts.profile);
    if (this.lines.has(key)) return;
    const line = `${key}\t${lineOf(facts)}`;
    // What JSON has no form for (a value that conceals itself among others) is not kept.
    if (!isDeepStrictEqual(factsOf(line, facts.profile), facts)) return;
    this.lines.set(key, line);
    this.isChanged = true;
  }

  /** Writes it whole beside its place, for the owner alone. What cannot be kept is found out again. */
  save(): void {
    if (!this.isChanged) return;
    const body = [...this.lines.values()].map((line) => `${line}\n`).join('');
    const beside = `${this.path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      writeFileSync(beside, `${body}${digestOf(body)}\n`, { mode: 0o600, flag: 'wx' });
      renameSync(beside, this.path);
    } catch {
      rmSync(beside, { force: true });
    }
  }
}

const keyOf = (blob: BlobId, profile: PathProfile): string => `${blob} ${profile.key}`;

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

function readLines(path: string): readonly string[] {
  const text = readText(path);
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const body = text.slice(0, end);
  return text.slice(end, -1) === digestOf(body) ? body.split('\n').slice(0, -1) : [];
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

type Line = readonly [number, number, number, number, string | null, BlobCoverage['unparsed'], Said?];
type Said = Pick<BlobFacts, 'links' | 'resources' | 'notes'>;

/** Most blobs say nothing but what was counted in them. */
function lineOf({ coverage, links, resources, notes }: BlobFacts): string {
  const counts = [coverage.bytes, coverage.documents, coverage.resources, coverage.values, coverage.skipped, coverage.unparsed];
  const isSilent = links.length === 0 && resources.length === 0 && Object.keys(notes).length === 0;
  return JSON.stringify(isSilent ? counts : [...counts, { links, resources, notes }]);
}

function factsOf(line: string, profile: PathProfile): BlobFacts {
  const [bytes, documents, resources, values, skipped, unparsed, said = silence] = JSON.parse(line.slice(line.indexOf('\t') + 1)) as Line;
  const coverage = { bytes, documents, resources, values, skipped, unparsed, incomplete: [] };
  return { profile, coverage, facts: [], envelope: null, comments: [], ...said };
}

const silence: Said = { links: [], resources: [], notes: {} };

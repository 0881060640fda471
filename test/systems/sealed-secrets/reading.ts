import { readDocuments } from '../../../src/manifest/documents.ts';
import { resourcesOf } from '../../../src/manifest/resources.ts';
import { repoPath } from '../../../src/model/ids.ts';
import type { BlobFacts, Link, SnapshotFile } from '../../../src/model/snapshot.ts';
import { sealedSecrets } from '../../../src/systems/sealed-secrets/index.ts';
import { Broken, type Candidate, type Emit, type Observation } from '../../../src/systems/system.ts';
import { sourceText } from '../../../src/text/lines.ts';
import { profileOf } from '../../../src/text/profile.ts';

/** Everything Sealed Secrets says of a file, before anything is judged. */
export interface Reading {
  readonly values: readonly Candidate[];
  readonly observations: readonly Observation[];
  readonly links: readonly Link[];
  readonly notes: readonly unknown[];
  readonly broken: readonly string[];
}

export function read(text: string, path = 'sealed.yaml'): Reading {
  const reading = {
    values: [] as Candidate[],
    observations: [] as Observation[],
    links: [] as Link[],
    notes: [] as unknown[],
    broken: [] as string[],
  };
  const emit: Emit = {
    value: (one) => reading.values.push(one),
    passes: () => false,
    observe: (one) => reading.observations.push(one),
    link: (one) => reading.links.push({ system: 'sealed-secrets', ...one }),
    note: (one) => reading.notes.push(one),
  };
  const source = sourceText(text.replace(/^\uFEFF/, ''));
  const profile = profileOf(repoPath(path));
  const file = { profile, source, bytes: Buffer.from(text) };
  for (const document of readDocuments(source, profile)) {
    for (const resource of resourcesOf(document)) {
      if (!sealedSecrets.claims?.(resource)) continue;
      try {
        sealedSecrets.read?.(resource, file, emit);
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        reading.broken.push(error.message);
      }
    }
  }
  sealedSecrets.text?.(source, file, emit);
  return reading;
}

/** A file of a Snapshot as far as this system notes it. */
export function snapshotFile(path: string, text: string): SnapshotFile {
  const { notes, links } = read(text, path);
  const coverage = { bytes: 0, documents: 0, resources: 0, values: 0, skipped: null, unparsed: [], incomplete: [] };
  const facts: BlobFacts = {
    profile: profileOf(repoPath(path)),
    facts: [],
    links,
    resources: [],
    envelope: null,
    comments: [],
    coverage,
    // Through JSON, as it may come from a cache.
    notes: JSON.parse(JSON.stringify({ 'sealed-secrets': notes })),
  };
  return { path: repoPath(path), blob: null, facts };
}

/** `aspect pointer` of everything observed, sorted. */
export const said = (reading: Reading): string[] =>
  reading.observations.map((one) => `${one.aspect} ${one.place.pointer ?? `line ${one.place.line}`}`).sort();

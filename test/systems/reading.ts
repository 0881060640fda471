import { repoPath } from '../../src/model/ids.ts';
import type { BlobFacts, Snapshot, SnapshotFile } from '../../src/model/snapshot.ts';
import { establish } from '../../src/scan/establish.ts';
import { systems } from '../../src/systems/registry.ts';
import { profileOf } from '../../src/text/profile.ts';

export const factsOf = (text: string, path = 'manifest.yaml'): BlobFacts => establish(Buffer.from(text), profileOf(repoPath(path)));

/** What one system says of a text: `aspect place protection verdict`, observations without the last two, in order. */
export function said(system: string, text: string, path = 'manifest.yaml'): string[] {
  return factsOf(text, path)
    .facts.filter((fact) => fact.system === system)
    .map((fact) => {
      const place = `${fact.aspect} ${fact.place.pointer ?? `line ${fact.place.line}`}${fact.place.inner}`;
      return fact.subject === 'value' ? `${place} ${fact.protection} ${fact.sensitivity.verdict}` : place;
    });
}

/** Links of one system: `aspect target`, the target a path or `namespace/name`. */
export function linked(system: string, text: string, path = 'manifest.yaml'): string[] {
  return factsOf(text, path)
    .links.filter((link) => link.system === system)
    .map((link) => `${link.aspect} ${link.path ?? `${link.object?.namespace ?? '-'}/${link.object?.name}`}`);
}

/** What one system says of files side by side: `aspect path place`. */
export function across(system: string, files: Readonly<Record<string, string>>): string[] {
  const known = new Map(
    Object.entries(files).map(([path, text]): [string, SnapshotFile] => [
      path,
      { path: repoPath(path), blob: null, facts: factsOf(text, path) },
    ]),
  );
  const snapshot: Snapshot = { whole: false, file: (path) => known.get(path), files: () => known.values() };
  const found: string[] = [];
  for (const one of systems) {
    if (one.id === system)
      one.snapshot?.(snapshot, {
        system,
        observe: (at, { aspect, place }) => found.push(`${aspect} ${at.path} ${place.pointer ?? `line ${place.line}`}`),
      });
  }
  return found;
}

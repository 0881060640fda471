import type { ObservationFact, ValueFact } from '../../src/model/fact.ts';
import { repoPath } from '../../src/model/ids.ts';
import type { BlobFacts, Snapshot, SnapshotFile } from '../../src/model/snapshot.ts';
import { establish } from '../../src/scan/establish.ts';
import type { SnapshotEmit, System } from '../../src/systems/system.ts';
import { profileOf } from '../../src/text/profile.ts';

/** Everything established of one file, as a scan would. */
export function factsOf(path: string, content: string | Uint8Array): BlobFacts {
  return establish(typeof content === 'string' ? Buffer.from(content) : content, profileOf(repoPath(path)));
}

/** The values one system found, each as `aspect key @place`, with what protects it where that is not plain. */
export function values(system: string, path: string, content: string): string[] {
  return factsOf(path, content)
    .facts.filter((fact): fact is ValueFact => fact.subject === 'value' && fact.system === system)
    .map((fact) => {
      const protection = fact.protection === 'plain' ? '' : ` ${fact.protection}`;
      return `${fact.aspect} ${fact.key ?? '-'} @${fact.place.pointer ?? `line ${fact.place.line}`}${protection}`;
    });
}

/** The verdict on each value one system found, by its key. */
export function verdicts(system: string, path: string, content: string): Record<string, string> {
  const found = factsOf(path, content).facts.filter((fact): fact is ValueFact => fact.subject === 'value' && fact.system === system);
  return Object.fromEntries(found.map((fact) => [fact.key ?? '-', fact.sensitivity.verdict]));
}

export function observations(system: string, path: string, content: string | Uint8Array): ObservationFact[] {
  return factsOf(path, content).facts.filter((fact): fact is ObservationFact => fact.subject !== 'value' && fact.system === system);
}

/** The files a file names, as `aspect path`; objects as `aspect kind/name`. */
export function links(path: string, content: string): string[] {
  return factsOf(path, content).links.map((link) => `${link.aspect} ${link.path ?? `${link.object?.kind}/${link.object?.name}`}`);
}

/** What a system says of files side by side: `path#place aspect`. */
export function across(system: System, files: Readonly<Record<string, string | Uint8Array>>): string[] {
  const all = new Map<string, SnapshotFile>();
  for (const [path, content] of Object.entries(files)) all.set(path, { path: repoPath(path), blob: null, facts: factsOf(path, content) });
  const snapshot: Snapshot = { whole: false, file: (path) => all.get(path), files: () => all.values() };
  const found: string[] = [];
  const emit: SnapshotEmit = {
    system: system.id,
    observe: (at, one) => {
      found.push(`${at.path}#${one.place.pointer ?? `line ${one.place.line}`} ${one.aspect}`);
    },
  };
  system.snapshot?.(snapshot, emit);
  return found;
}

/** Made at run time, so that no scanner takes this file for a leak: long, of mixed letters and digits. */
export const generated = ['m4j8pXq7', 'Rw2Kz9Tb', 'Lc5V'].join('');

import type { ValueFact } from '../model/fact.ts';
import type { SnapshotFile } from '../model/snapshot.ts';

/** Values of a file that are, or may be, secrets in clear: what is left of it when it was to be encrypted. */
export function clearValues(file: SnapshotFile): ValueFact[] {
  const found: ValueFact[] = [];
  for (const fact of file.facts.facts) {
    if (fact.subject !== 'value' || (fact.protection !== 'plain' && fact.protection !== 'encoded')) continue;
    if (fact.sensitivity.verdict === 'secret' || fact.sensitivity.verdict === 'suspect') found.push(fact);
  }
  return found;
}

/** Whether anything covers the file as a whole, so that what it holds is another module's to judge. */
export function isCovered(file: SnapshotFile): boolean {
  return file.facts.envelope !== null || file.facts.coverage.skipped !== null;
}

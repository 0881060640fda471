import type { ValueFact } from '../model/fact.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import type { Observation, SnapshotEmit } from './system.ts';

/** Values of a file that are, or may be, secrets in clear: what is left of it when it was to be encrypted. */
export function clearValues(file: SnapshotFile): ValueFact[] {
  return file.facts.facts.filter((fact): fact is ValueFact => fact.subject === 'value' && isClear(fact));
}

/** Tells of each value in clear of a file that it should not be. */
export function tellClear(file: SnapshotFile, told: Told, emit: SnapshotEmit): void {
  for (const fact of clearValues(file)) tellValue(file, fact, told, emit);
}

/** Tells of one value what another file makes of it; `verdict` is there for rules. */
export function tellValue(file: SnapshotFile, fact: ValueFact, { aspect, detail }: Told, emit: SnapshotEmit): void {
  const { place, resource, keyPath, sensitivity } = fact;
  emit.observe(file, {
    aspect,
    place,
    resource,
    key: fact.key ?? '',
    keyPath,
    detail: { ...detail, verdict: sensitivity.verdict },
  });
}

type Told = Required<Pick<Observation, 'aspect' | 'detail'>>;

export function isClear({ protection, container, sensitivity: { verdict } }: ValueFact): boolean {
  // What is commented out is not what a file is encrypted for, unless it is a secret by itself.
  if (container === 'comment' && verdict === 'suspect') return false;
  return (protection === 'plain' || protection === 'encoded') && (verdict === 'secret' || verdict === 'suspect');
}

/** Whether anything covers the file as a whole, so that what it holds is another module's to judge. */
export function isCovered(file: SnapshotFile): boolean {
  return file.facts.envelope !== null || file.facts.coverage.skipped !== null;
}

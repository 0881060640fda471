import type { ObservationFact } from '../model/fact.ts';
import type { Snapshot, SnapshotFile } from '../model/snapshot.ts';
import { systems } from '../systems/registry.ts';
import { failed } from './contained.ts';
import { observed } from './observed.ts';
import type { Tally } from './tally.ts';

/** What the files of one tree say of one another, by every system that judges them. */
export function judgeSnapshot(snapshot: Snapshot, tally: Tally): { readonly at: SnapshotFile; readonly fact: ObservationFact }[] {
  const found: { at: SnapshotFile; fact: ObservationFact }[] = [];
  for (const system of systems) {
    try {
      system.snapshot?.(snapshot, {
        system: system.id,
        observe: (at, observation) =>
          found.push({ at, fact: observed({ subject: 'snapshot', system: system.id, ...observation }, at.facts.profile) }),
      });
    } catch (error) {
      const [first] = snapshot.files();
      if (first !== undefined) tally.cannotJudge(`${failed(error)} where files are compared for ${system.id}`, first.path);
    }
  }
  return found;
}

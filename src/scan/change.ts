import type { ObservationFact } from '../model/fact.ts';
import type { Change } from '../model/snapshot.ts';
import { systems } from '../systems/registry.ts';
import { failed } from './contained.ts';
import { observed } from './observed.ts';
import type { Tally } from './tally.ts';

/** What the version before tells of the version after, by every system that judges changes. */
export function judgeChange(change: Change, tally: Tally): ObservationFact[] {
  const facts: ObservationFact[] = [];
  for (const system of systems) {
    try {
      system.change?.(change, {
        system: system.id,
        observe: (at, observation) => facts.push(observed({ subject: 'change', system: system.id, ...observation }, at.facts.profile)),
      });
    } catch (error) {
      tally.cannotJudge(`${failed(error)} where versions are compared for ${system.id}`, change.after.path);
    }
  }
  return facts;
}

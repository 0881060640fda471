import type { ObservationFact } from '../model/fact.ts';
import type { Change } from '../model/snapshot.ts';
import { systems } from '../systems/registry.ts';

/** What the version before tells of the version after, by every system that judges changes. */
export function judgeChange(change: Change): ObservationFact[] {
  const facts: ObservationFact[] = [];
  for (const system of systems) {
    system.change?.(change, {
      observe: (at, observation) =>
        facts.push({
          ...observation,
          subject: 'change',
          key: observation.key ?? null,
          detail: observation.detail ?? {},
          example: at.facts.profile.example,
          test: at.facts.profile.test,
        }),
    });
  }
  return facts;
}

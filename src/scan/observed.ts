import type { Document, SourceText } from '../model/document.ts';
import type { ObservationFact } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import type { InlineComment } from '../model/snapshot.ts';
import type { By, Observation } from '../systems/system.ts';

/** The fact that an observation in a file of `profile` is. */
export const observed = <T extends Omit<By<Observation>, 'subject'> & Pick<ObservationFact, 'subject'>>(
  observation: T,
  { example, test }: PathProfile,
): ObservationFact => ({
  ...observation,
  key: observation.key ?? null,
  detail: observation.detail ?? {},
  example,
  test,
});

/** Comments that speak to sealgate. */
export const addressed = ({ comments }: Document, source: SourceText): InlineComment[] =>
  comments
    .filter(({ text }) => text.includes('sealgate:'))
    .map(({ text, span, ownLine }) => ({ text, line: source.position(span.start).line, ownLine }));

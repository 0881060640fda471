import type { Document, SourceText } from '../model/document.ts';
import type { Fact } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import type { InlineComment } from '../model/snapshot.ts';
import type { Observation } from '../systems/system.ts';

/** The fact that an observation in a file of `profile` is. */
export const observed = (observation: Observation, { example, test }: PathProfile): Fact => ({
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

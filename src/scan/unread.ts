import type { Document, UnreadReason } from '../model/document.ts';
import type { Fact } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import type { Candidate } from '../systems/system.ts';

/**
 * Why a document may hold a secret that nobody saw, so that the run is incomplete; null where there is nothing to fear:
 * a template read by line, or broken text that says nothing of Secrets or whose values could be read all the same.
 */
export function unseen({ problem, source, span }: Document, profile: PathProfile, told: readonly Told[]): string | null {
  if (problem === null) return null;
  const bound = bounds[problem.reason];
  if (bound !== null) return bound;
  if (profile.format === 'markdown' || told.some(isOfSecret)) return null;
  const text = source.text.slice(span.start, span.end);
  return isSecret.test(text) && holdsData.test(text) && !text.includes('{{') ? 'broken text that speaks of a Secret cannot be read' : null;
}

type Told = Fact | Candidate;

const isOfSecret = (told: Told): boolean =>
  'container' in told && (told.container === 'secret' || told.container === 'sealed' || inData.test(told.keyPath));

const bounds: Readonly<Record<UnreadReason, string | null>> = {
  depth: 'a document is nested deeper than the limit',
  aliases: 'a document expands to more aliases than the limit',
  size: 'a document is larger than the limit',
  time: 'a document takes longer than the limit',
  syntax: null,
  conflict: null,
};

const isSecret = /\bkind["']?\s*:\s*["']?(?:Sealed)?Secret\b/;
const holdsData = /\b(?:data|stringData|encryptedData)["']?\s*:/;
const inData = /(?:^|\.)(?:data|stringData|encryptedData)\./;

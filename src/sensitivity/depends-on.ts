import type { Container } from '../model/fact.ts';
import { strictness } from './evidence.ts';
import { mayNameSecret } from './key-name.ts';

/**
 * What a judgement depends on beside the text, its key and the kind of its place: under few keys on what stands beside it, and on
 * the way to a value where its key may name a secret.
 */
export function dependsOn(key: string | null, container: Container): 'text' | 'way' | 'neighbours' {
  if (key !== null && /(?:secret[-_]?(?:key|id)|access[-_]?key)$/i.test(key)) return 'neighbours';
  return container === 'generator' || strictness[container] === 'secret' || mayNameSecret(key) ? 'way' : 'text';
}

/** An operator's catalogue entry shows how its objects are written: OLM and Artifact Hub; and what calls itself an example. */
export const isCatalogueExample = (keyPath: string): boolean =>
  /\.alm-examples|crdsExamples|(?:^|\.)examples\.(?!(?:com|org|net)\b)/.test(keyPath);

/** What a chart shows when it is installed, and what a catalogue says of it: prose. */
export const isNote = (keyPath: string): boolean =>
  /(?:^|\.)(?:motd|notes?|docs?|descriptions?|readme|instructions|help)(?:\.|$)/i.test(keyPath);

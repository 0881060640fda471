import type { Place } from '../../model/document.ts';
import { root, steps } from '../../model/pointer.ts';
import type { SnapshotFile } from '../../model/snapshot.ts';
import type { SnapshotEmit } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { type Named, shortName } from './recipients.ts';

/** Says something of a file beside others, or beside its version before. */
export function observe(
  emit: SnapshotEmit,
  at: SnapshotFile,
  aspect: Aspect,
  place: Place,
  detail: Readonly<Record<string, string | number>>,
): void {
  emit.observe(at, { aspect, place, resource: null, keyPath: steps(place.pointer ?? root).join('.'), detail });
}

export const namesOf = (recipients: readonly Named[]): string => listed(recipients.map(shortName));

/** A few of them, and how many more. */
export function listed(words: readonly string[]): string {
  const shown = [...new Set(words)];
  return shown.length <= 4 ? shown.join(', ') : `${shown.slice(0, 3).join(', ')} and ${shown.length - 3} more`;
}

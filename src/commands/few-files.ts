import { setFlagsFromString } from 'node:v8';

/** Fewer than these do not even pay for the question; with more, optimised code begins to pay. */
const few = { least: 4, most: 50 };

/**
 * V8 begins to optimise what judges before a few files are judged, beside them, and is done when nobody needs it any more:
 * for twenty files that is a quarter of a hook's time.
 */
export function withoutOptimising(files: number): void {
  if (files >= few.least && files <= few.most) setFlagsFromString('--no-opt');
}

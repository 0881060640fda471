import { setFlagsFromString } from 'node:v8';

/** Fewer do not even pay for the question; with more, optimised code begins to pay. */
const few = { least: 4, most: 50 };

/** Flags of V8 are those of the process, which does not tell them. */
let isSet = false;

/**
 * V8 begins to optimise what judges before a few files are judged, beside them, and is done when nobody needs it any more:
 * for twenty files that is a quarter of a hook's time.
 */
export function withoutOptimising(files: number): void {
  if (files < few.least || files > few.most) return;
  // Code that is kept at the end (kept-code.ts) is taken only by a process with the flags of this one.
  if (process.listenerCount('exit') > 0) return;
  isSet = true;
  setFlagsFromString('--no-opt');
  // What Node 20 does not have.
  if (!process.version.startsWith('v20.')) setFlagsFromString('--no-maglev');
}

/** What code that is kept now is to be known by. */
export const flags = (): string => (isSet ? '-few' : '');

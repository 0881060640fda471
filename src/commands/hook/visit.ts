import type { Given } from '../command.ts';
import type { Io } from '../io.ts';
import type { Gate } from '../policy.ts';
import type { Door } from './doors.ts';
import type { Voice } from './voice.ts';

/** What the policy says of failures, as soon as it is read; until then the defaults. */
export interface Standing {
  onCrash: 'pass' | 'block';
  onTimeOut: 'pass' | 'block';
}

/** One call of a hook. */
export interface Visit {
  readonly door: Door;
  readonly args: readonly string[];
  readonly given: Given;
  readonly io: Io;
  readonly words: Voice;
  readonly standing: Standing;
  readonly started: number;
}

export function note(gate: Gate, standing: Standing): void {
  standing.onCrash = gate.policy.hook.crash.value;
  standing.onTimeOut = gate.policy.hook.outOfTime.value;
}

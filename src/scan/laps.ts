/** What a scan is busy with. `start`: until the command runs; `git`: waiting for it, and taking over what it sends. */
export type Phase = 'start' | 'git' | 'policy' | 'parse' | 'establish' | 'judge' | 'report';

/** Told at every border between phases, for whoever wants to know where the time goes. */
export interface Laps {
  /** From now on the time is that of `phase`. Gives the phase it was before. */
  enter(phase: Phase): Phase;
}

export const untimed: Laps = { enter: (phase) => phase };

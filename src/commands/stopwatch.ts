import type { Laps, Phase } from '../scan/laps.ts';
import { uptime } from './uptime.ts';

const phases: readonly Phase[] = ['start', 'git', 'policy', 'parse', 'establish', 'judge', 'report'];

/** Where the time goes, from the start of the process: what `--profile` prints. `now` gives milliseconds since then. */
export class Stopwatch implements Laps {
  private readonly now: () => number;
  private readonly spent = new Map<Phase, number>();
  private phase: Phase = 'start';
  private since = 0;

  constructor(now: () => number = uptime) {
    this.now = now;
  }

  enter(phase: Phase): Phase {
    const now = this.now();
    const was = this.phase;
    this.spent.set(was, (this.spent.get(was) ?? 0) + now - this.since);
    this.since = now;
    this.phase = phase;
    return was;
  }

  /** `start 38.2 ms, git 9.1 ms, ...`, in the order of the work. */
  told(): string {
    this.enter(this.phase);
    const parts = phases.map((phase) => `${phase} ${(this.spent.get(phase) ?? 0).toFixed(1)} ms`);
    return `time: ${parts.join(', ')}; ${this.since.toFixed(1)} ms in all`;
  }
}

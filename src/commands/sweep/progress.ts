import { counted } from '../../text/counted.ts';
import type { Io } from '../io.ts';

const everyMilliseconds = 250;

/** One line on a terminal: repositories, blobs, rate, exposures so far. Elsewhere nothing is shown but the stages. */
export class SweepProgress {
  private readonly io: Io;
  private readonly total: number;
  private readonly started = performance.now();
  private readonly blobs = new Map<string, number>();
  private done = 0;
  private exposures = 0;
  private last = 0;
  private shown = false;

  constructor(io: Io, total: number) {
    this.io = io;
    this.total = total;
  }

  read(repository: string, blobs: number): void {
    this.blobs.set(repository, blobs);
    this.show();
  }

  finished(repository: string, blobs: number): void {
    this.blobs.set(repository, blobs);
    this.done += 1;
    this.show();
  }

  found(exposures: number): void {
    this.exposures = exposures;
  }

  /** A line that stays. */
  say(line: string): void {
    this.clear();
    this.io.err(`${line}\n`);
  }

  clear(): void {
    if (this.shown) this.io.err('\r\x1b[K');
    this.shown = false;
  }

  private show(): void {
    const now = performance.now();
    if (!this.io.terminal || now - this.last < everyMilliseconds) return;
    this.last = now;
    this.shown = true;
    const seconds = (now - this.started) / 1000;
    const blobs = [...this.blobs.values()].reduce((sum, count) => sum + count, 0);
    const rate = Math.round(blobs / Math.max(seconds, 0.001));
    const left =
      this.done > 0 && this.done < this.total ? `, about ${Math.ceil((seconds / this.done) * (this.total - this.done))} s left` : '';
    this.io.err(
      `\r\x1b[K${this.done} of ${counted(this.total, 'repository')}, ${counted(blobs, 'blob')}, ${rate} a second${left}; exposures so far: ${this.exposures}`,
    );
  }
}

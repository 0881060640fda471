import type { Io } from './io.ts';

const everyMilliseconds = 200;

/** One line that is written over, on a terminal only, and only when a scan takes longer than a moment. */
export function progressOn(io: Io): { show(done: number, total: number): void; end(): void } {
  const started = performance.now();
  let last = started;
  let shown = false;
  return {
    show(done, total) {
      const now = performance.now();
      // What tells whether there is a terminal takes longer to load than most commits to judge.
      if (now - last < everyMilliseconds || !io.terminal) return;
      last = now;
      shown = true;
      const rate = Math.round(done / ((now - started) / 1000));
      io.err(`\r\x1b[K${done} of ${total} files, ${rate} a second`);
    },
    end() {
      if (shown) io.err('\r\x1b[K');
    },
  };
}

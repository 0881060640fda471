import type { Io } from './io.ts';

const everyMilliseconds = 200;

/** One line that is written over, on a terminal only, and only when a scan takes longer than a moment. */
export function progressOn(io: Io): { show(done: number, total: number): void; end(): void } {
  if (!io.terminal) return { show: () => {}, end: () => {} };
  const started = performance.now();
  let last = started;
  let shown = false;
  return {
    show(done, total) {
      const now = performance.now();
      if (now - last < everyMilliseconds) return;
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

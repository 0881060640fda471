import type { Io } from './io.ts';
import { uptime } from './uptime.ts';

const everyMilliseconds = 200;

/** One line that is written over, on a terminal only, and only when a scan takes longer than a moment. */
export function progressOn(io: Io): { show(done: number, total: number): void; end(): void } {
  const started = uptime();
  let last = started;
  let shown = false;
  return {
    show(done, total) {
      const now = uptime();
      if (now - last < everyMilliseconds) return;
      last = now;
      // What tells whether there is one takes longer to load than most commits to judge.
      if (!io.terminal) return;
      shown = true;
      const rate = Math.round(done / ((now - started) / 1000));
      io.err(`\r\x1b[K${done} of ${total} files, ${rate} a second`);
    },
    end() {
      if (shown) io.err('\r\x1b[K');
    },
  };
}

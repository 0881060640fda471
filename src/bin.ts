import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { main } from './cli.ts';
import { build } from './version.ts';

/** Set when a command asks to be told (`Io.stop`), which few do. */
let asked: AbortController | null = null;

/** Outputs that are written to through Node's streams, which may still hold something. The terminal of Windows takes no UTF-8. */
const streaming = new Set<1 | 2>(process.platform === 'win32' ? [1, 2] : []);

/** Whether errors of standard output are listened for. */
let isHeard = false;

start();

function start(): void {
  // Node loads its streams and events when they are first named, which takes longer than a clean commit has to wait for.
  main(process.argv.slice(2), {
    get stdin() {
      return process.stdin;
    },
    out: (text) => writeNow(1, text, stdout),
    err: (text) => writeNow(2, text, () => process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    get terminal() {
      return isatty(2);
    },
    get color() {
      const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
      if (NO_COLOR) return false;
      return FORCE_COLOR ? FORCE_COLOR !== '0' : isatty(1) && TERM !== 'dumb';
    },
    get width() {
      return process.stdout.columns ?? 100;
    },
    stop,
    ...(build !== undefined && { build }),
  }).then(
    (code) => {
      process.exitCode = code;
      // Everything is done and written: Node would only take itself apart.
      if (streaming.size === 0) process.exit();
      // Who was told to end does not wait for what is still under way.
      if (asked?.signal.aborted) process.stdout.write('', () => process.exit(code));
    },
    (error: unknown) => {
      // Not the error's message or values: they may quote what was scanned.
      const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
      const kind = error instanceof Error ? error.name : typeof error;
      process.stderr.write(
        `sealgate: it failed (${kind}); nothing was let through.\n${frames.slice(0, 8).join('\n')}\nPlease report these lines.\n`,
      );
      process.exitCode = 3;
    },
  );
}

function stop(): AbortSignal {
  const controller = new AbortController();
  asked = controller;
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Into the file itself where that is all there is to do: Node's streams take longer to load than a clean commit takes to judge. */
function writeNow(file: 1 | 2, text: string, stream: () => NodeJS.WriteStream): void {
  if (streaming.has(file)) return void stream().write(text);
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch {
    // A pipe that takes no more, or whose reader is gone.
    streaming.add(file);
    stream().write(bytes.subarray(written));
  }
}

function stdout(): NodeJS.WriteStream {
  if (!isHeard) {
    isHeard = true;
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads us may stop early (`| head`).
      if (error.code === 'EPIPE') return;
      process.stderr.write(
        `sealgate: the report cannot be written to standard output (${error.code ?? error.name}); nothing was let through.\n`,
      );
      process.exit(3);
    });
  }
  return process.stdout;
}

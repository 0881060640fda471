import { main } from './cli.ts';
import { build } from './version.ts';

/** Set when a command asks to be told (`Io.stop`), which few do. */
let asked: AbortController | null = null;

start();

function start(): void {
  // Node loads its streams and events when they are first named, which takes longer than a clean commit has to wait for.
  main(process.argv.slice(2), {
    get stdin() {
      return process.stdin;
    },
    out: (text) => void stdout().write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    get terminal() {
      return process.stderr.isTTY === true;
    },
    get color() {
      return process.env['NO_COLOR'] ? false : process.env['FORCE_COLOR'] ? true : process.stdout.isTTY === true;
    },
    get width() {
      return process.stdout.columns ?? 100;
    },
    stop,
    ...(build !== undefined && { build }),
  }).then(
    (code) => {
      process.exitCode = code;
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

function stdout(): NodeJS.WriteStream {
  if (process.stdout.listenerCount('error') === 0) {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads us may stop early (`| head`).
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return process.stdout;
}

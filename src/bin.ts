import { main } from './cli.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads us may stop early (`| head`).
  if (error.code !== 'EPIPE') throw error;
});
const color = process.env['NO_COLOR'] ? false : process.env['FORCE_COLOR'] ? true : process.stdout.isTTY === true;

const asked = new AbortController();

main(process.argv.slice(2), {
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  terminal: process.stderr.isTTY === true,
  color,
  width: process.stdout.columns ?? 100,
  stop,
}).then(
  (code) => {
    process.exitCode = code;
    // Who was told to end does not wait for what is still under way.
    if (asked.signal.aborted) process.stdout.write('', () => process.exit(code));
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

function stop(): AbortSignal {
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(name, () => {
      if (asked.signal.aborted) process.exit(code);
      asked.abort();
    });
  }
  return asked.signal;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let file: string | null = null;

/** The command line as one file, built once: hooks start it, and compiling it in each would take a second. */
export function built(): string {
  if (file !== null) return file;
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-built-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, 'bin.cjs');
  buildSync({
    entryPoints: [fileURLToPath(new URL('../../src/bin.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['openpgp', 'age-encryption'],
    outfile: file,
    logLevel: 'error',
  });
  return file;
}

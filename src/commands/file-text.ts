import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { usage } from './command.ts';

/** The text of a file, or null where there is none that can be read. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Writes a file, with the folders above it. Throws a Failure that calls it by `name` where that is not permitted. */
export function writeText(file: string, text: string, name: string, mode?: number): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
  } catch (error) {
    throw usage(
      `${name} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'no reason is known'}); a place you may write to is accepted`,
    );
  }
}

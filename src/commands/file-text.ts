import { readFileSync } from 'node:fs';

/** The text of a file, or null where there is none that can be read. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

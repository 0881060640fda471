import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, writeText } from '../file-text.ts';

/** One file that init writes. */
export interface Edit {
  /** Absolute. */
  readonly file: string;
  /** As people name it: relative to the top of the repository. */
  readonly name: string;
  /** null: there is no such file. */
  readonly before: string | null;
  readonly after: string;
  readonly isExecutable: boolean;
}

/** An edit of a file of the repository; null where it would change nothing. */
export function edit(root: string, name: string, change: (before: string | null) => string, isExecutable = false): Edit | null {
  const file = join(root, name);
  const before = textOf(file);
  const after = change(before);
  const isRunnable =
    !isExecutable || (before !== null && process.platform === 'win32') || (before !== null && (statSync(file).mode & 0o111) !== 0);
  return before === after && isRunnable ? null : { file, name, before, after, isExecutable };
}

export function write({ file, name, after, isExecutable }: Edit): void {
  writeText(file, after, name);
  if (isExecutable) chmodSync(file, 0o755);
}

export const remove = (file: string): void => rmSync(file, { force: true });

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { textOf } from '../file-text.ts';
import { type Edit, remove } from './edit.ts';
import { withoutHook } from './hook-text.ts';

/** What init wrote, as it was before the first time: kept in the git directory, so it is part of no commit. */
interface Written {
  readonly file: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string;
}

const recordIn = (gitDir: string): string => join(gitDir, 'sealgate/init.json');

export function record(gitDir: string, edits: readonly Edit[]): void {
  const known = new Map(read(gitDir).map((one) => [one.file, one]));
  for (const { file, name, before, after } of edits) known.set(file, { file, name, before: known.get(file)?.before ?? before, after });
  const path = recordIn(gitDir);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify([...known.values()], null, 2)}\n`, { mode: 0o600 });
}

/** Puts back what was there; a file that was changed since loses only the marked block. One sentence for each file. */
export function undo(gitDir: string, isDry: boolean): readonly string[] {
  const said = read(gitDir).map(({ file, name, before, after }) => {
    const now = textOf(file);
    if (now === null) return `${name} is gone already`;
    if (now !== after) {
      const without = withoutHook(now);
      if (without === now) return `${name} was changed since, so it is left alone`;
      if (!isDry) writeFileSync(file, without);
      return `${name} was changed since: only the sealgate block is taken out`;
    }
    if (!isDry && before === null) remove(file);
    else if (!isDry && before !== null) writeFileSync(file, before);
    return before === null ? `${name} is removed` : `${name} is as it was`;
  });
  if (!isDry) remove(recordIn(gitDir));
  return said;
}

function read(gitDir: string): readonly Written[] {
  try {
    return JSON.parse(textOf(recordIn(gitDir)) ?? '[]') as readonly Written[];
  } catch {
    return [];
  }
}

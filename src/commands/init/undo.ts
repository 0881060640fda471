import { join } from 'node:path';
import { textOf, writeText } from '../file-text.ts';
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
  writeText(recordIn(gitDir), `${JSON.stringify([...known.values()], null, 2)}\n`, 'what --undo puts back', 0o600);
}

/** Puts back what was there; a file that was changed since loses only the marked block. One sentence for each file. */
export function undo(gitDir: string, isDry: boolean): readonly string[] {
  const said = read(gitDir).map(({ file, name, before, after }) => {
    const now = textOf(file);
    if (now === null) return `${name} is gone already`;
    if (now === before) return `${name} is as it was`;
    if (now !== after) {
      const without = withoutHook(now);
      if (without === now) return `${name} was changed since, so it is left alone`;
      if (!isDry) writeText(file, without, name);
      return `${name} was changed since: only the sealgate block is taken out`;
    }
    if (!isDry && before === null) remove(file);
    else if (!isDry && before !== null) writeText(file, before, name);
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

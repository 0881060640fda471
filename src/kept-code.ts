import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Loads a file of the build. Most of a hook's time would go into compiling what it runs, so after the first scan the compiled code
 * is kept beside the file, where it has the trust of the code itself: who can write there can change that too. Where nobody may
 * write, every start compiles. `flags` names those of V8 that have been set since the start.
 */
export function loadKept(folder: string, name: string, flags: string): Loaded {
  const file = join(folder, name);
  const kept = join(folder, 'compiled', `${name}-${process.version}-${process.arch}${flags}`);
  const compiled = readKept(kept);
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, ...(compiled !== null && { cachedData: compiled }) });
  if ((compiled === null || script.cachedDataRejected) && ['scan', 'hook'].includes(process.argv[2] ?? ''))
    process.once('exit', () => keep(script, kept));
  return script.runInThisContext() as Loaded;
}

/** A file of the build: one function, which is given what a file of CommonJS is given. */
type Loaded = (exports: object, require: NodeJS.Require, module: NodeJS.Module) => void;

/** V8 checks the version it was made by, but not whether it is damaged: so it is written twice, and counts when both are equal. */
function readKept(kept: string): Buffer | null {
  try {
    if (!existsSync(kept)) return null;
    const both = readFileSync(kept);
    const half = both.length >> 1;
    return both.subarray(0, half).equals(both.subarray(half)) ? both.subarray(0, half) : null;
  } catch {
    return null;
  }
}

function keep(script: Script, kept: string): void {
  const data = script.createCachedData();
  const beside = `${kept}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(beside, Buffer.concat([data, data]), { flag: 'wx' });
    renameSync(beside, kept);
  } catch {
    if (existsSync(beside)) rmSync(beside, { force: true });
  }
}

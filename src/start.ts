import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The file of the core: the build puts it in. */
declare const SEALGATE_CORE: string;

/**
 * Starts the command line. Most of a hook's time would go into compiling what it runs, so after the first scan the compiled
 * code of the core is kept beside it, where it has the trust of the code itself: who can write there can change that too.
 * Where nobody may write, every start compiles.
 */
const folder = join(__dirname, 'parts');
const file = join(folder, SEALGATE_CORE);
const kept = join(folder, 'compiled', `${SEALGATE_CORE}-${process.version}-${process.arch}`);

const compiled = readKept();
const core = new Script(readFileSync(file, 'latin1'), { filename: file, ...(compiled !== null && { cachedData: compiled }) });
core.runInThisContext()(exports, require, module);
if ((compiled === null || core.cachedDataRejected) && ['scan', 'hook'].includes(process.argv[2] ?? '')) process.once('exit', keep);

/** V8 checks the version it was made by, but not whether it is damaged: so it is written twice, and counts when both are equal. */
function readKept(): Buffer | null {
  try {
    if (!existsSync(kept)) return null;
    const both = readFileSync(kept);
    const half = both.length >> 1;
    return both.subarray(0, half).equals(both.subarray(half)) ? both.subarray(0, half) : null;
  } catch {
    return null;
  }
}

function keep(): void {
  const data = core.createCachedData();
  const beside = `${kept}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(beside, Buffer.concat([data, data]), { flag: 'wx' });
    renameSync(beside, kept);
  } catch {
    if (existsSync(beside)) rmSync(beside, { force: true });
  }
}

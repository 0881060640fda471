import { join } from 'node:path';
import { loadKept } from './kept-code.ts';

/** The file of the core: the build puts it in. */
declare const SEALGATE_CORE: string;

// Starts the command line. A thread loads it for what it shares with it, and starts no other.
const core: { run?(): void } = exports;
loadKept(join(__dirname, 'parts'), SEALGATE_CORE, '')(exports, require, module);
if (require.main === module) core.run?.();

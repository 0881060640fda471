import { rmSync } from 'node:fs';
import { counted } from '../text/counted.ts';
import { cacheFolder, keptIn } from './cache/folder.ts';
import { type Command, usage } from './command.ts';

export const cache: Command = {
  name: 'cache',
  summary: 'Tells what is kept between scans of histories, or clears it',
  operands: '[clear]',
  flags: {},
  notes: `
A history scan keeps the ids of the files that led to nothing, and what was counted in them: no value, and no digest of one.
What a change of the program or of the rules might judge otherwise is never taken from it; scan --no-cache does without.`,
  async run({ operands }, io) {
    const [action, ...rest] = operands;
    if (rest.length > 0 || (action !== undefined && action !== 'clear')) throw usage(`cache takes nothing, or 'clear'`);
    const folder = cacheFolder(io.env, 'scans');
    const kept = keptIn(folder);
    const bytes = kept.reduce((sum, { size }) => sum + size, 0);
    const number = `${counted(kept.length, 'file')}, ${(bytes / 1e6).toFixed(1)} MB`;
    if (action === 'clear') for (const { path } of kept) rmSync(path, { force: true });
    io.out(`${folder}: ${number}${action === 'clear' ? ', cleared' : ''}\n`);
    return 0;
  },
};

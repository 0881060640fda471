import { spawnSync } from 'node:child_process';
import type { Contender } from './measure.ts';

/** What no program on Node can be faster than: an empty process with the two git calls that looking at the index takes. */
export const stagedLimit: Contender = {
  name: 'empty Node and its two git calls',
  command: [
    process.execPath,
    '-e',
    `const { execFileSync } = require('node:child_process');
execFileSync('git', ['diff', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev']);
execFileSync('git', ['cat-file', '--batch'], { input: 'HEAD:.sealgate.yaml\\n' });`,
  ],
};

/** Every blob of the repository streamed into a Node process that drops it. */
export const historyLimit: Contender = {
  name: 'every blob into an idle Node',
  command: [
    process.execPath,
    '-e',
    `const { spawn } = require('node:child_process');
const list = spawn('git', ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname) %(objecttype)']);
const read = spawn('git', ['cat-file', '--batch', '--buffer']);
let rest = '';
list.stdout.setEncoding('latin1').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  read.stdin.write(lines.filter((line) => line.endsWith(' blob')).map((line) => line.slice(0, -5) + '\\n').join(''));
}).on('end', () => read.stdin.end());
read.stdout.on('data', () => {});`,
  ],
};

/** Private operations with RSA 4096 in a second on one core, as `openssl speed` counts them; null without openssl. */
export function rsaOperations(): number | null {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', 'rsa4096'], { encoding: 'utf8' });
  return Number(/^rsa 4096 bits +\S+ +\S+ +([\d.]+)/m.exec(stdout ?? '')?.[1] ?? Number.NaN) || null;
}

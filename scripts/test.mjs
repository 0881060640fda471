// Runs the tests with uvu and holds it to its word: green means exit code 0, every test passed, none skipped, and every
// test file registered at least one. `node scripts/test.mjs [PATTERN]` runs the files whose path matches.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const pattern = process.argv[2] ?? '';
const files = readdirSync('test', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts') && !/^(vectors|corpus)\//.test(name) && name.includes(pattern));

const silent = files.filter((name) => !/\bsuite\(/.test(readFileSync(join('test', name), 'utf8')));
if (silent.length > 0) fail(`these test files register no suite: ${silent.join(', ')}`);
if (files.length === 0) fail(`no test file matches '${pattern}'`);

// A hook runs with GIT_DIR and GIT_INDEX_FILE set: tests would write into the real repository.
const env = { ...process.env, NODE_OPTIONS: '' };
for (const name of spawnSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' }).stdout.split('\n')) delete env[name];

const escaped = files.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const uvu = spawn(process.execPath, ['--import', 'tsx', 'node_modules/uvu/bin.js', '--no-color', 'test', `^(${escaped.join('|')})$`], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
uvu.stdout.on('data', (chunk) => {
  output += chunk;
  process.stdout.write(chunk);
});
uvu.on('close', (code) => {
  const count = (word) => Number(new RegExp(`^\\s*${word}:\\s+(\\d+)\\s*$`, 'm').exec(output)?.[1] ?? 0);
  const [total, passed, skipped] = [count('Total'), count('Passed'), count('Skipped')];
  const run = (output.match(/\(\d+ \/ \d+\)/g) ?? []).length;
  console.log(`${passed} passed, ${Math.max(total - passed, code === 0 ? 0 : 1)} failed`);
  if (code !== 0 || total === 0 || passed !== total || skipped > 0) process.exit(1);
  if (run < files.length) fail(`${files.length} test files, but only ${run} suites ran`);
});

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * `npm run bench`: the built sealgate beside the physical limits and the peers on PATH, in one interleaved run. Prints Markdown
 * tables, and writes every figure to bench/results. Compare figures of one run only: machines and their load differ.
 *
 *     npm run bench [-- --suite staged|history|growth|range] [--runs 9] [REPOSITORY...]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.ts';
import { rsaOperations } from './limits.ts';
import { present } from './peers.ts';
import { emptyRepository, git } from './repository.ts';
import { growth, history, ranges, type Suite, staged } from './suites.ts';
import { table } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { suite: { type: 'string', multiple: true }, runs: { type: 'string', default: '9' } },
});
const runs = Number(values.runs);
const wanted = (name: string): boolean => values.suite === undefined || values.suite.includes(name);

const about = {
  date: new Date().toISOString(),
  node: process.version,
  git: git('.', '--version').trim(),
  cpu: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  platform: `${process.platform} ${process.arch}`,
  loadBefore: loadavg().map((load) => Math.round(load * 10) / 10),
  rsa4096PerSecond: rsaOperations(),
  runs,
  peers: present(),
};
console.log(`${JSON.stringify(about, null, 2)}\n`);

const suites: Suite[] = [];
if (wanted('staged')) for (const count of [1, 20]) show(staged(count, runs));
if (wanted('history')) for (const { folder, name } of repositories()) show(history(folder, name, Math.min(runs, 3)));
if (wanted('growth')) show(growth(Math.min(runs, 3)));
if (wanted('range')) show(ranges(Math.min(runs, 5)));

mkdirSync('bench/results', { recursive: true });
writeFileSync(`bench/results/${about.date.replaceAll(':', '')}.json`, `${JSON.stringify({ ...about, suites }, null, 2)}\n`);

function show(suite: Suite): void {
  suites.push(suite);
  console.log(table(suite));
}

/** Those that were named, else one that is made. */
function repositories(): readonly { readonly folder: string; readonly name: string }[] {
  if (positionals.length > 0) return positionals.map((path) => ({ folder: resolve(path), name: basename(path) }));
  const folder = emptyRepository();
  generate(folder, { apps: 200, commits: 3000 });
  return [{ folder, name: 'generated' }];
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something to be timed as a whole process, from its start to its end. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** How many findings it told, from its output; null: it has none to tell. */
  readonly findings?: (output: string) => number | null;
  /** Its exit codes when it did what was asked; others end the bench. Absent: any. */
  readonly codes?: readonly number[];
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Measured {
  readonly name: string;
  readonly wall: Spread;
  /** User and system time of the process and of all that it waited for, in seconds; null without Python. */
  readonly cpu: Spread | null;
  /** Of the largest single process, in megabytes. */
  readonly peak: number | null;
  readonly findings: number | null;
  /** Its exit codes, each once. */
  readonly codes: readonly (number | null)[];
}

/** Node does not tell what a child has used; Python hands on what the kernel says of it, and of all that it waited for. */
const watcher = `import os, sys, time
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - start
open(sys.argv[1], 'w').write(f'{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss}')
sys.exit(os.waitstatus_to_exitcode(status) % 256)`;

/** Certificates that are added for all of Node are read at each of its starts, which takes longer than an empty process: few machines have any. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const hasPython = spawnSync('python3', ['-c', '']).status === 0;

/**
 * Times contenders in turn, A B C A B C ..., after a warm-up of each: so a machine that grows slower or faster does so for all
 * of them. Seconds.
 */
export function measure(contenders: readonly Contender[], folder: string, runs: number): readonly Measured[] {
  const all = contenders.map((contender) => ({ contender, warm: once(contender, folder), taken: [] as Run[] }));
  for (let run = 0; run < runs; run += 1) for (const one of all) one.taken.push(once(one.contender, folder));
  return all.map(({ contender, warm, taken }) => ({
    name: contender.name,
    wall: spread(taken.map(({ wall }) => wall)),
    cpu: taken.some(({ cpu }) => cpu === null) ? null : spread(taken.map(({ cpu }) => cpu ?? 0)),
    peak: taken.some(({ peak }) => peak === null) ? null : Math.max(...taken.map(({ peak }) => peak ?? 0)),
    findings: contender.findings?.(warm.output) ?? null,
    codes: [...new Set(taken.map(({ code }) => code))],
  }));
}

interface Run {
  readonly wall: number;
  readonly cpu: number | null;
  readonly peak: number | null;
  readonly code: number | null;
  readonly output: string;
}

function once({ name, command, codes }: Contender, cwd: string): Run {
  const notes = mkdtempSync(join(tmpdir(), 'sealgate-time-'));
  const file = join(notes, 'used');
  const [program = '', ...args] = hasPython ? ['python3', '-c', watcher, file, ...command] : command;
  const from = performance.now();
  const done = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'] });
  const outside = (performance.now() - from) / 1000;
  if (done.error !== undefined) throw done.error;
  if (codes !== undefined && !codes.includes(done.status ?? -1)) throw new Error(`${name} ended with ${done.status}`);
  const [wall = outside, cpu = null, kilobytes = null] = hasPython ? readFileSync(file, 'utf8').split(' ').map(Number) : [];
  rmSync(notes, { recursive: true });
  return { wall, cpu, peak: kilobytes === null ? null : Math.round(kilobytes / 1024), code: done.status, output: done.stdout };
}

function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 1000) / 1000;
  return { median: at(0.5), least: at(0), most: at(1) };
}

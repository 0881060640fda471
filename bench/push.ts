/**
 * `node --import tsx bench/push.ts [RUNS [REPOSITORY]]`: the built sealgate as a pre-receive hook over a push of a thousand commits, beside
 * `git rev-list --objects`, the least that any judge of a push has to do. The repository is made (applications with their
 * kustomizations, values and SOPS files, of which each commit changes a few), or a real one of which the last thousand
 * commits are taken. Prints JSON; seconds are CPU time (user and system, git included), medians of interleaved runs: compare
 * figures of one run only. `wall` is what the pusher waits on this machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve('dist/bin.cjs');
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'sealgate-bench-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const commits = 1000;
const apps = 150;

function git(cwd: string, args: readonly string[], input = ''): string {
  const done = spawnSync('git', args, { cwd, env, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`git ${args[0]} failed: ${done.stderr}`);
  return done.stdout.trim();
}

function filesOf(app: number, version: number): Readonly<Record<string, string>> {
  const at = `clusters/prod/apps/app-${app}`;
  const settings = Array.from({ length: 40 }, (_, index) => `    setting${index}: value-${app}-${index === version % 40 ? version : 0}\n`);
  return {
    [`${at}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - release.yaml\n  - secret.sops.yaml\n`,
    [`${at}/release.yaml`]: `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: app-${app}\nspec:\n  chart:\n    spec: { chart: app, version: 1.${version}.0 }\n  values:\n    image: { repository: registry.example.org/app-${app}, tag: 1.0.${version} }\n${settings.join('')}`,
    [`${at}/secret.sops.yaml`]: `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app-${app}\nstringData:\n  password: ENC[AES256_GCM,data:dGVzdA==,iv:${Buffer.from(`${version}`.padStart(32, '0')).toString('base64')},tag:MDAwMDAwMDAwMDAwMDAwMA==,type:str]\nsops:\n  mac: ENC[AES256_GCM,data:dGVzdA==,iv:MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=,tag:MDAwMDAwMDAwMDAwMDAwMA==,type:str]\n  version: 3.10.0\n`,
  };
}

/** One commit with everything, then the thousand; as a stream for fast-import. */
function made(): string {
  const at = join(folder, 'made.git');
  spawnSync('git', ['init', '-q', '--bare', '-b', 'main', at], { env });
  const stream: string[] = [];
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (message: string, files: readonly Readonly<Record<string, string>>[]): void => {
    stream.push(`commit refs/heads/all\ncommitter Bench <bench@example.org> ${1_700_000_000 + stream.length} +0000\n${data(message)}`);
    for (const one of files) for (const [path, text] of Object.entries(one)) stream.push(`M 100644 inline ${path}\n${data(text)}`);
  };
  commit(
    'everything',
    Array.from({ length: apps }, (_, app) => filesOf(app, 0)),
  );
  for (let number = 1; number <= commits; number += 1) commit(`change ${number}`, [filesOf(number % apps, number)]);
  git(at, ['fast-import', '--quiet'], stream.join(''));
  return at;
}

/** A bare repository that has all but the last thousand commits, and the line that git gives a pre-receive hook. */
function server(source: string): { readonly path: string; readonly line: string; readonly next: string } {
  const path = join(folder, 'server.git');
  spawnSync('git', ['init', '-q', '--bare', '-b', 'main', path], { env });
  writeFileSync(
    join(path, 'objects/info/alternates'),
    `${git(source, ['rev-parse', '--path-format=absolute', '--git-path', 'objects'])}\n`,
  );
  const next = git(source, ['rev-parse', process.argv[3] === undefined ? 'refs/heads/all' : 'HEAD']);
  const old = git(source, ['rev-list', '--topo-order', `--skip=${commits}`, '--max-count=1', next]);
  git(path, ['update-ref', 'refs/heads/main', old]);
  writeFileSync(join(folder, 'policy.yaml'), 'version: 1\nhook: { serverSeconds: 600 }\n');
  return { path, line: `${old} ${next} refs/heads/main\n`, next };
}

/** CPU and wall seconds of a command and all that it starts: `times` of a shell. */
function seconds(cwd: string, args: readonly string[], input: string): { readonly cpu: number; readonly wall: number } {
  const from = performance.now();
  const done = spawnSync('sh', ['-c', '"$@" >/dev/null 2>&1; times >&2', 'sh', ...args], { cwd, env, input, encoding: 'utf8' });
  const wall = (performance.now() - from) / 1000;
  const children = done.stderr.trim().split('\n').at(-1) ?? '';
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
  return { cpu, wall };
}

const median = (numbers: readonly number[]): number =>
  Math.round((numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0) * 1000) / 1000;

try {
  const { path, line, next } = server(process.argv[3] ?? made());
  const hook = [process.execPath, bin, 'hook', 'pre-receive', '--policy', join(folder, 'policy.yaml')];
  // Ten times, because a shell's clock is coarse.
  const list = ['sh', '-c', `for run in 1 2 3 4 5 6 7 8 9 10; do git rev-list --objects ${next} --not --all; done`];
  seconds(path, list, '');
  const ours: { cpu: number; wall: number }[] = [];
  const theirs: { cpu: number; wall: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    theirs.push(seconds(path, list, ''));
    ours.push(seconds(path, hook, line));
  }
  const [cpu, floor] = [median(ours.map((one) => one.cpu)), median(theirs.map((one) => one.cpu / 10))];
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length };
  const pushed = Number(git(path, ['rev-list', '--count', next, '--not', '--all']));
  const wall = median(ours.map((one) => one.wall));
  console.log(
    JSON.stringify({
      machine,
      runs,
      commits: pushed,
      preReceive: { cpu, wall },
      revListObjects: floor,
      ratio: Math.round(cpu / Math.max(floor, 0.001)),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

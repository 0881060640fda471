import { execFileSync, spawnSync } from 'node:child_process';
import { constants, createCipheriv, type createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from '../src/cli.ts';

/**
 * What a sweep costs, as JSON. RSA: distinct ciphertexts of 4096 bits, none of which the key opens, so that each costs one private operation,
 * against what OpenSSL does with the same number of processes. History: repositories of many commits, their tips and all of them.
 *
 *     node --import tsx bench/sweep.ts [--ciphertexts 5000] [--repositories 20] [--commits 2500]
 */
const { values } = parseArgs({
  options: {
    ciphertexts: { type: 'string', default: '5000' },
    repositories: { type: 'string', default: '20' },
    commits: { type: 'string', default: '2500' },
  },
});
const cores = availableParallelism();
const folder = mkdtempSync(join(tmpdir(), 'sealgate-bench-sweep-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const leaked = generateKeyPairSync('rsa', { modulusLength: 4096 });
const other = generateKeyPairSync('rsa', { modulusLength: 4096 });
const keyFile = join(folder, 'leaked.key');
writeFileSync(keyFile, leaked.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

const rsa = await rsaTrials(Number(values.ciphertexts));
const history = await histories(Number(values.repositories), Number(values.commits));
process.stdout.write(`${JSON.stringify({ cores, rsa, history }, null, 2)}\n`);

async function rsaTrials(count: number) {
  const repository = emptyRepository('rsa');
  const files = Array.from({ length: Math.ceil(count / 50) }, (_, file) => {
    const lines = Array.from({ length: Math.min(50, count - file * 50) }, (_, at) => `    k${at}: ${sealed(other.publicKey)}`);
    return { path: `apps/${file}.yaml`, text: manifest(`app-${file}`, lines) };
  });
  importCommits(repository, [files]);
  const before = privateOperations();
  const { seconds } = await sweep([repository]);
  const after = privateOperations();
  const operations = (before + after) / 2;
  return {
    ciphertexts: count,
    seconds: round(seconds),
    perSecond: Math.round(count / seconds),
    opensslPerSecond: Math.round(operations),
    ratio: round(count / seconds / operations),
  };
}

/** Each repository: a tree of 200 files, of which every commit changes one and every tenth commit a sealed value. */
async function histories(repositories: number, commits: number) {
  const paths = Array.from({ length: repositories }, (_, number) => {
    const repository = emptyRepository(`history-${number}`);
    const start = Array.from({ length: 200 }, (_, at) => ({
      path: `base/${at % 10}/${at}.yaml`,
      text: `kind: ConfigMap\nn: ${number}.${at}\n`,
    }));
    const changes = Array.from({ length: commits - 1 }, (_, at) => [
      at % 10 === 0
        ? { path: 'apps/sealed.yaml', text: manifest('app', [`    password: ${sealed(at === 0 ? leaked.publicKey : other.publicKey)}`]) }
        : { path: `base/${at % 10}/${at % 200}.yaml`, text: `kind: ConfigMap\nn: ${number}.${at}\nstep: ${at}\n` },
    ]);
    importCommits(repository, [start, ...changes]);
    return repository;
  });
  const { seconds, tipsAfter, report } = await sweep(paths);
  return {
    repositories,
    commits: report.coverage.commits,
    blobs: report.coverage.blobs,
    ciphertexts: report.coverage.ciphertexts,
    exposures: report.exposures.length,
    tipsSeconds: round(tipsAfter),
    seconds: round(seconds),
    commitsPerSecond: Math.round(report.coverage.commits / seconds),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function sweep(repositories: readonly string[]) {
  const started = performance.now();
  let tipsAfter = 0;
  let out = '';
  const args = ['sweep', '--key', keyFile, ...repositories.flatMap((path) => ['--repo', path]), '--format', 'json'];
  await main(args, {
    stdin: process.stdin,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      if (text.startsWith('default branches of')) tipsAfter = (performance.now() - started) / 1000;
    },
    env: process.env,
    cwd: folder,
    now: () => new Date(),
    terminal: false,
    color: false,
    width: 100,
  });
  const seconds = (performance.now() - started) / 1000;
  const report = JSON.parse(out) as {
    readonly coverage: { readonly commits: number; readonly blobs: number; readonly ciphertexts: number };
    readonly exposures: readonly unknown[];
  };
  return { seconds, tipsAfter, report };
}

/** As kubeseal seals: a session key under OAEP with SHA-256 and the label, AES-GCM with a nonce of zeroes. */
function sealed(key: ReturnType<typeof createPublicKey>): string {
  const session = randomBytes(32);
  const block = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from('bench/app') },
    session,
  );
  const cipher = createCipheriv('aes-256-gcm', session, Buffer.alloc(12));
  const body = Buffer.concat([cipher.update(randomBytes(12).toString('base64')), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(block.length);
  return Buffer.concat([length, block, body]).toString('base64');
}

function manifest(name: string, lines: readonly string[]): string {
  const head = ['apiVersion: bitnami.com/v1alpha1', 'kind: SealedSecret', 'metadata:', `  name: ${name}`, '  namespace: bench'];
  return `${[...head, 'spec:', '  encryptedData:', ...lines].join('\n')}\n`;
}

function emptyRepository(name: string): string {
  const path = join(folder, name);
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', path]);
  return path;
}

/** `git fast-import`: a commit for each list of files, ten minutes apart. */
function importCommits(repository: string, commits: readonly (readonly { readonly path: string; readonly text: string }[])[]): void {
  const parts = commits.map((files, at) => {
    const who = `Bench <bench@example.org> ${1_700_000_000 + at * 600} +0000`;
    const changes = files.map(({ path, text }) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`).join('');
    return `commit refs/heads/main\ncommitter ${who}\ndata 1\nx\n${changes}\n`;
  });
  execFileSync('git', ['-C', repository, 'fast-import', '--quiet', '--done'], { input: `${parts.join('')}done\n` });
}

/** Private operations of RSA 4096 in a second, on every core, as `openssl speed` counts them. */
function privateOperations(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '3', '-multi', String(cores), 'rsa4096'], { encoding: 'utf8' });
  return Number(/^rsa 4096 bits +\S+ +\S+ +([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN);
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

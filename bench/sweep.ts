import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  constants,
  createCipheriv,
  type createPublicKey,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * What a sweep costs, as JSON; it takes the built sealgate (`npm run build`), Linux and OpenSSL. RSA: distinct ciphertexts of 4096 bits, none of
 * which the key opens, so that each costs one private operation, against what OpenSSL does in a second of the processor. History: repositories
 * of many commits, the first answer and all of them; the memory is that of sealgate and of its git processes together.
 *
 *     node --import tsx bench/sweep.ts [--ciphertexts 5000] [--repositories 20] [--commits 2500] [--every 10]
 */
const { values } = parseArgs({
  options: {
    ciphertexts: { type: 'string', default: '5000' },
    repositories: { type: 'string', default: '20' },
    commits: { type: 'string', default: '2500' },
    every: { type: 'string', default: '10' },
  },
});
const cores = availableParallelism();
const bin = resolve('dist/bin.cjs');
const folder = mkdtempSync(join(tmpdir(), 'sealgate-bench-sweep-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// The leaked key has the larger modulus: no ciphertext of the other is excluded without an operation.
const keys = [generateKeyPairSync('rsa', { modulusLength: 4096 }), generateKeyPairSync('rsa', { modulusLength: 4096 })] as const;
const modulus = ({ publicKey }: KeyPairKeyObjectResult): Buffer => Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
const [other, leaked] = Buffer.compare(modulus(keys[0]), modulus(keys[1])) < 0 ? keys : [keys[1], keys[0]];
const keyFile = join(folder, 'leaked.key');
writeFileSync(keyFile, leaked.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

const rsa = await rsaTrials(Number(values.ciphertexts));
const history = await histories(Number(values.repositories), Number(values.commits), Number(values.every));
process.stdout.write(`${JSON.stringify({ cores, rsa, history }, null, 2)}\n`);

async function rsaTrials(count: number) {
  const repository = emptyRepository('rsa');
  const files = Array.from({ length: Math.ceil(count / 50) }, (_, file) => {
    const lines = Array.from({ length: Math.min(50, count - file * 50) }, (_, at) => `    k${at}: ${sealed(other.publicKey)}`);
    return { path: `apps/${file}.yaml`, text: manifest(`app-${file}`, lines) };
  });
  importCommits(repository, [files]);
  const before = privateOperations();
  const { seconds, processor } = await sweep([repository]);
  const after = privateOperations();
  const operations = (before + after) / 2;
  return {
    ciphertexts: count,
    seconds: round(seconds),
    processorSeconds: round(processor),
    coresBusy: round(processor / seconds),
    perProcessorSecond: Math.round(count / processor),
    opensslPerProcessorSecond: Math.round(operations),
    ratio: round(count / processor / operations),
  };
}

/** Each repository: a tree of 200 files, of which every commit changes one, and every so many a sealed value. */
async function histories(repositories: number, commits: number, every: number) {
  const paths = Array.from({ length: repositories }, (_, number) => {
    const repository = emptyRepository(`history-${number}`);
    const start = Array.from({ length: 200 }, (_, at) => ({
      path: `base/${at % 10}/${at}.yaml`,
      text: `kind: ConfigMap\nn: ${number}.${at}\n`,
    }));
    const changes = Array.from({ length: commits - 1 }, (_, at) => [
      at % every === 0
        ? { path: 'apps/sealed.yaml', text: manifest('app', [`    password: ${sealed(at === 0 ? leaked.publicKey : other.publicKey)}`]) }
        : { path: `base/${at % 10}/${at % 200}.yaml`, text: `kind: ConfigMap\nn: ${number}.${at}\nstep: ${at}\n` },
    ]);
    importCommits(repository, [start, ...changes]);
    return repository;
  });
  const { seconds, firstAnswer, processor, megabytes, report } = await sweep(paths);
  return {
    repositories,
    commits: report.coverage.commits,
    blobs: report.coverage.blobs,
    ciphertexts: report.coverage.ciphertexts,
    exposures: report.exposures.length,
    firstAnswerAfterSeconds: round(firstAnswer),
    seconds: round(seconds),
    processorSeconds: round(processor),
    commitsPerProcessorSecond: Math.round(report.coverage.commits / processor),
    peakMegabytes: megabytes,
  };
}

interface Coverage {
  readonly commits: number;
  readonly blobs: number;
  readonly ciphertexts: number;
}

/** One sweep in processes of its own; seconds of the processor and memory are those of all of them. */
async function sweep(repositories: readonly string[]) {
  const output = join(folder, 'report');
  const args = ['sweep', '--key', keyFile, ...repositories.flatMap((path) => ['--repo', path]), '--output-dir', output];
  const started = performance.now();
  // `times` tells of all processes that were waited for: Node has no such numbers of its children.
  const child = spawn('bash', ['-c', '"$@" > /dev/null; times', 'bash', process.execPath, bin, ...args], { cwd: folder });
  const since = (): number => (performance.now() - started) / 1000;
  let firstAnswer = 0;
  let times = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (firstAnswer === 0 && /^(?:default branches|tips) of/.test(text)) firstAnswer = since();
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    times += text;
  });
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, residentMegabytes(child.pid ?? 0));
  }, 50);
  await new Promise((ended) => child.on('close', ended));
  clearInterval(watch);
  const seconds = since();
  const [, minutesOfUser = '', user = '', minutesOfSystem = '', system = ''] =
    /\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s\n$/.exec(times.replaceAll(',', '.')) ?? [];
  const processor = (Number(minutesOfUser) + Number(minutesOfSystem)) * 60 + Number(user) + Number(system);
  const report = JSON.parse(readFileSync(join(output, 'compromise.json'), 'utf8')) as {
    readonly coverage: Coverage;
    readonly exposures: readonly unknown[];
  };
  return { seconds, firstAnswer, processor, megabytes, report };
}

/** Of a process and all below it, pages of packs that git maps included. */
function residentMegabytes(top: number): number {
  const parents = new Map<number, { readonly parent: number; readonly pages: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      parents.set(Number(name), { parent: Number(stat[1]), pages: Number(stat[21]) });
    } catch {
      // It has ended.
    }
  }
  const isBelow = (id: number): boolean => id === top || (parents.has(id) && isBelow(parents.get(id)?.parent ?? 0));
  let pages = 0;
  for (const [id, { pages: own }] of parents) if (isBelow(id)) pages += own;
  return Math.round((pages * 4096) / (1 << 20));
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

/** Private operations of RSA 4096 in a second of the processor: without -elapsed `openssl speed` counts those, whatever else the machine does. */
function privateOperations(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '5', 'rsa4096'], { encoding: 'utf8' });
  return Number(/^rsa 4096 bits +\S+ +\S+ +([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN);
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { CompromiseReport } from '../../src/model/compromise.ts';
import { cleanEnvironment } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const vectors = join(root, 'test', 'vectors');
const folder = mkdtempSync(join(tmpdir(), 'sealgate-process-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const sealgate = ['--import', 'tsx', 'src/bin.ts', 'sweep'];
const bundles = ['fleet', 'monorepo', 'platform'].flatMap((name) => ['--repo', join(vectors, 'sweep', `${name}.bundle`)]);
const keyFile = (name: string): string => join(vectors, 'keys', name);

function reportIn(output: string): CompromiseReport {
  return JSON.parse(readFileSync(join(output, 'compromise.json'), 'utf8')) as CompromiseReport;
}

/** Every file of a report, times aside. */
function filesOf(output: string): Readonly<Record<string, string>> {
  const { created, milliseconds } = reportIn(output).incident;
  const timeless = (text: string): string =>
    text.replaceAll(created, 'TIME').replaceAll(created.slice(0, 16), 'TIME').replace(`"milliseconds": ${milliseconds}`, '');
  return Object.fromEntries(readdirSync(output).map((name) => [name, timeless(readFileSync(join(output, name), 'utf8'))]));
}

suite('commands/sweep, processes', (test) => {
  test('killed in the middle by kill -9, it goes on from its state and ends in the same report', async () => {
    const [state, output] = [join(folder, 'state'), join(folder, 'resumed')];
    const args = ['--key', keyFile('age-x.txt'), '--key', keyFile('sealing-a.key'), ...bundles];
    const child = spawn(process.execPath, [...sealgate, ...args, '--state', state, '--output-dir', output], {
      cwd: root,
      env: cleanEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // The tips are told; the history is being read.
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('now their history')) setTimeout(() => child.kill('SIGKILL'), 20);
    });
    const signal = await new Promise((ended) => child.on('close', (_, name) => ended(name)));
    assert.is(signal, 'SIGKILL');
    assert.is(reportIn(output).partial, true);
    assert.ok(readdirSync(join(state, 'v1')).some((name) => statSync(join(state, 'v1', name)).size > 0));

    const whole = join(folder, 'whole');
    for (const more of [
      ['--state', state, '--output-dir', output],
      ['--output-dir', whole],
    ])
      spawnSync(process.execPath, [...sealgate, ...args, ...more], { cwd: root, env: cleanEnvironment(), stdio: 'ignore' });
    assert.is(reportIn(whole).partial, false);
    assert.equal(filesOf(output), filesOf(whole));
  });

  const python = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;
  const asked: readonly { readonly name: string; readonly type: string; readonly expect: RegExp; readonly code: number }[] = [
    { name: 'opens the key', type: 'correct-horse\\r', expect: /RSA 2048, private; exposes/, code: 0 },
    {
      name: 'given empty, the public half is used, and said',
      type: '\\r',
      expect: /public half only; exposes .* its public half is used/,
      code: 0,
    },
    { name: 'stopped with Ctrl-C, nothing is swept', type: '\\x03', expect: /stopped before a passphrase was given/, code: 2 },
  ];
  for (const { name, type, expect, code } of asked) {
    test(`a passphrase is asked on a terminal, and not shown: ${name}${python ? '' : ' (skipped: no python3 with pty)'}`, () => {
      if (!python) return;
      const args = [process.execPath, ...sealgate, '--key', keyFile('pgp-r.asc'), '--repo', join(vectors, 'sweep', 'fleet.bundle')];
      const program = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen = b''
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    if b'Passphrase of' in seen + part and b'Passphrase of' not in seen:
        os.write(terminal, b'${type}')
    seen += part
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
      const ran = spawnSync('python3', ['-c', program, ...args], {
        cwd: root,
        env: { ...cleanEnvironment(), NO_COLOR: '1' },
        encoding: 'utf8',
      });
      assert.match(ran.stdout, /Passphrase of .*pgp-r\.asc \(empty: use its public half\)/);
      assert.match(ran.stdout.replaceAll(/\s+/g, ' '), expect);
      assert.not.match(ran.stdout, /correct-horse/);
      assert.is(ran.status, code);
    });
  }

  test('a long history of large files is swept in little memory', () => {
    const repository = join(folder, 'large.git');
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', repository], { env: cleanEnvironment() });
    // 400 versions of a file of a megabyte with a Secret in it, and 8,000 commits: half a gigabyte, were any of it kept.
    const filler = `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: filler\n  namespace: a-namespace-with-a-long-name\ndata:\n  text: |\n${`    ${'words that say nothing '.repeat(4)}\n`.repeat(10_500)}`;
    const commits = Array.from({ length: 8_000 }, (_, at) => {
      const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a-secret-with-a-long-name\nstringData:\n  password: a-password-of-version-${at}\n`;
      const text = at % 20 === 0 ? secret + filler : `n: ${at}\n`;
      const who = `Test <test@example.org> ${1_700_000_000 + at} +0000`;
      return `commit refs/heads/main\ncommitter ${who}\ndata 1\nx\nM 100644 inline ${at % 20 === 0 ? 'all' : 'one'}.yaml\ndata ${text.length}\n${text}\n`;
    });
    const fast = spawnSync('git', ['-C', repository, '-c', 'core.compression=1', 'fast-import', '--quiet', '--done'], {
      input: Buffer.concat([...commits.map((text) => Buffer.from(text)), Buffer.from('done\n')]),
      env: cleanEnvironment(),
    });
    assert.is(fast.status, 0);
    const output = join(folder, 'large');
    const args = ['--max-old-space-size=96', ...sealgate, '--key', keyFile('sealing-a.key'), '--repo', repository, '--output-dir', output];
    const ran = spawnSync(process.execPath, args, { cwd: root, env: cleanEnvironment(), encoding: 'utf8' });
    assert.is(ran.status, 0, ran.stderr.slice(-2000));
    assert.ok(existsSync(join(output, 'compromise.json')));
    assert.is(reportIn(output).coverage.commits, 8_000);
    assert.is(reportIn(output).plaintext[0]?.key, 'password');
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { parse } from '../../src/commands/command.ts';
import { sweep } from '../../src/commands/sweep.ts';
import type { CompromiseReport } from '../../src/model/compromise.ts';
import { cleanEnvironment } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealgate-stop-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const bundle = (name: string): string => join(vectors, 'sweep', `${name}.bundle`);
const key = ['--key', join(vectors, 'keys', 'age-x.txt')];

/** A sweep that is told to end when standard error says `at`. */
async function stoppedAt(at: RegExp, args: readonly string[]): Promise<CompromiseReport> {
  const asked = new AbortController();
  let out = '';
  await sweep.run(parse(sweep, [...args, '--format', 'json']), {
    stdin: Readable.from([]),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      if (at.test(text)) asked.abort();
    },
    env: { ...cleanEnvironment(), XDG_CACHE_HOME: join(folder, 'cache') },
    cwd: folder,
    now: () => new Date('2026-11-24T00:00:00Z'),
    terminal: false,
    color: false,
    width: 100,
    stop: () => asked.signal,
  });
  return JSON.parse(out) as CompromiseReport;
}

suite('commands/sweep, stopped', (test) => {
  test('after the tips: what stands at them is told, and that the history was not read', async () => {
    const report = await stoppedAt(/^tips of/, [...key, '--repo', bundle('fleet'), '--repo', bundle('monorepo')]);
    assert.is(report.partial, true);
    assert.is(report.exitCode, 1);
    assert.match(report.headline, /^EXPOSED: .* \(partial: the sweep was stopped\)$/);
    assert.equal(
      report.repositories.map(({ status }) => status),
      ['partial', 'partial'],
    );
    assert.ok(report.exposures.length > 0 && report.exposures.every(({ refs }) => refs.length > 0));
    assert.match(report.coverage.gaps[0]?.reason ?? '', /stopped before its history was read/);
    assert.match(report.coverage.gaps[0]?.repair ?? '', /--state/);
  });

  test('the default branches of all come before any other tip', async () => {
    const report = await stoppedAt(/^default branches of 2 repositories: /, [
      ...key,
      '--repo',
      bundle('fleet'),
      '--repo',
      bundle('monorepo'),
    ]);
    assert.ok(report.exposures.length > 0 && report.exposures.every(({ current }) => current));
  });

  test('the tips are in the folder of the report before the history is read', async () => {
    const output = join(folder, 'tips');
    await stoppedAt(/^tips of/, [...key, '--repo', bundle('fleet'), '--output-dir', output]);
    const written = JSON.parse(readFileSync(join(output, 'compromise.json'), 'utf8')) as CompromiseReport;
    assert.is(written.partial, true);
    assert.ok(written.exposures.length > 0);
  });

  test('with nothing found by then it is incomplete, never clean', async () => {
    const report = await stoppedAt(/^tips of/, ['--key', join(vectors, 'keys', 'sealing-e.key'), '--repo', bundle('fleet')]);
    assert.equal([report.verdict, report.exitCode], ['incomplete', 3]);
  });

  test('Ctrl-C and SIGTERM end a clone that hangs, and the rest is reported', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const server = createServer(() => child.kill(signal));
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hangs.git`;
      const args = [...key, '--repo', bundle('monorepo'), '--repo', address, '--format', 'json', '--cache', join(folder, signal)];
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/bin.ts', 'sweep', ...args], { cwd: root, env: cleanEnvironment() });
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
      const code = await new Promise((ended) => child.on('close', ended));
      server.closeAllConnections();
      server.close();
      const report = JSON.parse(out) as CompromiseReport;
      assert.is(code, report.exitCode);
      assert.is(report.partial, true);
      const hung = report.repositories.find(({ name }) => name === 'hangs');
      assert.equal([hung?.status, /stopped/.test(hung?.reason ?? '')], ['failed', true]);
    }
  });

  test('a second Ctrl-C ends at once, and leaves no copy of a repository behind', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const server = createServer(() => child.kill('SIGINT'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hangs.git`;
    const args = [...key, '--repo', bundle('monorepo'), '--repo', address, '--cache', join(folder, 'second')];
    const env = { ...cleanEnvironment(), TMPDIR: temporary };
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/bin.ts', 'sweep', ...args], { cwd: root, env });
    child.stdout.resume();
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('once more ends at once')) child.kill('SIGINT');
    });
    const code = await new Promise((ended) => child.on('close', ended));
    server.closeAllConnections();
    server.close();
    assert.is(code, 130);
    assert.equal(
      readdirSync(temporary).filter((name) => name.startsWith('sealgate-')),
      [],
    );
  });
});

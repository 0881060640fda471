import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { CompromiseReport } from '../../src/model/compromise.ts';
import { type Ran, sealgate } from '../support/cli.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealgate-where-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const sealingKey = join(vectors, 'keys', 'sealing-a.key');

/** Files with one value each that `sealing-a` opens; they differ, so that they are blobs of their own. */
execFileSync('git', ['clone', '-q', join(vectors, 'sweep', 'platform.bundle'), join(folder, 'platform')], { env: cleanEnvironment() });
const smtp = execFileSync('git', ['-C', join(folder, 'platform'), 'show', 'main:apps/media/smtp.yaml'], {
  encoding: 'utf8',
  env: cleanEnvironment(),
});
const sealed = (name: string): string => `# ${name}\n${smtp}`;

const run = (...args: readonly string[]): Promise<Ran> =>
  sealgate(['sweep', ...args], { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } });

async function report(...args: readonly string[]): Promise<CompromiseReport> {
  const { out, err } = await run(...args, '--format', 'json');
  assert.ok(out !== '', err);
  return JSON.parse(out) as CompromiseReport;
}

suite('commands/sweep, where it looks', (test) => {
  test('every kind of ref, orphan branches, evil merges, deleted files and each path of a blob', async () => {
    const repository = TestRepository.create();
    try {
      const git = (...args: string[]): string => repository.git(...args);
      const base = repository.commit('base', { 'README.md': 'x', 'deleted.yaml': sealed('deleted') });
      git('rm', '-q', 'deleted.yaml');
      repository.commit('delete it');
      repository.commit('twice', { 'one.yaml': sealed('twice'), 'sub/two.yaml': sealed('twice') });

      git('checkout', '-q', '--orphan', 'orphan');
      repository.commit('orphan', { 'orphan.yaml': sealed('orphan') });
      git('checkout', '-q', 'main');

      git('checkout', '-q', '-b', 'pull', base);
      repository.commit('pull', { 'pull.yaml': sealed('pull') });
      git('update-ref', 'refs/pull/7/head', 'pull');
      git('checkout', '-q', 'main');
      git('branch', '-q', '-D', 'pull');

      git('checkout', '-q', '-b', 'tagged', base);
      repository.commit('tagged', { 'tagged.yaml': sealed('tagged') });
      git('tag', '-a', '-m', 'x', 'v1');
      git('checkout', '-q', 'main');
      git('branch', '-q', '-D', 'tagged');

      git('checkout', '-q', '-b', 'side', base);
      repository.commit('side', { 'side.txt': 'x' });
      git('checkout', '-q', 'main');
      git('merge', '-q', '--no-commit', '--no-ff', 'side');
      repository.commit('evil', { 'evil.yaml': sealed('evil') });

      git('notes', 'add', '-m', sealed('note'));
      repository.write({ 'stashed.yaml': sealed('stashed') });
      git('stash', 'push', '-q', '--include-untracked');

      const { exposures, exitCode } = await report('--key', sealingKey, '--repo', repository.path);
      assert.is(exitCode, 1);
      const found = new Map(exposures.map((row) => [row.path, row] as const));
      const paths = ['deleted.yaml', 'evil.yaml', 'one.yaml', 'orphan.yaml', 'pull.yaml', 'stashed.yaml', 'sub/two.yaml', 'tagged.yaml'];
      for (const path of paths) assert.ok(found.has(path), path);
      assert.is(exposures.length, paths.length + 1, 'and the note, under the id of its commit');
      const standing = (path: string) => [found.get(path)?.current, found.get(path)?.refs];
      assert.equal(standing('deleted.yaml'), [false, ['refs/heads/side', 'refs/tags/v1']]);
      assert.equal(standing('evil.yaml'), [true, ['refs/heads/main']]);
      assert.equal(standing('orphan.yaml'), [false, ['refs/heads/orphan']]);
      assert.equal(standing('pull.yaml'), [false, []]);
      assert.equal(standing('tagged.yaml'), [false, ['refs/tags/v1']]);
    } finally {
      repository.remove();
    }
  });

  test('an address is mirrored into the cache, all refs of it, and fetched again the next time', async () => {
    const repository = TestRepository.create();
    try {
      repository.commit('first', { 'README.md': 'x' });
      const address = `file://${repository.path}`;
      const args = ['--key', sealingKey, '--repo', address, '--cache', join(folder, 'mirrors')];
      assert.is((await run(...args)).code, 0);
      repository.git('checkout', '-q', '-b', 'topic');
      repository.commit('second', { 'late.yaml': sealed('late') });
      repository.git('update-ref', 'refs/pull/1/head', 'topic');
      const { exposures, repositories } = await report(...args);
      assert.equal(
        exposures.map(({ path, current }) => [path, current]),
        [['late.yaml', true]],
      );
      assert.is(repositories[0]?.location, address);
    } finally {
      repository.remove();
    }
  });

  test('submodules are named, files in LFS counted, and a partial clone is a gap', async () => {
    const inner = TestRepository.create();
    const repository = TestRepository.create();
    try {
      inner.commit('inner', { 'README.md': 'x' });
      const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;
      repository.commit('outer', { 'large.bin': pointer, 'some.yaml': sealed('some') });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'vendor/inner');
      repository.commit('module');
      repository.git('config', 'uploadpack.allowFilter', 'true');
      const whole = await report('--key', sealingKey, '--repo', repository.path);
      assert.equal(whole.repositories[0]?.submodules, ['vendor/inner']);
      assert.match(whole.coverage.counted[0]?.reason ?? '', /LFS/);
      assert.equal(whole.coverage.gaps, []);
      assert.match((await run('--key', sealingKey, '--repo', repository.path)).out, /Submodules[^\n]*\n {2}.*: vendor\/inner/);

      const partial = join(folder, 'partial');
      const clone = ['clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repository.path}`, partial];
      execFileSync('git', clone, { env: cleanEnvironment() });
      const found = await report('--key', sealingKey, '--repo', partial);
      assert.is(found.repositories[0]?.status, 'partial');
      assert.ok((found.repositories[0]?.missing ?? 0) > 0);
      assert.match(found.coverage.gaps[0]?.repair ?? '', /--refetch/);
      assert.is(found.exitCode, 3);
    } finally {
      repository.remove();
      inner.remove();
    }
  });
});

suite('commands/sweep, keys and words', (test) => {
  test('the passphrase comes from a file; without one the public half is used, and said', async () => {
    const passphrase = join(folder, 'passphrase');
    writeFileSync(passphrase, 'correct-horse\n');
    const args = ['--key', join(vectors, 'keys', 'pgp-r.asc'), '--path', folder];
    const open = await report(...args, '--passphrase-file', passphrase);
    assert.equal([open.keys[0]?.private, open.keys[0]?.note], [true, null]);
    const locked = await report(...args);
    assert.is(locked.keys[0]?.private, false);
    assert.match(locked.keys[0]?.note ?? '', /public half is used/);
  });

  test('incident, operator and date stand in the report, and the window of logs begins at the date', async () => {
    const said = ['--incident', 'INC-7', '--operator', 'Ada', '--compromised-since', '2025-04-01T12:00:00Z'];
    const { incident, timeline, rotate } = await report('--key', sealingKey, '--repo', join(folder, 'platform'), ...said);
    assert.equal([incident.id, incident.operator, incident.compromisedSince], ['INC-7', 'Ada', '2025-04-01T12:00:00Z']);
    assert.is(timeline.earliestCompromise, '2025-04-01T12:00:00Z');
    assert.ok(rotate.some(({ reviewLogs }) => reviewLogs.from === '2025-04-01T12:00:00Z'));
  });

  test('two readers of standard input are refused', async () => {
    const { code, err } = await run('--key', '-', '--live', '-', '--path', folder);
    assert.is(code, 2);
    assert.match(err, /--key - and --live - read standard input both/);
  });

  test('a key that cannot be read ends with 2, and none of its bytes is told', async () => {
    const bad = join(folder, 'bad');
    mkdirSync(bad);
    const text = readFileSync(sealingKey, 'utf8').split('-----END')[0] ?? '';
    writeFileSync(join(bad, 'cut.key'), text);
    const { code, err, out } = await run('--key', join(bad, 'cut.key'), '--repo', join(folder, 'platform'));
    assert.is(code, 2);
    assert.match(err, /accepted are a PEM or DER private key/);
    for (const line of text.split('\n').slice(1)) if (line.length > 20) assert.not.ok((err + out).includes(line.slice(0, 16)));
  });

  test('proven says whether value and MAC verify', async () => {
    const fleet = join(folder, 'fleet');
    execFileSync('git', ['clone', '-q', join(vectors, 'sweep', 'fleet.bundle'), fleet], { env: cleanEnvironment() });
    const { exposures } = await report('--key', join(vectors, 'keys', 'age-x.txt'), '--repo', fleet);
    const proven = exposures.filter(({ evidence }) => evidence === 'proven');
    assert.ok(proven.length > 0);
    for (const { why } of proven) assert.match(why, /the value and the MAC of the file verify/);
  });
});

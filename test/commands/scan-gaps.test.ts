/** What a clone does not hold, or cannot show, makes a scan incomplete; what it does hold is judged all the same. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type JsonReport, scanJson, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

function origin(): TestRepository {
  const repository = TestRepository.create();
  repository.commit('first', { 'a.yaml': secret });
  repository.commit('second', { 'a.yaml': clean, 'deep/b.yaml': clean.replace('info', 'warn') });
  repository.commit('third', { 'c.yaml': clean.replace('info', 'debug') });
  repository.git('config', 'uploadpack.allowFilter', 'true');
  return repository;
}

/** A clone of it, below it. */
function clone(repository: TestRepository, ...options: readonly string[]): string {
  repository.git('clone', '-q', ...options, `file://${repository.path}`, 'clone');
  return join(repository.path, 'clone');
}

const gaps = ({ coverage }: JsonReport) => coverage.incomplete.map(({ reason, count, repair }) => `${count} ${reason}: ${repair}`);
const found = ({ findings }: JsonReport) => findings.filter(({ severity }) => severity === 'error').map(({ location }) => location.path);

suite('a clone that lacks something', (test) => {
  const cut = 'history cut off by a shallow clone: git fetch --unshallow';
  const left = 'objects left out by a partial clone: git fetch --refetch --no-filter';
  const cases = [
    {
      name: 'a shallow one, all of its history',
      clone: ['--depth=2'],
      args: ['--history'],
      code: 3,
      gaps: [`1 ${cut}`],
      repair: ['--unshallow'],
    },
    { name: 'a shallow one, a range that ends before the cut', clone: ['--depth=2'], args: ['--range', 'HEAD~1..HEAD'], code: 0, gaps: [] },
    {
      name: 'one without blobs, all of its history',
      clone: ['--filter=blob:none', '--no-checkout'],
      args: ['--history'],
      code: 3,
      gaps: [`4 ${left}`],
      repair: ['--refetch', '--no-filter'],
    },
    {
      name: 'one without blobs, a range',
      clone: ['--filter=blob:none', '--no-checkout'],
      args: ['--range', 'HEAD~1..HEAD'],
      code: 3,
      gaps: [`1 ${left}`],
      repair: ['--refetch', '--no-filter'],
    },
    {
      name: 'one without blobs, of which those of the tip are here',
      clone: ['--filter=blob:none'],
      args: ['--range', 'HEAD~1..HEAD'],
      code: 0,
      gaps: [],
    },
    {
      name: 'one without trees',
      clone: ['--filter=tree:0', '--no-checkout'],
      args: ['--history'],
      code: 3,
      gaps: [`3 ${left}`],
      repair: ['--refetch', '--no-filter'],
    },
  ];
  for (const { name, clone: options, args, code, gaps: expect, repair } of cases) {
    test(`${name}: ${expect.length === 0 ? 'nothing is missing' : 'incomplete, with the command that repairs it'}`, async () => {
      const repository = origin();
      const cwd = clone(repository, ...options);
      const ran = await scanJson(args, { cwd });
      assert.equal([ran.code, gaps(ran.report), ran.report.verdict], [code, expect, code === 3 ? 'incomplete' : 'clean']);
      if (repair !== undefined) {
        repository.git('-C', 'clone', 'fetch', '-q', ...repair);
        const whole = await scanJson(args, { cwd });
        assert.equal(gaps(whole.report), []);
        assert.is(whole.code, args.includes('--history') ? 1 : 0);
      }
      repository.remove();
    });
  }

  test('findings outweigh gaps, and both are told', async () => {
    const repository = origin();
    repository.commit('fourth', { 'new.yaml': secret });
    const cwd = clone(repository, '--depth=1');
    const { code, report } = await scanJson(['--history'], { cwd });
    assert.is(code, 1);
    assert.equal(found(report), ['new.yaml']);
    assert.equal(gaps(report), [`1 ${cut}`]);
    repository.remove();
  });

  test('a range from a commit that a shallow clone lacks', async () => {
    const repository = origin();
    const base = repository.git('rev-parse', 'HEAD~2');
    const { code, err } = await sealgate(['scan', '--range', `${base}..HEAD`], { cwd: clone(repository, '--depth=1') });
    assert.is(code, 3);
    assert.match(err, 'git fetch --unshallow');
    repository.remove();
  });

  test('a staged file whose object is gone, beside one that is there', async () => {
    const repository = origin();
    repository.write({ 'lost.yaml': 'lost: 1\n', 'new.yaml': secret }).git('add', '-A');
    const id = repository.git('rev-parse', ':lost.yaml');
    rmSync(join(repository.path, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { code, report } = await scanJson(['--staged'], { cwd: repository.path });
    assert.is(code, 1);
    assert.equal(found(report), ['new.yaml']);
    assert.match(gaps(report).join(), /^1 an object is missing or damaged: git fetch/);
    repository.git('rm', '-q', '--cached', 'new.yaml');
    assert.is((await sealgate(['scan', '--staged'], { cwd: repository.path })).code, 3);
    repository.remove();
  });
});

suite('what stands in the folder and cannot be read', (test) => {
  test('a picture over the limit is counted, as any other is', async () => {
    const repository = TestRepository.create();
    const picture = Buffer.alloc((16 << 20) + 1, 0x89);
    picture.fill(0, 8, 4000);
    repository.commit('big', { 'big.png': picture, 'a.yaml': clean });
    repository.write({ 'bigger.png': Buffer.concat([picture, picture]) }).git('add', '-A');
    for (const args of [['--staged'], ['.'], ['--history']]) {
      const { code, report } = await scanJson(args, { cwd: repository.path });
      assert.is(code, 0);
      assert.is(report.coverage.skipped.find(({ reason }) => reason === 'nul-bytes')?.count, args[0] === '.' ? 2 : 1);
    }
    repository.remove();
  });

  test('a file over the limit', async () => {
    const repository = TestRepository.create();
    repository.write({ 'big.yaml': Buffer.alloc((16 << 20) + 1, 'a: 1\n'), 'a.yaml': clean }).git('add', '-A');
    for (const args of [['--staged'], ['.']]) {
      const { code, report } = await scanJson(args, { cwd: repository.path });
      assert.is(code, 3);
      assert.equal(gaps(report), ['1 a file is larger than the limit: raise limits.blobBytes, or exclude big.yaml']);
    }
    repository.remove();
  });

  test('a file over a limit of the configuration', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { '.sealgate.yaml': 'version: 1\nlimits:\n  blobBytes: 1024\n' });
    repository.write({ 'big.yaml': `a: ${'x'.repeat(1100)}\n` }).git('add', '-A');
    for (const args of [['--staged'], ['.'], ['--history']]) {
      if (args[0] === '--history') repository.commit('big');
      const { code, report } = await scanJson(args, { cwd: repository.path });
      assert.equal([code, gaps(report).length], [3, 1], args[0]);
    }
    repository.remove();
  });

  test('a file nobody may read is named, and the others are judged', async () => {
    // Root reads everything, so the file is opened as somebody else where that can be had.
    const repository = TestRepository.create();
    repository.write({ 'closed.yaml': clean, 'open.yaml': secret });
    chmodSync(join(repository.path, 'closed.yaml'), 0);
    const isRoot = process.getuid?.() === 0;
    const { code, report } = await scanJson(['.'], { cwd: repository.path });
    assert.equal([code, found(report)], [1, ['open.yaml']]);
    assert.equal(gaps(report), isRoot ? [] : ['1 a file cannot be read (EACCES): look by hand at closed.yaml']);
    repository.remove();
  });

  test('pipes are counted and not waited for', async () => {
    const repository = TestRepository.create();
    writeFileSync(join(repository.path, 'a.yaml'), clean);
    execFileSync('mkfifo', [join(repository.path, 'pipe.yaml')]);
    const { code, report } = await scanJson(['a.yaml', 'pipe.yaml'], { cwd: repository.path });
    assert.is(code, 0);
    assert.equal(
      report.coverage.skipped.map(({ reason }) => reason),
      ['no regular file'],
    );
    repository.remove();
  });
});

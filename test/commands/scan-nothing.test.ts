/** A scan that looks at nothing says so by its exit code: nothing to judge is clean, a name that means nothing is a mistake. */
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

suite('nothing to scan', (test) => {
  for (const { name, make, args, code, words } of [
    { name: 'nothing is staged', make: commit({ 'a.yaml': secret }), args: ['--staged'], code: 0, words: 'clean' },
    { name: 'only a deletion is staged', make: deletion, args: ['--staged'], code: 0, words: 'clean' },
    { name: 'nothing staged in a repository without a commit', make: () => {}, args: ['--staged'], code: 0, words: 'clean' },
    { name: 'only what the configuration excludes', make: excluded, args: ['--staged'], code: 0, words: 'excluded by the configuration' },
    { name: 'a range without commits', make: commit({ 'a.yaml': secret }), args: ['--range', 'HEAD..HEAD'], code: 0, words: '0 commits' },
    { name: 'the history of a repository without a commit', make: () => {}, args: ['--history'], code: 0, words: '0 refs' },
    { name: 'empty standard input', make: () => {}, args: ['-'], code: 0, words: 'empty input, as a program that fails leaves it' },
    { name: 'a path where nothing is', make: commit({ 'a.yaml': clean }), args: ['b.yaml'], code: 2, words: "'b.yaml' cannot be found" },
    { name: 'one path of two', make: commit({ 'a.yaml': clean }), args: ['a.yaml', 'b.yaml'], code: 2, words: "'b.yaml' cannot be found" },
    {
      name: 'a pattern that no shell has filled in',
      make: commit({ 'a.yaml': clean }),
      args: ['*.yml'],
      code: 2,
      words: "'*.yml' cannot be found",
    },
    { name: 'a folder without files', make: emptyFolder, args: ['empty'], code: 2, words: 'holds no file' },
    { name: 'a folder of ignored files', make: ignoredFolder, args: ['out'], code: 2, words: 'holds no file' },
    {
      name: 'a pattern that no ref matches',
      make: commit({ 'a.yaml': clean }),
      args: ['--history', '--refs', 'x/*'],
      code: 2,
      words: "no ref matches 'x/*'",
    },
    {
      name: 'a range of commits that are not there',
      make: commit({ 'a.yaml': clean }),
      args: ['--range', 'x..HEAD'],
      code: 2,
      words: "'x' is no commit",
    },
    { name: 'no range at all', make: commit({ 'a.yaml': clean }), args: ['--range', 'HEAD'], code: 2, words: 'A..B would be accepted' },
  ] as readonly NothingCase[]) {
    test(name, async () => {
      const repository = TestRepository.create();
      make(repository);
      const ran = await sealgate(['scan', ...args], { cwd: repository.path });
      assert.is(ran.code, code, ran.out + ran.err);
      assert.match(ran.out + ran.err, words);
      if (code === 2) assert.equal([ran.out, ran.err.trim().split('\n').length], ['', 1]);
      repository.remove();
    });
  }

  test('outside a repository only files can be scanned', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealgate-test-'));
    writeFileSync(join(folder, 'a.yaml'), secret);
    assert.is((await sealgate(['scan', '.'], { cwd: folder })).code, 1);
    const { code, err } = await sealgate(['scan', '--staged'], { cwd: folder });
    assert.is(code, 2);
    assert.match(err, 'no git repository');
    rmSync(folder, { recursive: true });
  });
});

interface NothingCase {
  readonly name: string;
  readonly make: (repository: TestRepository) => void;
  readonly args: readonly string[];
  readonly code: number;
  readonly words: string;
}

function commit(files: Readonly<Record<string, string>>) {
  return (repository: TestRepository): void => {
    repository.commit('base', files);
  };
}

function deletion(repository: TestRepository): void {
  repository.commit('base', { 'a.yaml': secret });
  repository.git('rm', '-q', 'a.yaml');
}

function excluded(repository: TestRepository): void {
  repository.commit('base', { '.sealgate.yaml': "version: 1\nexclude: ['vendor/**']\n" });
  repository.write({ 'vendor/a.yaml': secret }).git('add', '-A');
}

function emptyFolder(repository: TestRepository): void {
  mkdirSync(join(repository.path, 'empty'));
}

function ignoredFolder(repository: TestRepository): void {
  repository.write({ '.gitignore': 'out/\n', 'out/a.yaml': secret });
}

suite('--output', (test) => {
  const scanTo = (repository: TestRepository, file: string, ...more: readonly string[]) =>
    sealgate(['scan', '.', '--format', 'json', '--output', file, ...more], { cwd: repository.path });

  function leaking(): TestRepository {
    const repository = TestRepository.create();
    repository.write({ 'a.yaml': secret });
    return repository;
  }

  test('a file that only its owner may read, whole, with the text beside it on standard error', async () => {
    const repository = leaking();
    const { code, out, err } = await scanTo(repository, 'report.json');
    const path = join(repository.path, 'report.json');
    assert.equal([code, out], [1, '']);
    assert.match(err, 'a.yaml:7');
    assert.is(statSync(path).mode & 0o777, 0o600);
    assert.is(JSON.parse(readFileSync(path, 'utf8')).exitCode, 1);
    assert.equal(readdirSync(repository.path).sort(), ['.git', 'a.yaml', 'report.json']);
    repository.remove();
  });

  test('an earlier report is replaced, and loses its wider mode', async () => {
    const repository = leaking();
    const path = join(repository.path, 'report.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    await scanTo(repository, 'report.json');
    assert.is(statSync(path).mode & 0o777, 0o600);
    assert.is(JSON.parse(readFileSync(path, 'utf8')).exitCode, 1);
    repository.remove();
  });

  test('a device is written into and stays what it is', async () => {
    const repository = leaking();
    assert.is((await scanTo(repository, '/dev/null')).code, 1);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
    repository.remove();
  });

  test('a pipe is written into and stays one', async () => {
    const repository = leaking();
    const pipe = join(repository.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
    let read = '';
    reader.stdout.on('data', (chunk) => {
      read += String(chunk);
    });
    const closed = new Promise((resolve) => reader.on('close', resolve));
    await sealgate(['scan', 'a.yaml', '--format', 'json', '--output', 'pipe'], { cwd: repository.path });
    await closed;
    assert.is(JSON.parse(read).exitCode, 1);
    assert.ok(lstatSync(pipe).isFIFO());
    repository.remove();
  });

  for (const { name, make } of [
    { name: 'a folder', make: (path: string) => void mkdirSync(path) },
    { name: 'a symbolic link', make: (path: string) => symlinkSync('elsewhere.json', path) },
    { name: 'a file in a folder that is not there', make: () => {} },
  ]) {
    test(`${name} is refused in one sentence and left alone`, async () => {
      const repository = leaking();
      const file = name.includes('not there') ? 'no/report.json' : 'report.json';
      make(join(repository.path, file));
      const { code, err } = await scanTo(repository, file);
      assert.is(code, 2);
      assert.match(err, `--output ${file}`);
      assert.not.ok(existsSync(join(repository.path, 'elsewhere.json')));
      assert.equal(
        readdirSync(repository.path).filter((one) => one.endsWith('.tmp')),
        [],
      );
      repository.remove();
    });
  }

  test('no value in any of it', async () => {
    const repository = leaking();
    const { out, err } = await scanTo(repository, 'report.json');
    assert.not.match(out + err + readFileSync(join(repository.path, 'report.json'), 'utf8'), value);
    repository.remove();
  });
});

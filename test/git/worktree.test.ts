import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { openWorktree } from '../../src/git/worktree.ts';
import { readWorktreeFile } from '../../src/git/worktree-file.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened } from './reading.ts';

/** `kind path`, sorted, of the files at `paths`. */
async function listed(repository: TestRepository, paths: readonly string[], cwd = repository.path): Promise<string[]> {
  const place = await opened(repository, { GIT_CEILING_DIRECTORIES: join(repository.path, '..') }, cwd);
  const files = await all((await openWorktree(place)).files(paths));
  return files.map(({ kind, path }) => `${kind} ${path}`).sort();
}

function text(file: Parameters<typeof readWorktreeFile>[0], limit?: number): string {
  const content = readWorktreeFile(file, limit);
  return content.kind === 'bytes' ? Buffer.from(content.bytes).toString() : content.kind;
}

suite('working tree', (test) => {
  test('tracked and untracked files are listed, ignored ones are not, named ones always', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { '.gitignore': 'ignored*\n', a: '1', 'deep/b': '2', '.hidden/c': '3' });
    repository.write({ 'deep/untracked': '4', 'ignored.yaml': '5', 'deep/ignored.yaml': '6' });
    assert.equal(await listed(repository, ['.']), ['file .gitignore', 'file .hidden/c', 'file a', 'file deep/b', 'file deep/untracked']);
    assert.equal(await listed(repository, ['deep', 'deep/b', 'ignored.yaml']), ['file deep/b', 'file deep/untracked', 'file ignored.yaml']);
    assert.equal(await listed(repository, ['.'], join(repository.path, 'deep')), ['file deep/b', 'file deep/untracked']);
    assert.equal(await listed(repository, ['..'], join(repository.path, 'deep')).then((files) => files.length), 5);
    repository.remove();
  });

  test('names with signs are names, not patterns or options', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { '*/a': '1', 'x/a': '2', ':(top)/a': '3', '-n/a': '4', '[x]/a': '5' });
    assert.equal(await listed(repository, ['*']), ['file */a']);
    assert.equal(await listed(repository, [':(top)', '-n', '[x]']), ['file -n/a', 'file :(top)/a', 'file [x]/a']);
    repository.remove();
  });

  test('bytes that are not UTF-8 lead to the file', async () => {
    const repository = TestRepository.create();
    const name = Buffer.concat([Buffer.from(`${repository.path}/caf`), Buffer.of(0xe9)]);
    writeFileSync(name, 'content');
    const place = await opened(repository);
    const [file] = await all((await openWorktree(place)).files(['.']));
    assert.is(file?.path, 'caf\udce9');
    assert.is(file && text(file), 'content');
    repository.remove();
  });

  test('what is deleted but tracked is passed by', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { a: '1', b: '2' });
    rmSync(join(repository.path, 'a'));
    assert.equal(await listed(repository, ['.']), ['file b']);
    repository.remove();
  });

  test('links are told, not followed, also where a folder has become one', async () => {
    const outside = TestRepository.create().write({ 'd/secret': 's' });
    const repository = TestRepository.create();
    repository.commit('files', { 'd/secret': '1', a: '2' });
    rmSync(join(repository.path, 'd'), { recursive: true });
    symlinkSync(join(outside.path, 'd'), join(repository.path, 'd'));
    symlinkSync(join(outside.path, 'd/secret'), join(repository.path, 'link'));
    assert.equal(await listed(repository, ['.']), ['file a', 'symlink d', 'symlink d/secret', 'symlink link']);
    assert.equal(await listed(repository, ['link', 'd']), ['symlink d', 'symlink link']);
    const place = await opened(repository);
    for (const file of await all((await openWorktree(place)).files(['link']))) assert.is(text(file), 'unreadable');
    repository.remove();
    outside.remove();
  });

  test('repositories inside are counted, and read when named', async () => {
    const repository = TestRepository.create();
    const commit = repository.commit('files', { a: '1' });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    repository.git('init', '-q', 'sub');
    repository.git('init', '-q', 'nested');
    repository.write({ 'sub/s': '2', 'nested/n': '3' });
    assert.equal(await listed(repository, ['.']), ['file a', 'submodule nested', 'submodule sub']);
    assert.equal(await listed(repository, ['sub', 'nested']), ['file nested/n', 'file sub/s']);
    repository.remove();
  });

  test('a folder without a repository is walked whole, in order', async () => {
    const repository = TestRepository.create();
    rmSync(join(repository.path, '.git'), { recursive: true });
    repository.write({ 'b/x': '1', a: '2', '.env': '3', '.git/config': 'not read' });
    mkdirSync(join(repository.path, 'empty'));
    symlinkSync('a', join(repository.path, 'link'));
    execFileSync('mkfifo', [join(repository.path, 'pipe')]);
    assert.equal(await listed(repository, ['.']), ['file .env', 'file a', 'file b/x', 'special pipe', 'symlink link']);
    assert.equal(await listed(repository, ['b']), ['file b/x']);
    const place = await opened(repository, { GIT_CEILING_DIRECTORIES: join(repository.path, '..') });
    for (const file of await all((await openWorktree(place)).files(['pipe']))) assert.is(text(file), 'unreadable');
    repository.remove();
  });

  test('files outside the repository are read too', async () => {
    const outside = TestRepository.create();
    rmSync(join(outside.path, '.git'), { recursive: true });
    outside.write({ x: '1' });
    const repository = TestRepository.create();
    const place = await opened(repository);
    const files = await all((await openWorktree(place)).files([outside.path, join(outside.path, 'x')]));
    assert.equal(
      files.map((file) => text(file)),
      ['1'],
    );
    repository.remove();
    outside.remove();
  });

  test('a relative index of a hook is obeyed', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { a: '1', '.gitignore': 'x*\n' });
    repository.write({ xtracked: '2' });
    repository.gitBytes(['add', '-f', 'xtracked'], '', { GIT_INDEX_FILE: '.git/other' });
    const place = await opened(repository, { GIT_INDEX_FILE: '.git/other' });
    const files = await all((await openWorktree(place)).files(['.']));
    assert.ok(files.some((file) => file.path === 'xtracked'));
    repository.remove();
  });

  test('a file over the limit is told by its size', async () => {
    const repository = TestRepository.create().write({ a: '123456789' });
    const place = await opened(repository);
    for (const file of await all((await openWorktree(place)).files(['a']))) {
      const content = readWorktreeFile(file, 8);
      assert.equal(
        { ...content, start: Buffer.from('start' in content ? content.start : '').toString() },
        { kind: 'tooLarge', size: 9, start: '123456789' },
      );
      assert.is(text(file, 9), '123456789');
    }
    repository.remove();
  });

  for (const { name, paths, expect } of [
    { name: 'a path that is not there is refused', paths: ['a', 'nowhere'], expect: /'nowhere' cannot be found/ },
    { name: 'a folder of ignored files only is refused', paths: ['only'], expect: /'only' holds no file that is tracked or not ignored/ },
    { name: 'a control character is not printed', paths: ['\u001b[2J'], expect: /'\\u001b\[2J' cannot be found/ },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('files', { a: '1', '.gitignore': 'ignored\n' });
      repository.write({ 'only/ignored': '2' });
      const failure = await listed(repository, paths).catch((error: unknown) => error);
      assert.match(String(failure), expect);
      assert.is((failure as { kind?: string }).kind, 'usage');
      repository.remove();
    });
  }
});

import * as assert from 'uvu/assert';
import { listAll, readAll } from '../../src/git/all-blobs.ts';
import type { ReadObject } from '../../src/git/objects.ts';
import { defaultRef, readRefs } from '../../src/git/refs.ts';
import { readTips } from '../../src/git/tips.ts';
import { listIndex, listTree } from '../../src/git/tree.ts';
import { blobsAt, searchTrees } from '../../src/git/tree-search.ts';
import { type BlobId, type RepoPath, repoPath } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened, textOf } from './reading.ts';

async function texts(batches: AsyncIterable<readonly ReadObject[]>): Promise<string[]> {
  return (await all(batches)).flat().map(textOf).sort();
}

/** main: a=1, then a=2; topic merged with an evil merge; a tag, a stash, and something nobody reaches. */
function history(...init: readonly string[]): TestRepository {
  const repository = TestRepository.create(...init);
  repository.commit('one', { a: '1', 'deep/down/x': 'x' });
  repository.git('checkout', '-q', '-b', 'topic');
  repository.commit('topic', { t: 't' });
  repository.git('checkout', '-q', 'main');
  repository.commit('two', { a: '2' });
  repository.git('merge', '-q', '--no-commit', 'topic');
  repository.commit('merge', { evil: 'evil' });
  repository.commit('lost', { a: 'lost' });
  repository.git('reset', '-q', '--hard', 'HEAD~1');
  repository.write({ a: 'stashed' }).git('stash', '-q');
  repository.git('tag', '-a', 'v1', '-m', 'v1', 'topic');
  repository.git('tag', '-a', 'v1-again', '-m', 'nested', 'v1');
  return repository;
}

suite('history', (test) => {
  test('every object is read once, also what a merge added, a stash holds and nobody reaches', async () => {
    const repository = history();
    assert.equal(await texts(readAll(await opened(repository), () => false)), ['1', '2', 'evil', 'lost', 'stashed', 't', 'x']);
    repository.git('gc', '-q', '--prune=never');
    assert.equal(await texts(readAll(await opened(repository), () => false)), ['1', '2', 'evil', 'lost', 'stashed', 't', 'x']);
    repository.remove();
  });

  test('a glob narrows the refs', async () => {
    const repository = history();
    const place = await opened(repository);
    const names = async (...globs: string[]) => (await readRefs(place, globs)).map(({ name }) => name);
    assert.equal(await names('topic'), ['refs/heads/topic']);
    assert.equal(await names('refs/tags/*'), ['refs/tags/v1', 'refs/tags/v1-again']);
    assert.equal(await names('heads/*'), ['refs/heads/main', 'refs/heads/topic']);
    repository.remove();
  });

  test('a glob that matches no ref is refused', async () => {
    const repository = history();
    const failure = await readRefs(await opened(repository), ['topic', 'nothing/*']).catch((error: unknown) => error);
    assert.match(String(failure), "no ref matches 'nothing/*'");
    assert.is((failure as { kind?: string }).kind, 'usage');
    repository.remove();
  });

  test('what is too large is told, and what is known is passed by', async () => {
    const repository = history();
    const known = repository.git('rev-parse', 'HEAD:evil');
    const place = await opened(repository);
    assert.equal(await texts(readAll(place, (id) => id === known, { limit: 1 })), ['1', '2', 't', 'tooLarge', 'tooLarge', 'x']);
    repository.remove();
  });

  test('an empty repository has no history', async () => {
    const repository = TestRepository.create();
    const place = await opened(repository);
    assert.equal(await texts(readAll(place, () => false)), []);
    assert.equal(await readRefs(place), []);
    assert.is(await defaultRef(place), null);
    repository.remove();
  });

  for (const init of [[], ['--object-format=sha256']]) {
    test(`each blob is listed once, with its size ${init.join()}`, async () => {
      const repository = TestRepository.create(...init);
      for (let round = 0; round < 5; round++) repository.commit(`${round}`, { [`f${round}`]: `file ${round}`, same: `${round % 2}` });
      const sizes = (await all(listAll(await opened(repository)))).flat().map(({ size }) => size);
      assert.equal(sizes.sort(), [1, 1, 6, 6, 6, 6, 6]);
      repository.remove();
    });
  }

  test('a detached HEAD counts as a ref', async () => {
    const repository = history();
    repository.git('checkout', '-q', '--detach');
    const tip = repository.commit('detached', { d: 'only here' });
    const head = await defaultRef(await opened(repository));
    assert.equal([head?.name, head?.id], ['HEAD', tip]);
    repository.remove();
  });

  test('tags of trees and blobs are peeled', async () => {
    const repository = TestRepository.create();
    repository.commit('one', { a: '1' });
    const blob = repository.gitBytes(['hash-object', '-w', '--stdin'], 'tagged').toString().trim();
    const tree = repository.gitBytes(['mktree'], `100644 blob ${blob}\tfile\n`).toString().trim();
    repository.git('tag', 'some-blob', blob);
    repository.git('tag', '-a', 'some-tree', '-m', 'x', tree);
    assert.equal(
      (await readRefs(await opened(repository), ['tags/*'])).map(({ name, type, id }) => [name, type, id]),
      [
        ['refs/tags/some-blob', 'blob', blob],
        ['refs/tags/some-tree', 'tree', tree],
      ],
    );
    repository.remove();
  });
});

suite('tips', (test) => {
  test('refs are told that hold a blob at a path', async () => {
    const repository = history();
    const place = await opened(repository);
    const refs = await readRefs(place);
    const at = (path: string, revision: string) => ({
      path: repoPath(path),
      blob: repository.git('rev-parse', `${revision}:${path}`) as BlobId,
    });
    const wanted = { one: at('a', 'topic'), two: at('a', 'main'), deep: at('deep/down/x', 'main') };
    const tips = await readTips(place, refs, Object.values(wanted));
    const holding = ({ path, blob }: { path: RepoPath; blob: BlobId }) => tips.holding(path, blob);
    assert.equal(holding(wanted.one), ['refs/heads/topic', 'refs/tags/v1', 'refs/tags/v1-again']);
    assert.equal(holding(wanted.two), ['refs/heads/main']);
    assert.equal(holding(wanted.deep), ['refs/heads/main', 'refs/heads/topic', 'refs/stash', 'refs/tags/v1', 'refs/tags/v1-again']);
    assert.equal(tips.holding(repoPath('nowhere'), wanted.one.blob), []);
    repository.remove();
  });

  test('a whole tree and a search in it agree, whatever the names', async () => {
    for (const init of [[], ['--object-format=sha256']]) {
      const repository = TestRepository.create(...init);
      const names = ['a', 'd/a', 'd/e/a', 'd-/a', 'd.a', 'odd\nname', 'odd\r', 'sp ace ', 'ä/ö', '-n', ':(top)', 'x/y'];
      repository.commit('one', Object.fromEntries(names.map((name) => [name, `of ${name}`])));
      const stray = Buffer.concat([Buffer.from(`100644 ${repository.git('rev-parse', 'HEAD:a')}\tdir/caf`), Buffer.of(0xe9, 0)]);
      repository.gitBytes(['update-index', '-z', '--index-info'], stray);
      repository.git('update-index', '--add', '--cacheinfo', `120000,${repository.git('rev-parse', 'HEAD:a')},link`);
      repository.git('update-index', '--add', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD')},sub`);
      repository.git('commit', '-q', '-m', 'two');
      const place = await opened(repository);
      const listed = await all(listTree(place, 'HEAD'));
      assert.is(listed.length, names.length + 2);
      assert.equal(await all(listIndex(place)), listed);
      const asked = [
        ...listed.map((entry) => entry.path),
        repoPath('d'),
        repoPath('none'),
        repoPath('d/none'),
        repoPath('a/b'),
        repoPath('sub'),
      ];
      const found = await blobsAt(place, 'HEAD', asked);
      assert.equal([...found].map(([path, blob]) => `${path} ${blob}`).sort(), listed.map(({ path, blob }) => `${path} ${blob}`).sort());
      repository.remove();
    }
  });

  test('a path and what is below it can both be asked for', async () => {
    const repository = TestRepository.create();
    repository.commit('one', { 'd/a': '1' });
    repository.git('mv', 'd', 'e');
    repository.commit('two', { d: 'a file now' });
    const place = await opened(repository);
    for (const paths of [
      ['d', 'd/a'],
      ['d/a', 'd'],
    ]) {
      const search = await searchTrees(place, ['HEAD', 'HEAD~1'], paths.map(repoPath));
      const told: string[] = [];
      for (const tree of ['HEAD', 'HEAD~1']) search(tree, (path) => told.push(`${tree} ${path}`));
      assert.equal(told, ['HEAD d', 'HEAD~1 d/a']);
    }
    repository.remove();
  });

  test('the default branch is HEAD where bare, else the remote says', async () => {
    const repository = history();
    assert.is((await defaultRef(await opened(repository)))?.name, 'refs/heads/main');
    repository.git('clone', '-q', '--bare', '.', 'bare.git');
    assert.is((await defaultRef(await opened(repository, {}, `${repository.path}/bare.git`)))?.name, 'refs/heads/main');
    repository.git('clone', '-q', '.', 'clone');
    repository.git('-C', 'clone', 'checkout', '-q', '-b', 'mine');
    assert.is((await defaultRef(await opened(repository, {}, `${repository.path}/clone`)))?.name, 'refs/remotes/origin/main');
    repository.remove();
  });
});

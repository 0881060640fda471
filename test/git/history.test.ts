import * as assert from 'uvu/assert';
import { attribute } from '../../src/git/attribution.ts';
import { listAll, listReachable, readHistory } from '../../src/git/history.ts';
import type { ReadObject } from '../../src/git/objects.ts';
import { defaultRef, readRefs } from '../../src/git/refs.ts';
import { readTips } from '../../src/git/tips.ts';
import { blobsAt, listIndex, listTree } from '../../src/git/tree.ts';
import { entriesAt, searchTrees } from '../../src/git/tree-search.ts';
import { type BlobId, type RepoPath, repoPath } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened, textOf } from './reading.ts';

async function texts(batches: AsyncIterable<readonly ReadObject[]>): Promise<string[]> {
  return (await all(batches)).flat().map(textOf).sort();
}

async function idsOf(refs: Promise<readonly { readonly id: string }[]>): Promise<string[]> {
  return (await refs).map((ref) => ref.id);
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
    assert.equal(await texts(readHistory(await opened(repository), { kind: 'all' })), ['1', '2', 'evil', 'lost', 'stashed', 't', 'x']);
    repository.git('gc', '-q', '--prune=never');
    assert.equal(await texts(readHistory(await opened(repository), { kind: 'all' })), ['1', '2', 'evil', 'lost', 'stashed', 't', 'x']);
    repository.remove();
  });

  test('a glob narrows it to what those refs reach', async () => {
    const repository = history();
    const place = await opened(repository);
    const reach = async (...globs: string[]) => ({ kind: 'reachable', include: await idsOf(readRefs(place, globs)), exclude: [] }) as const;
    assert.equal(await texts(readHistory(place, await reach('topic'))), ['1', 't', 'x']);
    assert.equal(await texts(readHistory(place, await reach('refs/tags/*'))), ['1', 't', 'x']);
    assert.equal(await texts(readHistory(place, await reach('heads/*'))), ['1', '2', 'evil', 't', 'x']);
    assert.equal(await texts(readHistory(place, { ...(await reach('main')), exclude: await idsOf(readRefs(place, ['topic'])) })), [
      '2',
      'evil',
    ]);
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
    const options = { limit: 1, known: (id: string) => id === known };
    const place = await opened(repository);
    assert.equal(await texts(readHistory(place, { kind: 'all' }, options)), ['1', '2', 't', 'tooLarge', 'tooLarge', 'x']);
    const reach = { kind: 'reachable', include: [repository.git('rev-parse', 'main')], exclude: [] } as const;
    assert.equal(await texts(readHistory(place, reach, options)), ['1', '2', 't', 'x']);
    repository.remove();
  });

  test('an empty repository has no history', async () => {
    const repository = TestRepository.create();
    const place = await opened(repository);
    assert.equal(await texts(readHistory(place, { kind: 'all' })), []);
    assert.equal(await readRefs(place), []);
    assert.is(await defaultRef(place), null);
    assert.equal(await all(attribute(place, new Set(['x']), [])), []);
    repository.remove();
  });

  for (const init of [[], ['--object-format=sha256']]) {
    test(`both ways of listing agree on a repository without lost objects ${init.join()}`, async () => {
      const repository = TestRepository.create(...init);
      for (let round = 0; round < 5; round++) repository.commit(`${round}`, { [`f${round}`]: `${round}`, same: `${round % 2}` });
      const place = await opened(repository);
      const every = (await all(listAll(place))).flat().map((blob) => blob.id);
      const reached = (
        await all(listReachable(place, { kind: 'reachable', include: [repository.git('rev-parse', 'HEAD')], exclude: [] }))
      ).flat();
      assert.equal(every.sort(), reached.sort());
      assert.is(every.length, new Set(every).size);
      repository.remove();
    });
  }
});

suite('attribution', (test) => {
  test('a blob is told at every place that introduces it, with its commit, and not where a merge brings it along', async () => {
    const repository = TestRepository.create();
    repository.commit('add', { a: 'secret' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit('copy', { b: 'secret' });
    repository.git('checkout', '-q', 'main');
    repository.commit('change', { a: 'clean' });
    repository.git('merge', '-q', '--no-edit', 'topic');
    repository.commit('back', { a: 'secret' });
    const place = await opened(repository);
    const blob = repository.git('rev-parse', 'HEAD:a') as BlobId;
    const places = await all(attribute(place, new Set([blob]), await readRefs(place)));
    const subject = (commit: string | null) => repository.git('log', '-1', '--format=%s', commit ?? '');
    assert.equal(places.map(({ commit, path }) => `${subject(commit)} ${path}`).sort(), ['add a', 'back a', 'copy b']);
    assert.ok(places.every((each) => each.author === 'Test <test@example.org>' && /^2026-01-01T00:0\d:00\+00:00$/.test(each.date ?? '')));
    repository.remove();
  });

  test('what no ref reaches is told nowhere', async () => {
    const repository = history();
    const lost = repository.gitBytes(['hash-object', '--stdin'], 'lost').toString().trim();
    const place = await opened(repository);
    assert.equal(await all(attribute(place, new Set([lost]), await readRefs(place))), []);
    repository.remove();
  });

  test('a detached HEAD counts as a ref', async () => {
    const repository = history();
    repository.git('checkout', '-q', '--detach');
    const tip = repository.commit('detached', { d: 'only here' });
    const place = await opened(repository);
    const [found] = await all(attribute(place, new Set([repository.git('rev-parse', 'HEAD:d')]), await readRefs(place)));
    assert.is(found?.commit, tip);
    assert.is((await defaultRef(place))?.name, 'HEAD');
    repository.remove();
  });

  test('tags of trees and blobs have no commit', async () => {
    const repository = TestRepository.create();
    repository.commit('one', { a: '1' });
    const blob = repository.gitBytes(['hash-object', '-w', '--stdin'], 'tagged').toString().trim();
    const tree = repository.gitBytes(['mktree'], `100644 blob ${blob}\tfile\n`).toString().trim();
    repository.git('tag', 'some-blob', blob);
    repository.git('tag', '-a', 'some-tree', '-m', 'x', tree);
    const place = await opened(repository);
    const places = await all(attribute(place, new Set([blob]), await readRefs(place)));
    assert.equal(
      places.map(({ path, commit }) => [path, commit]),
      [
        ['refs/tags/some-blob', null],
        ['file', null],
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
      const found = await entriesAt(place, 'HEAD', asked);
      assert.equal(
        [...found].map(([path, entry]) => ({ path, ...entry })).sort((one, other) => (one.path < other.path ? -1 : 1)),
        [...listed].sort((one, other) => (one.path < other.path ? -1 : 1)),
      );
      assert.is((await blobsAt(place, 'HEAD', asked)).size, listed.length);
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

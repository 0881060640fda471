import * as assert from 'uvu/assert';
import { readRefs } from '../../src/git/refs.ts';
import { blobsOfTips, placesAtTips } from '../../src/git/tip-trees.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened } from './reading.ts';

/** Two branches that share a folder, a file that was deleted before the tips, a link, a submodule, a name that is no UTF-8. */
function branches(...init: readonly string[]): TestRepository {
  const repository = TestRepository.create(...init);
  repository.commit('old', { gone: 'gone' });
  repository.git('rm', '-q', 'gone');
  const first = repository.commit('one', { a: '1', 'deep/down/x': 'x', 'deep/down/y': 'y' });
  repository.git('update-index', '--add', '--cacheinfo', `160000,${first},module`);
  const target = repository.gitBytes(['hash-object', '-w', '--stdin'], 'deep/down/x').toString().trim();
  repository.git('update-index', '--add', '--cacheinfo', `120000,${target},link`);
  const odd = repository.gitBytes(['hash-object', '-w', '--stdin'], 'odd').toString().trim();
  repository.gitBytes(['update-index', '-z', '--index-info'], Buffer.from(`100644 ${odd}\tdeep/\xe9\0`, 'latin1'));
  repository.git('commit', '-q', '-m', 'two');
  repository.git('checkout', '-q', '-f', '-b', 'topic');
  repository.git('mv', 'a', 'b');
  repository.commit('three', { 'other/x': 'x' });
  return repository;
}

suite('git, trees of tips', (test) => {
  for (const format of ['sha1', 'sha256']) {
    test(`every blob once, and every place of a wanted one, as ls-tree lists them (${format})`, async () => {
      const repository = branches(`--object-format=${format}`);
      const place = await opened(repository);
      const commits = (await readRefs(place)).map(({ id }) => id);
      assert.is(commits.length, 2);
      const listed = commits.map((commit) =>
        repository
          .gitBytes(['ls-tree', '-r', '-z', commit])
          .toString('latin1')
          .split('\0')
          .flatMap((line) => {
            const [, mode, id = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
            return mode === undefined ? [] : [{ mode, id, path }];
          }),
      );
      const blobs = (await all(blobsOfTips(place, commits))).flat();
      assert.equal([...blobs].sort(), [...new Set(listed.flat().map(({ id }) => id))].sort());

      const one = blobs.find((id) => repository.git('cat-file', 'blob', id) === 'x') ?? '';
      for (const wanted of [() => true, (id: string) => id === one, () => false]) {
        const tell = await placesAtTips(place, commits, wanted);
        for (const [at, commit] of commits.entries()) {
          const found: string[] = [];
          tell(commit, (path, blob) => found.push(`${blob} ${path}`));
          const expected = (listed[at] ?? []).filter(({ mode, id }) => mode !== '120000' && wanted(id));
          assert.equal(found.sort(), expected.map(({ id, path }) => `${id} ${path.replace('\xe9', '\udce9')}`).sort());
        }
      }
      repository.remove();
    });
  }

  test('what a partial clone does not have is left out', async () => {
    const origin = branches();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('clone', '-q', '--bare', '--filter=tree:1', `file://${origin.path}`, 'partial');
    const place = await opened(origin, {}, `${origin.path}/partial`);
    const commits = (await readRefs(place)).map(({ id }) => id);
    assert.equal((await all(blobsOfTips(place, commits))).flat(), []);
    const found: string[] = [];
    const tell = await placesAtTips(place, commits, () => true);
    for (const commit of commits) tell(commit, (path) => found.push(path));
    assert.equal([...new Set(found)].sort(), ['a', 'b']);
    origin.remove();
  });

  test('no commit, no question', async () => {
    const empty = TestRepository.create();
    const place = await opened(empty);
    assert.equal(await all(blobsOfTips(place, [])), []);
    (await placesAtTips(place, [], () => true))('', () => assert.unreachable());
    empty.remove();
  });
});

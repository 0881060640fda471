import * as assert from 'uvu/assert';
import { openRepository } from '../../src/git/repository.ts';
import { TreeReader } from '../../src/git/tree-reader.ts';
import { type RepoPath, repoPath } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

suite('git: files of many trees', (test) => {
  const made = TestRepository.create();
  const blobs = ['', 'a', 'b'].map((text) => made.gitBytes(['hash-object', '-w', '--stdin'], text).toString().trim());
  const [empty = '', a = '', b = ''] = blobs;
  const first = made.commit('first', { 'apps/one/a.yaml': 'a', 'apps/two/b.yaml': 'b', 'ä ö/é.yaml': 'a', top: '' });
  made.git('update-index', '--add', '--cacheinfo', `120000,${a},link`, '--cacheinfo', `160000,${first},module`);
  made.git('commit', '-q', '--no-verify', '-m', 'links');
  const second = made.git('rev-parse', 'HEAD');
  made.git('mv', 'apps/one/a.yaml', 'apps/two/a.yaml');
  made.git('commit', '-q', '--no-verify', '-m', 'move');
  const third = made.git('rev-parse', 'HEAD');
  const unknown = '1'.repeat(40);

  for (const [name, root, asked, expect] of [
    [
      'files at any depth',
      first,
      ['apps/one/a.yaml', 'apps/two/b.yaml', 'top'],
      { 'apps/one/a.yaml': a, 'apps/two/b.yaml': b, top: empty },
    ],
    ['names of other letters', first, ['ä ö/é.yaml'], { 'ä ö/é.yaml': a }],
    ['what is not there, a folder, a file in place of a folder', first, ['no', 'apps', 'apps/one', 'top/x', 'apps/no/x', ''], {}],
    ['a link and a submodule are no files', second, ['link', 'module', 'module/x', 'top'], { top: empty }],
    ['another commit', third, ['apps/one/a.yaml', 'apps/two/a.yaml'], { 'apps/two/a.yaml': a }],
    ['a tree by its id', made.git('rev-parse', `${first}:apps`), ['one/a.yaml'], { 'one/a.yaml': a }],
    ['a commit that is not here', unknown, ['top'], {}],
    ['a blob has no files', a, ['top'], {}],
  ] as const) {
    test(name, async () => {
      const trees = new TreeReader(await openRepository({ cwd: made.path, env: process.env }));
      // Asked twice, and beside others: what was kept must not mix.
      await Promise.all([trees.filesAt(first, asked.map(repoPath)), trees.filesAt(third, asked.map(repoPath))]);
      const found = await trees.filesAt(
        root,
        asked.map((path): RepoPath => repoPath(path)),
      );
      trees.close();
      assert.equal(Object.fromEntries(found), expect);
    });
  }

  for (const [name, root, folders, expect] of [
    ['of a folder, not of those below', first, ['apps', 'apps/one'], ['apps/one/a.yaml']],
    ['of the root, links and submodules aside', second, [''], ['top']],
    ['of folders of other letters', first, ['ä ö'], ['ä ö/é.yaml']],
    ['of a folder that is not there, or is a file', third, ['apps/one', 'no', 'top', 'apps/no'], []],
    ['of a tree by its id', made.git('rev-parse', `${first}:apps`), ['two'], ['two/b.yaml']],
    ['of a commit that is not here', unknown, [''], []],
  ] as const) {
    test(`the files ${name}`, async () => {
      const trees = new TreeReader(await openRepository({ cwd: made.path, env: process.env }));
      const found = [await trees.filesIn(root, folders), await trees.filesIn(root, folders)];
      trees.close();
      assert.equal(found, [expect, expect]);
    });
  }

  for (const [name, root] of [
    ['a commit', first],
    ['one with links and submodules', second],
    ['the next one', third],
  ] as const) {
    test(`all files of ${name}, as git lists them`, async () => {
      const trees = new TreeReader(await openRepository({ cwd: made.path, env: process.env }));
      const found = [[...(await trees.allFiles(root))].sort(), [...(await trees.allFiles(root))].sort()];
      trees.close();
      const listed = made
        .git('ls-tree', '-r', '-z', root)
        .split('\0')
        .filter((line) => line.startsWith('100'));
      const names = listed.map((line) => line.slice(line.indexOf('\t') + 1)).sort();
      assert.equal(found, [names, names]);
    });
  }

  test('one that is asked for no path and closed leaves nothing behind', async () => {
    const trees = new TreeReader(await openRepository({ cwd: made.path, env: process.env }));
    assert.is((await trees.filesAt(first, [])).size, 0);
    trees.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

  test('one that was never asked starts no git', async () => {
    new TreeReader(await openRepository({ cwd: '/', env: process.env })).close();
    made.remove();
  });
});

import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { gitProgram } from '../../src/git/process.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { contents, staged } from './reading.ts';

const secret = 'kind: Secret\nstringData:\n  a: one\n';

suite('staged changes of a merge', (test) => {
  test('a merge introduces only what no parent has', async () => {
    const repository = conflicted();
    repository.write({ both: 'resolved\n', evil: secret }).git('add', '-A');
    const changes = await staged(repository);
    assert.equal(sorted(await contents(repository, changes)), { both: 'resolved\n', evil: secret });
    repository.remove();
  });

  test('a tag named MERGE_HEAD takes nothing out of a commit that is no merge', async () => {
    const repository = TestRepository.create();
    repository.commit('first', { a: '1' });
    repository.commit('bait', { a: secret });
    repository.git('tag', 'MERGE_HEAD');
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    repository.write({ a: secret }).git('add', '-A');
    assert.equal(await contents(repository, await staged(repository)), { a: secret });
    repository.remove();
  });

  test('paths in conflict are told with their versions', async () => {
    const repository = conflicted();
    const { unmerged, introduced } = await staged(repository, {}, `${repository.path}/deep`);
    assert.equal(
      unmerged.map(({ path, stages }) => [path, stages.map(({ stage }) => stage)]),
      [['both', [1, 2, 3]]],
    );
    assert.equal(introduced, []);
    repository.remove();
  });

  test('two processes do, a merge takes more', async () => {
    const started = async (repository: TestRepository) => {
      const log = join(repository.path, '.git/started');
      repository.write({ '.git/bin/git': `#!/bin/sh\necho "$*" >> '${log}'\nexec '${gitProgram(process.env)}' "$@"\n` });
      chmodSync(join(repository.path, '.git/bin/git'), 0o755);
      const env = { PATH: `${repository.path}/.git/bin${delimiter}${process.env['PATH']}`, GIT_INDEX_FILE: '.git/index' };
      await staged(repository, env);
      return readFileSync(log, 'utf8').trim().split('\n');
    };
    const repository = TestRepository.create();
    repository.commit('before', { a: '1' });
    repository.write({ a: '2' }).git('add', '-A');
    assert.is((await started(repository)).length, 2);
    repository.remove();
    const merging = conflicted();
    merging.write({ both: 'resolved' }).git('add', '-A');
    assert.is((await started(merging)).length, 4);
    merging.remove();
  });
});

function conflicted(): TestRepository {
  const repository = TestRepository.create();
  repository.commit('base', { both: 'base\n', 'deep/x': 'x' });
  repository.git('checkout', '-q', '-b', 'topic');
  repository.commit('topic', { both: 'topic\n', theirs: 'brought along\n' });
  repository.git('checkout', '-q', 'main');
  repository.commit('main', { both: 'main\n', ours: 'ours\n' });
  assert.throws(() => repository.git('merge', 'topic'));
  return repository;
}

function sorted(texts: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

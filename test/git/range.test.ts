import * as assert from 'uvu/assert';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { ranged, wordOf } from './reading.ts';

const secret = 'kind: Secret\nstringData:\n  a: one\n';

/** `subject: status path` of all a range introduces. */
async function told(repository: TestRepository, range: string): Promise<string[]> {
  const commits = await ranged(repository, range);
  return commits.flatMap(({ commit, introduced }) =>
    introduced.map((entry) => `${repository.git('log', '-1', '--format=%s', commit)}: ${wordOf(entry)} ${entry.path}`),
  );
}

suite('changes of a range', (test) => {
  test('middle commits are told, also when the last one takes their content away', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { a: '1' });
    repository.commit('leak', { a: secret });
    repository.commit('repair', { a: '1' });
    assert.equal(await told(repository, `${base}..HEAD`), ['repair: modified a', 'leak: modified a']);
    repository.remove();
  });

  test('each change carries its commit, date, author and the version before', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { a: '1' });
    const tip = repository.commit('next', { a: '2' });
    const [commit] = await ranged(repository, `${base}..${tip}`);
    assert.is(commit?.commit, tip);
    assert.equal(commit?.parents, [base]);
    assert.is(commit?.author, 'Test <test@example.org>');
    assert.is(commit?.date, '2026-01-01T00:02:00+00:00');
    assert.is(commit?.introduced[0]?.before, repository.git('rev-parse', `${base}:a`));
    repository.remove();
  });

  test('a merge is told for what its resolution adds, not for what it brings along', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { both: 'base', deep: '1' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit('topic', { both: 'topic', theirs: '1' });
    repository.git('checkout', '-q', 'main');
    repository.commit('main', { both: 'main', ours: '1' });
    assert.throws(() => repository.git('merge', 'topic'));
    repository.commit('merge', { both: 'resolved', evil: secret });
    assert.equal(await told(repository, `${base}..main`), [
      'merge: modified both',
      'merge: added evil',
      'main: modified both',
      'main: added ours',
      'topic: modified both',
      'topic: added theirs',
    ]);
    assert.equal(await told(repository, 'topic..main'), [
      'merge: modified both',
      'merge: added evil',
      'main: modified both',
      'main: added ours',
    ]);
    repository.remove();
  });

  test('a merge of three is compared with all its parents', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { x: '1' });
    for (const name of ['one', 'two']) {
      repository.git('checkout', '-q', '-b', name, base);
      repository.commit(name, { [name]: '1' });
    }
    repository.git('checkout', '-q', 'main');
    repository.commit('main', { main: '1' });
    repository.git('merge', '-q', '--no-commit', 'one', 'two');
    repository.commit('octopus', { evil: secret });
    assert.equal(await told(repository, 'HEAD^1..HEAD'), ['octopus: added evil', 'two: added two', 'one: added one']);
    repository.remove();
  });

  test('renames, copies, reverts and type changes are introductions', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { 'values.yaml': secret.repeat(9), b: 'b' });
    repository.git('mv', 'values.yaml', '.env');
    repository.commit('rename');
    repository.commit('copy', { 'copy.yaml': `${secret.repeat(9)}#` });
    repository.git('revert', '--no-edit', 'HEAD~1');
    repository.git('update-index', '--cacheinfo', `120000,${repository.git('rev-parse', 'HEAD:b')},b`);
    repository.git('commit', '-q', '-m', 'link');
    assert.equal(await told(repository, `${base}..HEAD`), [
      'link: modified (symlink) b',
      'Revert "rename": added values.yaml',
      'copy: added copy.yaml',
      'rename: added .env',
    ]);
    const [, revert] = await ranged(repository, `${base}..HEAD`);
    assert.equal(
      revert?.deleted.map(({ path }) => path),
      ['.env'],
    );
    repository.remove();
  });

  test('the first commit is compared with nothing, though log.showRoot says otherwise', async () => {
    const repository = TestRepository.create();
    repository.commit('root', { a: secret });
    repository.git('config', 'log.showRoot', 'false');
    repository.git('checkout', '-q', '--orphan', 'other');
    repository.commit('orphan', { b: '1' });
    assert.equal(await told(repository, 'main..other'), ['orphan: added a', 'orphan: added b']);
    assert.equal(await told(repository, 'other..main'), ['root: added a']);
    assert.equal(await told(repository, 'main...other'), ['orphan: added a', 'orphan: added b']);
    repository.remove();
  });

  test('three dots tell what the right side has since they parted', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { a: '1' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit('topic', { t: '1' });
    repository.git('checkout', '-q', 'main');
    repository.commit('main', { m: '1' });
    assert.equal(await told(repository, 'main...topic'), ['topic: added t']);
    repository.remove();
  });

  test('replacements and grafts do not hide the real commits', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { a: '1' });
    const leak = repository.commit('leak', { a: secret });
    const tip = repository.commit('repair', { a: '1' });
    repository.git('replace', '--graft', tip, base);
    repository.git('replace', repository.git('rev-parse', `${leak}:a`), repository.git('rev-parse', `${base}:a`));
    repository.git('config', 'core.useReplaceRefs', 'true');
    repository.write({ '.git/info/grafts': `${tip} ${base}\n` });
    const commits = await ranged(repository, `${base}..${tip}`);
    assert.equal(
      commits.map(({ commit }) => commit),
      [tip, leak],
    );
    repository.remove();
  });

  for (const { name, input, expect } of [
    { name: 'one commit is no range', input: 'HEAD', expect: /'HEAD' is not a range of commits: A\.\.B/ },
    { name: 'a commit that does not exist is named', input: 'nowhere..HEAD', expect: /'nowhere' is no commit here/ },
    { name: 'a tree is no commit', input: 'HEAD^{tree}..HEAD', expect: /'HEAD\^\{tree\}' is no commit here/ },
    { name: 'an option is a name like any other', input: '--output=x..HEAD', expect: /'--output=x' is no commit here/ },
    { name: 'a line end cannot smuggle a second question in', input: 'HEAD\nHEAD..HEAD', expect: /is no commit here/ },
    { name: 'four dots are no range', input: 'a....b', expect: /is no commit here/ },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('base', { a: '1' });
      const failure = await ranged(repository, input).then(
        () => 'no failure',
        (error: unknown) => error,
      );
      assert.match(String(failure), expect);
      assert.is((failure as { kind?: string }).kind, 'usage');
      repository.remove();
    });
  }
});

/** Since when, until when, how often and where a finding stands. */
import * as assert from 'uvu/assert';
import { type JsonFinding, scanJson } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret, secretOf } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

const other = secretOf(['t7Kq', 'Zw3v', 'Lp9N'].join(''));

interface Told {
  readonly introduced: string | null;
  readonly lastSeen: string | null;
  readonly current: boolean | null;
  readonly refs: readonly string[];
  readonly occurrences: number;
}

/** The finding at a path, its commits by the names the test gave them. */
function told(found: readonly JsonFinding[], path: string, names: Readonly<Record<string, string>>): readonly Told[] {
  const name = (ref: { readonly commit: string } | null) =>
    ref === null ? null : (Object.keys(names).find((one) => names[one] === ref.commit) ?? ref.commit);
  return found
    .filter(({ severity, location }) => severity === 'error' && location.path === path)
    .map(({ introduced, lastSeen, current, refs, occurrences }) => ({
      introduced: name(introduced),
      lastSeen: name(lastSeen),
      current,
      refs,
      occurrences,
    }));
}

suite('attribution in a history', (test) => {
  test('what still stands was last seen at the tip of the default branch', async () => {
    const repository = TestRepository.create();
    const names = { bad: repository.commit('bad', { 'a.yaml': secret }), tip: repository.commit('tip', { 'b.yaml': clean }) };
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(told(report.findings, 'a.yaml', names), [
      { introduced: 'bad', lastSeen: 'tip', current: true, refs: ['refs/heads/main'], occurrences: 1 },
    ]);
    repository.remove();
  });

  test('what is gone was last seen where it was last brought; a revert is an occurrence', async () => {
    const repository = TestRepository.create();
    const names = {
      bad: repository.commit('bad', { 'a.yaml': secret }),
      good: repository.commit('good', { 'a.yaml': clean }),
      again: repository.commit('again', { 'a.yaml': secret }),
      end: repository.commit('end', { 'a.yaml': clean }),
    };
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(told(report.findings, 'a.yaml', names), [
      { introduced: 'bad', lastSeen: 'again', current: false, refs: [], occurrences: 2 },
    ]);
    repository.remove();
  });

  test('versions of a place with the same value are one finding, with another value another', async () => {
    const repository = TestRepository.create();
    const names = {
      one: repository.commit('one', { 'a.yaml': secret }),
      two: repository.commit('two', { 'a.yaml': secret.replace('username: ledger', 'username: cart') }),
      three: repository.commit('three', { 'a.yaml': other }),
    };
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(
      [...told(report.findings, 'a.yaml', names)].sort((a, b) => b.occurrences - a.occurrences),
      [
        { introduced: 'one', lastSeen: 'two', current: false, refs: [], occurrences: 2 },
        { introduced: 'three', lastSeen: 'three', current: true, refs: ['refs/heads/main'], occurrences: 1 },
      ],
    );
    repository.remove();
  });

  test('what only other refs hold is not current, and they are named', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'topic');
    const names = { bad: repository.commit('bad', { 'a.yaml': secret }), tip: repository.commit('tip', { 'b.yaml': clean }) };
    repository.git('tag', 'v1', names.bad);
    repository.git('checkout', '-q', 'main');
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(told(report.findings, 'a.yaml', names), [
      { introduced: 'bad', lastSeen: 'tip', current: false, refs: ['refs/heads/topic', 'refs/tags/v1'], occurrences: 1 },
    ]);
    repository.remove();
  });

  test('the earliest commit is the earliest by committer date, whatever branch it is on', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'topic');
    const early = repository.commit('early', { 'a.yaml': secret });
    repository.git('checkout', '-q', 'main');
    const late = repository.commit('late', { 'a.yaml': secret });
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(told(report.findings, 'a.yaml', { early, late }), [
      { introduced: 'early', lastSeen: 'late', current: true, refs: ['refs/heads/main', 'refs/heads/topic'], occurrences: 2 },
    ]);
    repository.remove();
  });

  test('--refs narrows to what matching refs reach, and a glob without a ref is refused', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'release/1');
    repository.commit('bad', { 'a.yaml': secret });
    repository.git('checkout', '-q', 'main');
    const codeOf = async (...refs: readonly string[]) =>
      (await scanJson(['--history', ...refs.flatMap((ref) => ['--refs', ref])], { cwd: repository.path })).code;
    assert.equal([await codeOf('main'), await codeOf('release/*'), await codeOf('main', 'refs/heads/release/1')], [0, 1, 1]);
    repository.remove();
  });

  test('tags of trees and blobs, that no commit holds', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.write({ 'secret.yaml': secret }).git('add', '-A');
    repository.git('tag', 'tree', repository.git('write-tree'));
    repository.git('tag', 'blob.yaml', repository.gitBytes(['hash-object', '-w', '--stdin'], other).toString().trim());
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    const none = { introduced: null, lastSeen: null, current: false, occurrences: 1 };
    assert.equal(told(report.findings, 'secret.yaml', {}), [{ ...none, refs: ['refs/tags/tree'] }]);
    assert.equal(told(report.findings, 'refs/tags/blob.yaml', {}), [{ ...none, refs: ['refs/tags/blob.yaml'] }]);
    repository.remove();
  });

  test('a stash is a ref', async () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.write({ 'a.yaml': secret }).git('stash', '-q');
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(told(report.findings, 'a.yaml', {})[0]?.refs, ['refs/stash']);
    repository.remove();
  });
});

suite('attribution elsewhere', (test) => {
  test('a range: current is what stands in its last commit', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('base', { 'old.yaml': secret });
    const names = {
      bad: repository.commit('bad', { 'a.yaml': secret, 'b.yaml': other }),
      tip: repository.commit('tip', { 'b.yaml': clean }),
    };
    const { report } = await scanJson(['--range', `${base}..HEAD`], { cwd: repository.path });
    const rest = { refs: [], occurrences: 1 };
    assert.equal(told(report.findings, 'a.yaml', names), [{ introduced: 'bad', lastSeen: 'tip', current: true, ...rest }]);
    assert.equal(told(report.findings, 'b.yaml', names), [{ introduced: 'bad', lastSeen: 'bad', current: false, ...rest }]);
    assert.equal(told(report.findings, 'old.yaml', names), []);
    repository.remove();
  });

  for (const { name, args, current } of [
    { name: 'the index is current', args: ['--staged'], current: true },
    { name: 'a folder knows no commits', args: ['.'], current: null },
    { name: 'standard input knows none either', args: ['-', '--name', 'a.yaml'], current: null },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.write({ 'a.yaml': secret }).git('add', '-A');
      const { report } = await scanJson(args, { cwd: repository.path, stdin: secret });
      assert.equal(told(report.findings, 'a.yaml', {}), [{ introduced: null, lastSeen: null, current, refs: [], occurrences: 1 }]);
      repository.remove();
    });
  }
});

import * as assert from 'uvu/assert';
import type { RepoPath } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { contents, staged, wordOf } from './reading.ts';

interface Staging {
  readonly name: string;
  readonly before: Readonly<Record<string, string | Uint8Array>>;
  readonly stage: (repository: TestRepository) => void;
  /** `status path: text` of what the commit would introduce. */
  readonly introduced: Readonly<Record<string, string>>;
  readonly deleted?: readonly string[];
}

const secret = 'kind: Secret\nstringData:\n  a: one\n';
const edited = 'kind: Secret\nstringData:\n  a: two\n';
const add = (repository: TestRepository, files: Readonly<Record<string, string | Uint8Array>>) => {
  repository.write(files).git('add', '-A');
};

const stagings: readonly Staging[] = [
  { name: 'nothing staged introduces nothing', before: { a: '1' }, stage: () => {}, introduced: {} },
  {
    name: 'a one-line edit yields the whole file',
    before: { 'a.yaml': secret },
    stage: (repository) => add(repository, { 'a.yaml': edited }),
    introduced: { 'modified a.yaml': edited },
  },
  {
    name: 'the index counts, not the working tree',
    before: { 'a.yaml': secret },
    stage: (repository) => {
      add(repository, { 'a.yaml': edited });
      repository.write({ 'a.yaml': 'clean again\n' });
    },
    introduced: { 'modified a.yaml': edited },
  },
  {
    name: 'attributes hide nothing: -diff, binary, textconv',
    before: { '.gitattributes': '*.a -diff\n*.b binary\n*.c diff=hide\n', 'x.a': '1', 'x.b': '1', 'x.c': '1' },
    stage: (repository) => {
      repository.git('config', 'diff.hide.textconv', 'echo nothing #');
      add(repository, { 'x.a': secret, 'x.b': secret, 'x.c': secret });
    },
    introduced: { 'modified x.a': secret, 'modified x.b': secret, 'modified x.c': secret },
  },
  {
    name: 'a rename with an edit is the new path, added',
    before: { 'a.yaml': secret.repeat(20) },
    stage: (repository) => {
      repository.git('mv', 'a.yaml', 'b.yaml');
      add(repository, { 'b.yaml': secret.repeat(20) + edited });
    },
    introduced: { 'added b.yaml': secret.repeat(20) + edited },
    deleted: ['a.yaml'],
  },
  {
    name: 'a rename without an edit is told too, though diff.renames says copies',
    before: { 'values.yaml': secret },
    stage: (repository) => {
      repository.git('config', 'diff.renames', 'copies');
      repository.git('mv', 'values.yaml', '.env');
    },
    introduced: { 'added .env': secret },
    deleted: ['values.yaml'],
  },
  {
    name: 'a copy with an edit is told',
    before: { 'a.yaml': secret.repeat(20) },
    stage: (repository) => add(repository, { 'copy.yaml': secret.repeat(20) + edited }),
    introduced: { 'added copy.yaml': secret.repeat(20) + edited },
  },
  {
    name: 'a file that becomes a symbolic link changes its type',
    before: { a: 'b' },
    stage: (repository) => {
      repository.git('update-index', '--cacheinfo', `120000,${repository.git('rev-parse', 'HEAD:a')},a`);
    },
    introduced: { 'modified (symlink) a': 'b' },
  },
  {
    name: 'a mode alone is no new content',
    before: { a: 'b' },
    stage: (repository) => {
      repository.git('update-index', '--chmod=+x', 'a');
    },
    introduced: {},
  },
  {
    name: 'a file in dot folders and names with signs are told',
    before: {},
    stage: (repository) =>
      add(repository, { '.hidden/.x': '1', '-n': '2', '#c': '3', 'a"b': '4', 'a\tb': '5', 'a\nb': '6', 'ä ö': '7', ':(top)': '8' }),
    introduced: {
      'added #c': '3',
      'added -n': '2',
      'added .hidden/.x': '1',
      'added :(top)': '8',
      'added a\tb': '5',
      'added a\nb': '6',
      'added a"b': '4',
      'added ä ö': '7',
    },
  },
  {
    name: 'what is only intended to be added is not part of the commit',
    before: { a: '1' },
    stage: (repository) => {
      repository.write({ later: secret }).git('add', '-N', 'later');
      repository.write({ now: secret }).git('add', 'now');
    },
    introduced: { 'added now': secret },
  },
  {
    name: 'a configured order, program or colour hides nothing',
    before: { a: '1' },
    stage: (repository) => {
      for (const setting of [
        'diff.relative=true',
        'diff.orderFile=nowhere',
        'diff.ignoreSubmodules=all',
        'diff.external=false',
        'color.ui=always',
      ])
        repository.git('config', ...(setting.split('=') as [string, string]));
      add(repository, { a: '2' });
    },
    introduced: { 'modified a': '2' },
  },
];

suite('staged changes', (test) => {
  for (const { name, before, stage, introduced, deleted } of stagings) {
    test(name, async () => {
      const repository = TestRepository.create();
      try {
        repository.commit('before', before);
        stage(repository);
        const changes = await staged(repository);
        const texts = await contents(repository, changes);
        const told = Object.fromEntries(changes.introduced.map((entry) => [`${wordOf(entry)} ${entry.path}`, texts[entry.path]]));
        assert.equal(sorted(told), sorted(introduced));
        assert.equal(
          changes.deleted.map(({ path }) => path),
          deleted ?? [],
        );
      } finally {
        repository.remove();
      }
    });
  }

  test('without a first commit all of the index is new', async () => {
    const repository = TestRepository.create();
    add(repository, { 'a.yaml': secret });
    const { introduced } = await staged(repository);
    assert.equal(
      introduced.map(({ path, before }) => [path, before]),
      [['a.yaml', null]],
    );
    repository.remove();
  });

  test('ids of SHA-256 are read in full', async () => {
    const repository = TestRepository.create('--object-format=sha256');
    repository.commit('before', { a: '1' });
    add(repository, { a: '2' });
    const changes = await staged(repository);
    assert.is(changes.introduced[0]?.blob.length, 64);
    assert.is(changes.introduced[0]?.before, repository.git('rev-parse', 'HEAD:a'));
    assert.equal(await contents(repository, changes), { a: '2' });
    repository.remove();
  });

  test('from a folder below, all of the index is told, though diff.relative says otherwise', async () => {
    const repository = TestRepository.create();
    repository.commit('before', { 'deep/a': '1', b: '1' });
    repository.git('config', 'diff.relative', 'true');
    add(repository, { 'deep/a': '2', b: '2' });
    const { introduced } = await staged(repository, {}, `${repository.path}/deep`);
    assert.equal(
      introduced.map(({ path }) => path),
      ['b', 'deep/a'],
    );
    repository.remove();
  });

  test('bytes that are not UTF-8 stand in the path and lead back to the file', async () => {
    const repository = TestRepository.create();
    const entry = Buffer.concat([
      Buffer.from(`100644 ${repository.gitBytes(['hash-object', '-w', '--stdin'], 'x').toString().trim()}\tcaf`),
      Buffer.of(0xe9),
    ]);
    repository.gitBytes(['update-index', '-z', '--index-info'], Buffer.concat([entry, Buffer.of(0)]));
    const changes = await staged(repository);
    assert.equal(
      changes.introduced.map(({ path }) => path),
      ['caf\udce9' as RepoPath],
    );
    repository.remove();
  });

  test('a submodule is counted', async () => {
    const repository = TestRepository.create();
    const commit = repository.commit('first', { a: '1' });
    repository.git('config', 'diff.ignoreSubmodules', 'all');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    const { introduced, submodules } = await staged(repository);
    assert.equal(introduced, []);
    assert.equal(submodules, ['sub']);
    repository.remove();
  });

  test('a bare repository has nothing staged, and says so', async () => {
    const repository = TestRepository.create('--bare');
    try {
      await staged(repository);
      assert.unreachable();
    } catch (failure) {
      assert.match(String(failure), 'bare repository');
    }
    repository.remove();
  });
});

function sorted(texts: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

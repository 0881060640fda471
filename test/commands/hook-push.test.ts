import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { clean, Doors, type Ended, secret, waivedSecret } from './hook-doors.ts';

const stopped = (ended: Ended, ...words: readonly string[]) => {
  assert.is.not(ended.code, 0, ended.words);
  for (const word of words) assert.match(ended.words, word);
};
const passes = (ended: Ended, ...words: readonly string[]) => {
  assert.is(ended.code, 0, ended.words);
  for (const word of words) assert.match(ended.words, word);
};

function withDoors(
  hook: 'pre-push' | 'pre-receive',
  body: (doors: Doors) => void,
  start?: Readonly<Record<string, string>> | null,
): () => void {
  return () => {
    const doors = start === undefined ? new Doors(hook) : new Doors(hook, start);
    body(doors);
    doors.remove();
  };
}

for (const hook of ['pre-push', 'pre-receive'] as const) {
  suite(`${hook}: kinds of pushes`, (test) => {
    test(
      'a deletion brings nothing',
      withDoors(hook, (doors) => {
        doors.run(['push', '--no-verify', '-q', 'origin', 'main:topic']);
        passes(doors.run(['push', 'origin', ':topic']));
      }),
    );

    test(
      'of several refs the one with a leak stops the push',
      withDoors(hook, (doors) => {
        doors.local.git('checkout', '-q', '-b', 'one');
        doors.local.commit('fine', { 'one.yaml': clean });
        doors.local.git('checkout', '-q', '-b', 'two', 'main');
        doors.local.commit('leak', { 'two.yaml': secret });
        stopped(doors.deliver('one', 'two'), 'two.yaml:7');
      }),
    );

    test(
      'a new branch is judged for what no branch has, by the policy of the default branch',
      withDoors(
        hook,
        (doors) => {
          doors.local.git('checkout', '-q', '-b', 'topic');
          doors.local.commit('fixture', { 'fixtures/secret.yaml': secret.replace('ledger-db', 'other') });
          passes(doors.deliver('topic'));
          doors.local.commit('leak', { 'secret2.yaml': secret.replace('ledger-db', 'third') });
          doors.local.git('branch', 'again');
          stopped(doors.deliver('again'), 'secret2.yaml:7');
        },
        { '.sealgate.yaml': "version: 1\nexclude: ['fixtures/**']\n", 'old.yaml': secret },
      ),
    );

    test(
      'a new branch cannot bring an old policy back by starting before it was tightened',
      withDoors(hook, (doors) => {
        const loose = doors.local.commit('loose', { '.sealgate.yaml': "version: 1\nexclude: ['**']\n" });
        doors.run(['push', '--no-verify', '-q', 'origin', 'main']);
        doors.local.commit('strict', { '.sealgate.yaml': 'version: 1\n' });
        doors.run(['push', '--no-verify', '-q', 'origin', 'main']);
        doors.local.git('checkout', '-q', '-b', 'topic', loose);
        doors.local.commit('leak', { 'secret.yaml': secret });
        stopped(doors.deliver('topic'), 'secret.yaml:7');
      }),
    );

    test(
      'a forced update is judged for what is new in it',
      withDoors(hook, (doors) => {
        doors.local.commit('second', { 'b.yaml': clean });
        passes(doors.deliver());
        doors.local.git('reset', '-q', '--hard', 'HEAD~1');
        doors.local.commit('other', { 'secret.yaml': secret });
        stopped(doors.deliver('+main'), 'secret.yaml:7');
      }),
    );

    test(
      'a tag that names a tree or a blob is read',
      withDoors(hook, (doors) => {
        const blob = doors.local.gitBytes(['hash-object', '-w', '--stdin'], secret).toString().trim();
        doors.local.git('tag', 'loose.yaml', blob);
        stopped(doors.deliver('loose.yaml'), 'ledger-db');
        const tree = doors.local.gitBytes(['mktree'], `100644 blob ${blob}\tsecret.yaml\n`).toString().trim();
        doors.local.git('tag', '-a', '-m', 'x', 'tree', tree);
        stopped(doors.deliver('tree'), 'secret.yaml:7');
      }),
    );

    test(
      'what cherry-pick, revert and rebase bring is judged',
      withDoors(hook, (doors) => {
        doors.local.git('checkout', '-q', '-b', 'topic');
        const leak = doors.local.commit('leak', { 'secret.yaml': secret });
        doors.local.git('checkout', '-q', 'main');
        doors.local.git('cherry-pick', leak);
        stopped(doors.deliver(), 'secret.yaml:7');
      }),
    );

    test(
      'a policy that cannot be read stops everything but the change that repairs it',
      withDoors(hook, (doors) => {
        doors.local.commit('broken', { '.sealgate.yaml': 'version: 7\n' });
        doors.run(['push', '--no-verify', '-q', 'origin', 'main']);
        if (hook === 'pre-receive') doors.run(['fetch', '-q', doors.local.path, '+main:main'], {}, doors.remote);
        doors.local.commit('fine', { 'b.yaml': clean });
        if (hook === 'pre-push') stopped(doors.deliver(), '.sealgate.yaml, line 1: version must be 1 (as it stands in ');
        doors.local.commit('repair', { '.sealgate.yaml': 'version: 1\n' });
        passes(doors.deliver(), 'cannot be read, so the defaults judge');
      }),
    );
  });
}

suite('pre-receive: the server', (test) => {
  test(
    'GitLab shows the lines that start with its prefix',
    withDoors('pre-receive', (doors) => {
      doors.local.commit('leak', { 'secret.yaml': secret });
      const { words } = doors.run(['push', 'origin', 'main'], { GL_REPOSITORY: 'project-1' });
      const lines = words.split('\n').filter((line) => /^remote: .*(?:secret\.yaml|sealgate)/.test(line));
      assert.ok(lines.length > 1);
      for (const line of lines) assert.match(line, /^remote: GL-HOOK-ERR: /);
    }),
  );

  const slow = (outOfTime: string) => `version: 1\nhook: { serverSeconds: 0.001, outOfTime: ${outOfTime} }\n`;
  test(
    'a push that takes too long is stopped, with what to do',
    withDoors(
      'pre-receive',
      (doors) => {
        doors.local.commit('fine', { 'b.yaml': clean });
        stopped(doors.deliver(), 'within 0.001 seconds', 'hook.serverSeconds');
      },
      { '.sealgate.yaml': slow('block') },
    ),
  );
  test(
    'or let through, where the policy of the old tip says so, and it says so',
    withDoors(
      'pre-receive',
      (doors) => {
        doors.local.commit('fine', { 'b.yaml': clean });
        passes(doors.deliver(), 'NOT CHECKED');
      },
      { '.sealgate.yaml': slow('pass') },
    ),
  );

  test(
    'the first push of a repository is judged by the defaults, whatever it brings',
    withDoors(
      'pre-receive',
      (doors) => {
        doors.local.commit('start', { '.sealgate.yaml': "version: 1\nexclude: ['**']\n", 'secret.yaml': secret });
        stopped(doors.deliver(), 'secret.yaml:7');
      },
      null,
    ),
  );
  test(
    'branches of one push are each judged by their own old tip',
    withDoors('pre-receive', (doors) => {
      doors.local.git('checkout', '-q', '-b', 'lab');
      doors.local.commit('loose', { '.sealgate.yaml': "version: 1\nexclude: ['**']\n" });
      passes(doors.deliver('lab'));
      doors.local.commit('leak', { 'secret.yaml': secret });
      doors.local.git('checkout', '-q', 'main');
      doors.local.commit('leak', { 'secret.yaml': secret });
      passes(doors.deliver('lab'));
      stopped(doors.deliver('main'), 'secret.yaml:7');
      doors.local.git('checkout', '-q', 'lab');
      doors.local.commit('more', { 'secret3.yaml': secret });
      const both = doors.deliver('lab', 'main');
      stopped(both, 'secret.yaml:7');
      assert.not.match(both.words, 'secret3.yaml');
    }),
  );
});

suite('pre-push: the machine', (test) => {
  test(
    'the first push to an empty remote is judged by the policy it brings',
    withDoors(
      'pre-push',
      (doors) => {
        doors.local.commit('start', { '.sealgate.yaml': "version: 1\nexclude: ['fixtures/**']\n", 'fixtures/secret.yaml': secret });
        passes(doors.deliver());
      },
      null,
    ),
  );
  test(
    'a remote that is only named by its address has what its own refs say',
    withDoors('pre-push', (doors) => {
      doors.local.commit('fine', { 'b.yaml': clean });
      passes(doors.run(['push', doors.remote, 'main']), '1 commit,');
    }),
  );
  test(
    'nothing to push passes',
    withDoors('pre-push', (doors) => passes(doors.deliver())),
  );

  test('a manager that keeps the input to itself: the current commit stands in', async () => {
    const doors = new Doors('pre-push');
    doors.local.commit('leak', { 'secret.yaml': secret });
    const { code, err } = await sealgate(['hook', 'pre-push', 'origin', doors.remote], { cwd: doors.local.path });
    assert.is(code, 1);
    assert.match(err, 'secret.yaml:7');
    doors.remove();
  });
});

suite('hooks of commits', (test) => {
  test('a clean merge runs pre-merge-commit, and what it only brings along is not judged again', () => {
    const doors = new Doors('pre-merge-commit');
    doors.local.git('checkout', '-q', '-b', 'topic');
    doors.local.commit('theirs', { 'secret.yaml': secret });
    doors.local.git('checkout', '-q', 'main');
    doors.local.commit('ours', { 'b.yaml': clean });
    const merged = doors.run(['merge', '--no-edit', 'topic']);
    assert.is(merged.code, 0, merged.words);
    assert.match(merged.words, '0 files read');
    doors.remove();
  });

  test('a policy in HEAD that cannot be read stops all but its repair', async () => {
    const repository = TestRepository.create();
    repository.commit('broken', { '.sealgate.yaml': 'version: 7\n' });
    repository.write({ 'a.yaml': clean }).git('add', '-A');
    const commit = () => sealgate(['hook', 'pre-commit'], { cwd: repository.path });
    const before = await commit();
    assert.is(before.code, 2);
    assert.match(before.err, '--no-verify');
    repository.write({ '.sealgate.yaml': 'version: 1\n', 'secret.yaml': secret }).git('add', '-A');
    assert.is((await commit()).code, 1);
    repository.git('rm', '-q', '--cached', 'secret.yaml');
    assert.is((await commit()).code, 0);
    repository.remove();
  });

  for (const [setting, expected] of [
    ['block', 'throws'],
    ['pass', 0],
  ] as const) {
    test(`hook.crash: ${setting}`, async () => {
      const repository = TestRepository.create();
      repository.commit('start', { '.sealgate.yaml': `version: 1\nhook: { crash: ${setting} }\n` });
      repository.write({ 'a.yaml': clean }).git('add', '-A');
      const broken = new Date('2026-06-01');
      broken.toISOString = () => {
        throw new TypeError('a bug');
      };
      let said: number | string = 'throws';
      try {
        const { code, err } = await sealgate(['hook', 'pre-commit'], { cwd: repository.path, now: broken });
        said = code;
        assert.match(err, 'IT FAILED (TypeError) AND CHECKED NOTHING');
      } catch (error) {
        assert.instance(error, TypeError);
      }
      assert.is(said, expected);
      repository.remove();
    });
  }

  test('a waiver that stood in the base counts when its file is moved', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'secret.yaml': waivedSecret });
    const { path } = repository;
    repository.git('mv', 'secret.yaml', 'moved.yaml');
    writeFileSync(join(path, 'moved.yaml'), `# moved\n${waivedSecret}`);
    repository.git('add', '-A');
    const { code, err } = await sealgate(['hook', 'pre-commit'], { cwd: path, now: new Date() });
    assert.is(code, 0, err);
    assert.not.match(err, 'is brought by this change');
    repository.remove();
  });
});

suite('hook: usage', (test) => {
  for (const [args, stdin, words] of [
    [['hook'], '', 'hook takes one of pre-commit'],
    [['hook', 'post-commit'], '', "not 'post-commit'"],
    [['hook', 'pre-receive'], 'nonsense\n', 'OLD NEW REF'],
    [['hook', 'update', 'refs/heads/main'], '', 'REF OLD NEW'],
  ] as const) {
    test(`${args.join(' ')} with '${stdin.trim()}'`, async () => {
      const { code, err } = await sealgate(args, { cwd: process.cwd(), stdin });
      assert.is(code, 2);
      assert.match(err, words);
    });
  }
});

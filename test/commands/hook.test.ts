import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from '../support/suite.ts';
import { clean, Doors, type Ended, type Hook, secret, value, waivedSecret } from './hook-doors.ts';

const loose = "version: 1\nexclude: ['**']\n";

/** Commits past the local hooks. */
const commits = (doors: Doors, ...changes: readonly Readonly<Record<string, string>>[]) => {
  for (const [index, files] of changes.entries()) doors.local.commit(`change ${index}`, files);
};

/** What is brought through a door; for hooks of commits the last step is the commit itself. */
interface Scenario {
  readonly name: string;
  bring(doors: Doors, isPush: boolean): Ended;
  /** Whether it is stopped, at the commit and at the push, and words that are said. */
  readonly commit: readonly [stopped: boolean, words: string];
  readonly push: readonly [stopped: boolean, words: string];
  /** On the server, where it differs from pre-push. */
  readonly server?: readonly [stopped: boolean, words: string];
}

const commitOf = (doors: Doors, files: Readonly<Record<string, string>>): Ended => {
  doors.local.write(files).git('add', '-A');
  return doors.run(['commit', '-m', 'change']);
};

const scenarios: readonly Scenario[] = [
  {
    name: 'a leak in the last commit',
    bring(doors, isPush) {
      if (!isPush) return commitOf(doors, { 'secret.yaml': secret });
      commits(doors, { 'b.yaml': clean }, { 'secret.yaml': secret });
      return doors.deliver();
    },
    commit: [true, 'secret.yaml:7'],
    push: [true, 'secret.yaml:7'],
  },
  {
    name: 'a leak only in a middle commit',
    bring(doors, isPush) {
      commits(doors, { 'secret.yaml': secret }, { 'secret.yaml': clean });
      return isPush ? doors.deliver() : commitOf(doors, { 'b.yaml': clean });
    },
    commit: [false, 'clean'],
    push: [true, 'secret.yaml:7'],
  },
  {
    name: 'a leak only in a merge',
    bring(doors, isPush) {
      doors.local.git('checkout', '-q', '-b', 'topic');
      commits(doors, { 'a.yaml': clean.replace('info', 'debug') });
      doors.local.git('checkout', '-q', 'main');
      commits(doors, { 'a.yaml': clean.replace('info', 'warn') });
      doors.run(['merge', '--no-commit', 'topic']);
      doors.local.write({ 'a.yaml': clean, 'secret.yaml': secret }).git('add', '-A');
      if (!isPush) return doors.run(['commit', '-m', 'merge']);
      doors.local.git('commit', '-q', '--no-verify', '-m', 'merge');
      return doors.deliver();
    },
    commit: [true, 'secret.yaml:7'],
    push: [true, 'secret.yaml:7'],
  },
  {
    name: 'a leak removed again in the same change',
    bring(doors, isPush) {
      if (isPush) {
        commits(doors, { 'secret.yaml': secret });
        doors.local.git('rm', '-q', 'secret.yaml');
        commits(doors, {});
        return doors.deliver();
      }
      doors.local.write({ 'secret.yaml': secret }).git('add', '-A');
      doors.local.git('rm', '-q', '--cached', 'secret.yaml');
      return commitOf(doors, { 'secret.yaml': clean });
    },
    commit: [false, 'clean'],
    push: [true, 'secret.yaml:7'],
  },
  {
    name: 'the configuration loosened in the same change',
    bring(doors, isPush) {
      if (!isPush) return commitOf(doors, { '.sealgate.yaml': loose, 'secret.yaml': secret });
      commits(doors, { '.sealgate.yaml': loose }, { 'secret.yaml': secret });
      return doors.deliver();
    },
    commit: [true, '** is excluded'],
    push: [true, '** is excluded'],
  },
  {
    name: 'a waiver added in the same change',
    bring(doors, isPush) {
      if (!isPush) return commitOf(doors, { 'secret.yaml': waivedSecret });
      commits(doors, { 'secret.yaml': waivedSecret });
      return doors.deliver();
    },
    commit: [false, 'is brought by this change'],
    push: [false, 'is brought by this change'],
    server: [true, 'is brought by this change'],
  },
  {
    name: 'a waiver added by an earlier commit of the same change',
    bring(doors, isPush) {
      if (!isPush) return commitOf(doors, { 'secret.yaml': waivedSecret });
      commits(doors, { 'secret.yaml': waivedSecret }, { 'secret.yaml': `# more\n${waivedSecret}` });
      return doors.deliver();
    },
    commit: [false, 'is brought by this change'],
    push: [false, 'is brought by this change'],
    server: [true, 'is brought by this change'],
  },
  {
    name: 'no files',
    bring(doors, isPush) {
      if (!isPush) return doors.run(['commit', '--allow-empty', '-m', 'nothing']);
      doors.local.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'nothing');
      return doors.deliver();
    },
    commit: [false, '0 files read'],
    push: [false, '0 files read'],
    server: [false, ''],
  },
  {
    name: 'a change without a leak',
    bring(doors, isPush) {
      if (!isPush) return commitOf(doors, { 'b.yaml': clean });
      commits(doors, { 'b.yaml': clean });
      return doors.deliver();
    },
    commit: [false, 'clean, staged changes, 1 file read'],
    push: [false, 'clean, main: 1 commit, 1 file read'],
    server: [false, ''],
  },
];

const hooks: readonly Hook[] = ['pre-commit', 'pre-push', 'pre-receive', 'update'];

for (const hook of hooks) {
  suite(`hook ${hook}`, (test) => {
    for (const { name, bring, commit, push, server } of scenarios) {
      const [stopped, words] = hook === 'pre-commit' ? commit : hook === 'pre-push' ? push : (server ?? push);
      test(`${name} ${stopped ? 'is stopped' : 'passes'}`, () => {
        const doors = new Doors(hook);
        const ended = bring(doors, hook !== 'pre-commit');
        assert.is(ended.code === 0, !stopped, ended.words);
        assert.match(ended.words, words);
        assert.not.match(ended.words, value);
        doors.remove();
      });
    }

    test('a shallow clone is judged for what it adds', () => {
      const doors = new Doors(hook);
      commits(doors, { 'b.yaml': clean });
      doors.run(['push', '--no-verify', '-q', 'origin', 'main']);
      const clone = mkdtempSync(join(tmpdir(), 'sealgate-shallow-'));
      doors.run(['clone', '-q', '--depth', '1', `file://${doors.remote}`, clone]);
      if (hook === 'pre-commit' || hook === 'pre-push') doors.install(join(clone, '.git/hooks'));
      const run = (...args: string[]) => doors.run(['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {}, clone);
      run('checkout', '-q', '-b', 'topic');
      writeFileSync(join(clone, 'secret.yaml'), secret);
      run('add', '-A');
      const made = run('commit', '-m', 'leak');
      const ended = hook === 'pre-commit' ? made : run('push', 'origin', 'topic');
      assert.is.not(ended.code, 0, ended.words);
      assert.match(ended.words, 'secret.yaml:7');
      assert.not.match(ended.words, 'cut off');
      rmSync(clone, { recursive: true });
      doors.remove();
    });
  });
}

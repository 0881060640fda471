/** `scan --staged` as a hook that git itself starts, with the index and folders that git gives it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { gitProgram } from '../../src/git/process.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';
import { built } from './built.ts';

function install(repository: TestRepository, folder = '.git/hooks'): void {
  repository.write({ [`${folder}/pre-commit`]: `#!/bin/sh\nexec "${process.execPath}" "${built()}" scan --staged\n` });
  chmodSync(join(repository.path, folder, 'pre-commit'), 0o755);
}

/** What git commits: what the hook said, or null when the commit was let through. */
function blocked(repository: TestRepository, args: readonly string[], input = ''): string | null {
  try {
    repository.gitBytes(args, input);
    return null;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: Buffer; readonly stderr: Buffer };
    return `${stdout}${stderr}`;
  }
}

const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.org'];

interface HookCase {
  readonly name: string;
  readonly stage?: readonly string[];
  readonly args: readonly string[];
  readonly input?: string;
  readonly found: readonly string[] | null;
}

// In the folder `a.yaml` and `b.yaml` hold a Secret each, `c.yaml` nothing bad.
const cases: readonly HookCase[] = [
  { name: 'a plain commit', stage: ['a.yaml'], args: ['commit', '-m', 'x'], found: ['a.yaml'] },
  { name: 'a plain commit of something else', stage: ['c.yaml'], args: ['commit', '-m', 'x'], found: null },
  { name: 'commit -a', args: ['commit', '-a', '-m', 'x'], found: ['a.yaml', 'b.yaml'] },
  { name: 'commit PATH', stage: ['a.yaml'], args: ['commit', '-m', 'x', 'b.yaml'], found: ['b.yaml'] },
  { name: 'commit PATH of something else', stage: ['a.yaml'], args: ['commit', '-m', 'x', 'c.yaml'], found: null },
  { name: 'commit -i PATH', stage: ['a.yaml'], args: ['commit', '-i', '-m', 'x', 'c.yaml'], found: ['a.yaml'] },
  { name: 'commit -p', args: ['commit', '-p', '-m', 'x'], input: 'n\ny\nn\n', found: ['b.yaml'] },
  { name: 'commit --amend', stage: ['b.yaml'], args: ['commit', '--amend', '-m', 'x'], found: ['b.yaml'] },
];

suite('scan --staged in a hook of git', (test) => {
  for (const { name, stage = [], args, input, found } of cases) {
    test(name, () => {
      const repository = TestRepository.create();
      repository.commit('base', { 'a.yaml': clean, 'b.yaml': clean, 'c.yaml': clean });
      install(repository);
      repository.write({ 'a.yaml': secret, 'b.yaml': secret, 'c.yaml': clean.replace('info', 'warn') });
      if (stage.length > 0) repository.git('add', ...stage);
      const said = blocked(repository, args, input);
      assert.equal(said === null ? null : ['a.yaml', 'b.yaml', 'c.yaml'].filter((path) => said.includes(`${path}:7`)), found);
      // With -p it is git that shows the hunks.
      if (!args.includes('-p')) assert.not.match(said ?? '', value);
      repository.remove();
    });
  }

  test('in a linked worktree, whose index is its own', () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    install(repository);
    repository.git('worktree', 'add', '-q', 'linked', '-b', 'linked');
    repository.write({ 'a.yaml': secret }).git('add', 'a.yaml');
    assert.is(blocked(repository, ['-C', 'linked', 'commit', '--allow-empty', '-m', 'x']), null);
    repository.write({ 'linked/a.yaml': secret });
    assert.match(blocked(repository, ['-C', 'linked', 'commit', '-a', '-m', 'x']) ?? '', 'a.yaml:7');
    repository.remove();
  });

  test('in the worktree of a submodule', () => {
    const inner = TestRepository.create();
    inner.commit('inner', { 'deep/a.yaml': clean });
    const repository = TestRepository.create();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
    install(repository, '.git/modules/sub/hooks');
    repository.write({ 'sub/deep/a.yaml': secret });
    assert.match(blocked(repository, ['-C', 'sub', ...identity, 'commit', '-a', '-m', 'x']) ?? '', 'deep/a.yaml:7');
    repository.remove();
    inner.remove();
  });

  test('a merge is stopped for what its resolution adds, not for what it brings along', () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit('theirs', { 'a.yaml': clean.replace('info', 'debug'), 'brought.yaml': secret });
    repository.git('checkout', '-q', 'main');
    repository.commit('ours', { 'a.yaml': clean.replace('info', 'warn') });
    install(repository);
    assert.throws(() => repository.git('merge', 'topic'));
    repository.write({ 'a.yaml': clean }).git('add', '-A');
    repository.write({ 'evil.yaml': secret }).git('add', '-A');
    const said = blocked(repository, ['commit', '-m', 'merge']) ?? '';
    assert.match(said, 'evil.yaml:7');
    assert.not.match(said, 'brought.yaml:7');
    repository.git('rm', '-q', '-f', 'evil.yaml');
    assert.is(blocked(repository, ['commit', '-m', 'merge']), null);
    repository.remove();
  });
});

suite('the cost of scan --staged', (test) => {
  /** The git commands that one run starts, by their names. */
  const started = (repository: TestRepository): readonly string[] => {
    const log = join(repository.path, '.git/started');
    repository.write({ '.git/bin/git': `#!/bin/sh\necho "$*" >> '${log}'\nexec '${gitProgram(process.env)}' "$@"\n` });
    chmodSync(join(repository.path, '.git/bin/git'), 0o755);
    const env = { ...process.env, PATH: `${repository.path}/.git/bin${delimiter}${process.env['PATH']}`, GIT_INDEX_FILE: '.git/index' };
    try {
      execFileSync(process.execPath, [built(), 'scan', '--staged'], { cwd: repository.path, env, stdio: 'pipe' });
    } catch {
      // findings
    }
    assert.ok(existsSync(log));
    return readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map(
        (line) =>
          /(?:diff|cat-file|rev-parse|config|ls-files|ls-tree|log)\b.*/.exec(line.replace(/^.*protocol\.allow=never /, ''))?.[0] ?? line,
      )
      .map((line) => line.split(' ')[0] ?? '')
      .sort();
  };

  for (const { name, files, expect } of [
    {
      name: 'two git processes, whatever the configuration',
      files: { 'a.yaml': clean, 'b/c/d.yaml': clean },
      expect: ['cat-file', 'diff'],
    },
    {
      name: 'two more where a Secret may have its other half beside it',
      files: { 'a.yaml': secret },
      expect: ['cat-file', 'cat-file', 'diff', 'ls-files'],
    },
  ]) {
    test(name, () => {
      const repository = TestRepository.create();
      repository.commit('base', { '.sealgate.yaml': 'version: 1\nthreshold: error\n', 'other.yaml': clean });
      repository.write(files).git('add', '-A');
      assert.equal(started(repository), expect);
      repository.remove();
    });
  }

  test('one more where a staged file names another', () => {
    const repository = TestRepository.create();
    repository.commit('base', { 'app/values.env': `PASSWORD=${value}\n`, 'app/deployment.yaml': clean });
    const generator = 'resources: [deployment.yaml]\nsecretGenerator:\n  - name: x\n    envs: [values.env]\n';
    repository.write({ 'app/kustomization.yaml': generator }).git('add', '-A');
    assert.equal(started(repository), ['cat-file', 'cat-file', 'diff']);
    repository.remove();
  });
});

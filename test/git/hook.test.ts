import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import * as assert from 'uvu/assert';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

interface Sight {
  readonly seen: Readonly<Record<string, string>>;
  readonly bySimpleGit: string;
}

// Bundled once: compiling it in each hook would take a second each.
const built = mkdtempSync(join(tmpdir(), 'sealgate-probe-'));
process.on('exit', () => rmSync(built, { recursive: true, force: true }));
const probe = join(built, 'probe.mjs');
buildSync({
  entryPoints: [fileURLToPath(new URL('./hook-probe.ts', import.meta.url))],
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  outfile: probe,
});

/** Lets `hook` of the repository whose hooks are in `folder` look at what git shows it. */
function install(repository: TestRepository, hook: string, folder = '.git/hooks'): void {
  const script = `#!/bin/sh\nexec "${process.execPath}" "${probe}" ${hook}\n`;
  repository.write({ [`${folder}/${hook}`]: script });
  chmodSync(join(repository.path, folder, hook), 0o755);
}

/** What the hook saw while git ran; fails when it did not run. */
function sight(repository: TestRepository, args: readonly string[], input = ''): Sight {
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-probe-'));
  const output = join(folder, 'output');
  repository.gitBytes(args, input, { PROBE_OUTPUT: output });
  assert.ok(existsSync(output), 'the hook ran');
  const last = readFileSync(output, 'utf8').trim().split('\n').at(-1) ?? '';
  rmSync(folder, { recursive: true });
  return JSON.parse(last) as Sight;
}

function withHook(hook = 'pre-commit'): TestRepository {
  const repository = TestRepository.create();
  repository.commit('base', { a: 'a\n', b: 'b\n', 'deep/c': 'c\n' });
  install(repository, hook);
  return repository;
}

suite('inside a hook', (test) => {
  for (const { name, args, stage, expect, input } of [
    { name: 'a plain commit shows the index', args: ['commit', '-m', 'x'], stage: ['a'], expect: { a: 'new a\n' } },
    {
      name: 'commit -a shows what is added on the way',
      args: ['commit', '-a', '-m', 'x'],
      stage: [],
      expect: { a: 'new a\n', b: 'new b\n' },
    },
    { name: 'commit PATH shows that path only', args: ['commit', '-m', 'x', 'b'], stage: ['a'], expect: { b: 'new b\n' } },
    { name: 'commit -p shows the hunks taken', args: ['commit', '-p', '-m', 'x'], stage: [], expect: { a: 'new a\n' }, input: 'y\nn\n' },
    { name: 'commit --amend shows what is added to HEAD', args: ['commit', '--amend', '-m', 'x'], stage: ['b'], expect: { b: 'new b\n' } },
  ]) {
    test(name, () => {
      const repository = withHook();
      repository.write({ a: 'new a\n', b: 'new b\n' });
      if (stage.length > 0) repository.git('add', ...stage);
      const { seen, bySimpleGit } = sight(repository, args, input);
      assert.equal(seen, expect);
      assert.is(
        bySimpleGit,
        Object.entries(expect)
          .map(([path, text]) => `${path}: ${text}`)
          .join(''),
      );
      repository.remove();
    });
  }

  test('commit -a in a linked worktree', () => {
    const repository = withHook();
    repository.git('worktree', 'add', '-q', 'linked', '-b', 'linked');
    repository.write({ 'linked/a': 'linked a\n', a: 'not this one\n' });
    const { seen, bySimpleGit } = sight(repository, ['-C', 'linked', 'commit', '-a', '-m', 'x']);
    assert.equal(seen, { a: 'linked a\n' });
    assert.is(bySimpleGit, 'a: linked a\n');
    repository.remove();
  });

  test('commit -a from a folder below', () => {
    const repository = withHook();
    repository.write({ a: 'new a\n', 'deep/c': 'new c\n' });
    assert.equal(sight(repository, ['-C', 'deep', 'commit', '-a', '-m', 'x']).seen, { a: 'new a\n', 'deep/c': 'new c\n' });
    repository.remove();
  });

  test('commit -a in the worktree of a submodule', () => {
    const inner = TestRepository.create();
    inner.commit('inner', { i: 'i\n' });
    const repository = withHook();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
    install(repository, 'pre-commit', '.git/modules/sub/hooks');
    repository.write({ 'sub/i': 'new i\n' });
    assert.equal(sight(repository, ['-C', 'sub', '-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-a', '-m', 'x']).seen, {
      i: 'new i\n',
    });
    repository.remove();
    inner.remove();
  });

  test('a merge with conflicts shows what no parent has', () => {
    const repository = withHook();
    diverge(repository, { a: 'theirs\n', t: 't\n' }, { a: 'ours\n' });
    assert.throws(() => repository.git('merge', 'topic'));
    repository.write({ a: 'resolved\n', evil: 'evil\n' }).git('add', '-A');
    assert.equal(sight(repository, ['commit', '-m', 'merge']).seen, { a: 'resolved\n', evil: 'evil\n' });
    repository.remove();
  });

  test('a clean merge, before MERGE_HEAD is written, shows nothing that it only brings along', () => {
    const repository = withHook('pre-merge-commit');
    diverge(repository, { t: 't\n' }, { o: 'o\n' });
    assert.equal(sight(repository, ['merge', '--no-edit', 'topic']).seen, {});
    repository.remove();
  });

  test('a push shows its commits from quarantine', () => {
    const repository = withHook();
    const bare = join(repository.path, 'bare.git');
    repository.git('clone', '-q', '--bare', '.', bare);
    install(repository, 'pre-receive', 'bare.git/hooks');
    repository.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'empty');
    repository.commit('pushed', { '.gitignore': 'bare.git\n', secret: 's\n' });
    repository.commit('taken back', { secret: 'clean\n' });
    assert.equal(sight(repository, ['push', '-q', bare, 'main']).seen, { '.gitignore': 'bare.git\n', secret: 's\n' });
    repository.remove();
  });
});

function diverge(repository: TestRepository, theirs: Readonly<Record<string, string>>, ours: Readonly<Record<string, string>>): void {
  repository.git('checkout', '-q', '-b', 'topic');
  repository.commit('theirs', theirs);
  repository.git('checkout', '-q', 'main');
  repository.commit('ours', ours);
}

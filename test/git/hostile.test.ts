import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { readAll } from '../../src/git/all-blobs.ts';
import { complaint } from '../../src/git/complaint.ts';
import { findGaps } from '../../src/git/missing.ts';
import { gitProgram } from '../../src/git/process.ts';
import { readRefs } from '../../src/git/refs.ts';
import { readTips } from '../../src/git/tips.ts';
import { listIndex, listTree } from '../../src/git/tree.ts';
import { openWorktree } from '../../src/git/worktree.ts';
import { type BlobId, repoPath } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened, ranged, staged, withReader } from './reading.ts';

/** Everything this folder can do, once. */
async function readEverything(repository: TestRepository, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const place = await opened(repository, env);
  await staged(repository, env);
  await ranged(repository, 'HEAD~1..HEAD');
  await all(readAll(place, () => false));
  const refs = await readRefs(place);
  const reach = { include: refs.map((ref) => ref.id), exclude: [] };
  await findGaps(place, reach);
  const blob = repository.git('rev-parse', 'HEAD:a.yaml') as BlobId;
  await readTips(place, refs, [{ path: repoPath('a.yaml'), blob }]);
  await all(listTree(place, 'HEAD'));
  await all(listIndex(place));
  await all((await openWorktree(place)).files(['.']));
  await withReader(place, (reader) => reader.find('HEAD:a.yaml'));
}

suite('a hostile repository', (test) => {
  test('runs no code: configuration, attributes, hooks', async () => {
    const repository = TestRepository.create();
    const trap = join(repository.path, 'sprung');
    const program = join(repository.path, 'trap');
    repository.write({ trap: `#!/bin/sh\necho "$0 $*" >> '${trap}'\ncat\n` });
    chmodSync(program, 0o755);
    repository.commit('first', { '.gitattributes': '*.yaml diff=x filter=x merge=x\n', 'a.yaml': '1', '.gitignore': 'sprung\n' });
    repository.commit('second', { 'a.yaml': '2' });
    // A signed commit makes log.showSignature start gpg.program.
    const commit = repository
      .git('cat-file', 'commit', 'HEAD')
      .replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n');
    repository.git('update-ref', 'HEAD', repository.gitBytes(['hash-object', '-t', 'commit', '-w', '--stdin'], commit).toString().trim());
    repository.write({ 'a.yaml': '3' }).git('add', 'a.yaml');
    repository.write({ 'a.yaml': '4', 'untracked.yaml': '5' });
    for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc', 'post-checkout']) {
      mkdirSync(join(repository.path, '.git/hooks'), { recursive: true });
      repository.write({ [`.git/hooks/${hook}`]: `#!/bin/sh\nexec '${program}'\n` });
      chmodSync(join(repository.path, '.git/hooks', hook), 0o755);
    }
    const keys = [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'core.gitProxy',
      'core.askPass',
      'core.alternateRefsCommand',
      'diff.external',
      'diff.x.command',
      'diff.x.textconv',
      'filter.x.clean',
      'filter.x.smudge',
      'filter.x.process',
      'merge.x.driver',
      'gpg.program',
      'credential.helper',
      'pager.diff',
      'pager.log',
      'uploadpack.packObjectsHook',
      'trailer.x.command',
    ];
    for (const key of keys) repository.git('config', key, program);
    for (const name of ['diff', 'log', 'cat-file', 'rev-list', 'ls-files', 'ls-tree', 'rev-parse', 'for-each-ref', 'config'])
      repository.git('config', `alias.${name}`, `!${program}`);
    repository.git('config', 'log.showSignature', 'true');
    repository.git('config', 'filter.x.required', 'true');
    rmSync(trap, { force: true });
    await readEverything(repository, { GIT_EXTERNAL_DIFF: program, GIT_PAGER: program, GIT_ASKPASS: program, GIT_SSH_COMMAND: program });
    assert.not(existsSync(trap), 'nothing was started');
    repository.git('log', '-1'); // The trap itself works.
    assert.ok(existsSync(trap), 'git alone would have started it');
    repository.remove();
  });

  test('fetches nothing, whatever its remote says', async () => {
    const origin = TestRepository.create();
    origin.commit('first', { 'a.yaml': '1' });
    origin.commit('second', { 'a.yaml': '2', b: 'b' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin.path}`, 'clone');
    const trap = join(origin.path, 'sprung');
    for (const url of [`file://${origin.path}`, `ext::sh -c "touch ${trap}"`, 'ssh://nowhere.invalid/x']) {
      origin.git('-C', 'clone', 'config', 'remote.origin.url', url);
      origin.git('-C', 'clone', 'config', 'remote.origin.uploadpack', `touch ${trap}; git-upload-pack`);
      origin.git('-C', 'clone', 'config', 'core.sshCommand', `touch ${trap}`);
      origin.git('-C', 'clone', 'config', 'protocol.ext.allow', 'always');
      const place = await opened(origin, { GIT_NO_LAZY_FETCH: '0', GIT_ALLOW_PROTOCOL: 'ext:file:ssh' }, join(origin.path, 'clone'));
      const objects = await withReader(place, (reader) => all(reader.read(['HEAD:a.yaml', 'HEAD:b'])));
      assert.equal(
        objects.map((object) => object.kind),
        ['missing', 'missing'],
      );
    }
    assert.not(existsSync(trap));
    origin.remove();
  });

  test('replaced and grafted objects are read as they are', async () => {
    const repository = TestRepository.create();
    repository.commit('first', { a: 'first' });
    repository.commit('second', { a: 'real' });
    const real = repository.git('rev-parse', 'HEAD:a');
    repository.git('replace', real, repository.git('rev-parse', 'HEAD~1:a'));
    repository.git('config', 'core.useReplaceRefs', 'true');
    const object = await withReader(await opened(repository), (reader) => reader.find(real));
    assert.is(object.kind === 'blob' && Buffer.from(object.bytes).toString(), 'real');
    repository.remove();
  });

  test('a repository of somebody else is a failure that says how to trust it', async () => {
    const repository = TestRepository.create();
    let words = '';
    try {
      repository.gitBytes(['rev-parse', 'HEAD'], '', { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' });
    } catch (error) {
      words = String((error as { stderr?: unknown }).stderr);
    }
    const failure = complaint(['rev-parse'], words, 128);
    assert.is(failure.kind, 'configuration');
    assert.match(failure.message, `git config --global --add safe.directory ${repository.path}`);
    repository.remove();
  });

  test('a complaint names no credentials and carries no control characters', () => {
    const { message } = complaint(['fetch'], "hint: no\nfatal: unable to access 'https://user:hunter2@example.org/x\u001b[2J'\n", 128);
    assert.is(message, "git fetch failed (128): unable to access 'https://***@example.org/x\\u001b[2J'");
  });

  test('the git that runs is on PATH by an absolute name, never a file of the current folder', () => {
    const repository = TestRepository.create();
    repository.write({ git: '#!/bin/sh\n', 'node_modules/.bin/git': '#!/bin/sh\n' });
    const path = ['.', '', 'node_modules/.bin', process.env['PATH']].join(delimiter);
    assert.is(gitProgram({ PATH: path }), gitProgram(process.env));
    assert.throws(() => gitProgram({ PATH: '.' }), /no git in any absolute folder of PATH/);
    repository.remove();
  });

  test('configuration that ends git is a failure, not silence', async () => {
    const repository = TestRepository.create();
    repository.commit('first', { a: '1' });
    repository.write({ a: '2' }).git('add', 'a');
    repository.write({ '.git/config': '[core\n' });
    const failure = await staged(repository).catch((error: unknown) => error);
    assert.is((failure as { kind?: string }).kind, 'incomplete');
    repository.remove();
  });

  test('a damaged index is a failure, not silence', async () => {
    const repository = TestRepository.create();
    repository.commit('first', { a: '1' });
    repository.write({ '.git/index': 'DIRCdamaged' });
    const failure = await staged(repository).catch((error: unknown) => error);
    assert.is((failure as { kind?: string }).kind, 'incomplete');
    repository.remove();
  });
});

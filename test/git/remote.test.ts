import { existsSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cloneMirror, fetchRefs } from '../../src/git/remote.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const options = { env: cleanEnvironment(), timeout: 20_000 };

function origin(): TestRepository {
  const repository = TestRepository.create();
  repository.commit('one', { a: '1' });
  repository.commit('two', { a: '2' });
  repository.git('tag', 'v1');
  repository.git('update-ref', 'refs/pull/1/head', 'HEAD~1');
  return repository;
}

suite('remotes', (test) => {
  test('a mirror holds every ref, from a folder, an address or a bundle', async () => {
    const repository = origin();
    repository.git('bundle', 'create', '-q', 'all.bundle', '--all');
    for (const [index, url] of [repository.path, `file://${repository.path}`, join(repository.path, 'all.bundle')].entries()) {
      const folder = join(repository.path, `mirror${index}`);
      await cloneMirror(url, folder, { ...options, env: { ...options.env, GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index' } });
      assert.is(repository.git('-C', folder, 'for-each-ref'), repository.git('for-each-ref'));
    }
    repository.remove();
  });

  test('new commits are fetched, shallow clones deepened, partial ones filled', async () => {
    const repository = origin();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('clone', '-q', '--depth=1', '--filter=blob:none', '--no-checkout', `file://${repository.path}`, 'clone');
    const clone = join(repository.path, 'clone');
    await fetchRefs(clone, 'unshallow', options);
    assert.is(repository.git('-C', clone, 'rev-list', '--count', 'origin/main'), '2');
    await fetchRefs(clone, 'refetch', options);
    assert.not.match(repository.git('-C', clone, 'rev-list', '--objects', '--all', '--missing=print'), /^\?/m);
    const tip = repository.commit('three', { 'b/.gitkeep': '' });
    await fetchRefs(clone, 'new', options);
    assert.is(repository.git('-C', clone, 'rev-parse', 'origin/main'), tip);
    repository.remove();
  });

  for (const url of ['ext::sh -c "touch sprung"', 'fd::0', '--upload-pack=touch sprung', '-u x', 'https://a\n.example.org']) {
    test(`${JSON.stringify(url)} is no address`, async () => {
      const repository = TestRepository.create();
      const failure = await cloneMirror(url, join(repository.path, 'mirror'), options).catch((error: unknown) => error);
      assert.is((failure as { code?: string }).code, 'odd-url');
      assert.not(existsSync('sprung'));
      repository.remove();
    });
  }

  test('a failure names no credentials', async () => {
    const repository = TestRepository.create();
    const url = 'http://user:hunter2@127.0.0.1:1/x.git';
    const failure = await cloneMirror(url, join(repository.path, 'mirror'), options).catch((error: unknown) => error);
    assert.match(String(failure), 'http://***@127.0.0.1:1/x.git could not be fetched');
    assert.not.match(String(failure), 'hunter2');
    repository.remove();
  });

  test('a server that never answers is left when the time is over', async () => {
    const repository = TestRepository.create();
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const failure = await cloneMirror(`http://127.0.0.1:${port}/x.git`, join(repository.path, 'mirror'), {
      ...options,
      timeout: 300,
    }).catch((error: unknown) => error);
    server.close();
    for (const socket of sockets) socket.destroy();
    assert.match(String(failure), 'could not be fetched within 0.3 seconds');
    repository.remove();
  });
});

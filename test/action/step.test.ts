/** The Action as a runner starts it: a bundle, with the environment and event files of each event, over real repositories. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { folder, node, runStep as run } from './runner.ts';

const value = ['m4j8', 'pXq7', 'Rw2K'].join('');
const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\nstringData:\n  password: ${value}\n`;
const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ledger\ndata:\n  LOG_LEVEL: info\n';
const zeros = '0'.repeat(40);

/** main with one commit; a topic branch whose middle commit holds a secret that the last one removes. */
function pullRequest(): { readonly repository: TestRepository; readonly base: string; readonly head: string } {
  const repository = TestRepository.create();
  const base = repository.commit('start', { 'a.yaml': clean });
  repository.git('checkout', '-q', '-b', 'topic');
  repository.commit('add', { 'apps/secret.yaml': secret });
  repository.git('rm', '-q', 'apps/secret.yaml');
  const head = repository.commit('remove');
  return { repository, base, head };
}

suite('action', (test) => {
  test('ACTION_NODE, where it is set, is the Node that action.yml names', () => {
    const named = /^ {2}using: node(\d+)$/m.exec(readFileSync('action.yml', 'utf8'))?.[1];
    assert.is(named, '24');
    if (process.env['ACTION_NODE'] === undefined) return;
    assert.match(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout, `v${named}.`);
  });

  test('a pull request is judged commit by commit: a secret that the last commit removes is found', () => {
    const { repository, base, head } = pullRequest();
    const step = run(repository.path, 'pull_request', { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 1);
    assert.match(step.out, '::error title=');
    assert.match(step.summary, 'apps/secret.yaml');
    assert.match(step.outputs, /verdict<<sealgate-\S+\nfindings\n/);
    assert.not.match(step.out + step.summary + step.outputs, value);
    repository.remove();
  });

  test('what the base brought meanwhile is not the pull request’s', () => {
    const { repository, head } = pullRequest();
    repository.git('checkout', '-q', 'main');
    const base = repository.commit('somebody else', { 'other/secret.yaml': secret });
    const step = run(repository.path, 'pull_request_target', { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 1);
    assert.not.match(step.summary, 'other/secret.yaml');
    repository.remove();
  });

  test('configuration that the pull request brings does not count, and is told', () => {
    const repository = TestRepository.create();
    const base = repository.commit('start', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'topic');
    const head = repository.commit('loosen', { 'secret.yaml': secret, '.sealgate.yaml': "version: 1\nexclude: ['**']\n" });
    const step = run(repository.path, 'pull_request', { pull_request: { number: 1, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 1);
    assert.match(step.summary, 'policy/loosened');
    repository.remove();
  });

  const pushes = [
    {
      name: 'a push of commits',
      payload: (base: string, head: string) => ({ before: base, after: head, ref: 'refs/heads/topic' }),
      expect: 1,
    },
    {
      name: 'the first push of a branch',
      payload: (_: string, head: string) => ({ before: zeros, after: head, ref: 'refs/heads/topic' }),
      expect: 1,
    },
    {
      name: 'a forced push',
      payload: (base: string, head: string) => ({ before: base, after: head, ref: 'refs/heads/topic', forced: true }),
      expect: 1,
    },
    {
      name: 'a new tag',
      payload: (_: string, head: string) => ({ before: zeros, after: head, ref: 'refs/tags/v1' }),
      expect: 1,
    },
    { name: 'a deleted branch', payload: (base: string) => ({ before: base, after: zeros, ref: 'refs/heads/topic' }), expect: 0 },
  ];
  for (const { name, payload, expect } of pushes) {
    test(`${name} ends with ${expect}`, () => {
      const { repository, base, head } = pullRequest();
      repository.git('update-ref', 'refs/remotes/origin/main', base);
      const step = run(repository.path, 'push', { ...payload(base, head), repository: { default_branch: 'main' } });
      assert.is(step.code, expect, step.out);
      repository.remove();
    });
  }

  test('a merge queue entry is judged like a pull request', () => {
    const { repository, base, head } = pullRequest();
    const step = run(repository.path, 'merge_group', { merge_group: { base_sha: base, head_sha: head, head_ref: 'refs/heads/queue' } });
    assert.is(step.code, 1);
    repository.remove();
  });

  for (const event of ['schedule', 'workflow_dispatch']) {
    test(`${event} reads the whole history`, () => {
      const { repository } = pullRequest();
      const step = run(repository.path, event, {});
      assert.is(step.code, 1);
      assert.match(step.summary, 'history');
      repository.remove();
    });
  }

  test('a fork: its commits come by the ref of the pull request, without its remote', () => {
    const { repository, base, head } = pullRequest();
    repository.git('update-ref', 'refs/pull/7/head', head);
    repository.git('checkout', '-q', 'main');
    repository.git('branch', '-q', '-D', 'topic');
    const checkout = mkdtempSync(join(folder, 'checkout-'));
    repository.git('clone', '-q', '--single-branch', '--branch', 'main', `file://${repository.path}`, checkout);
    const fork = { repo: { full_name: 'somebody/apps', fork: true }, sha: head };
    const step = run(checkout, 'pull_request', { pull_request: { number: 7, base: { sha: base }, head: fork } });
    assert.is(step.code, 1, step.out);
    assert.match(step.summary, 'apps/secret.yaml');
    repository.remove();
  });

  test('an organisation’s policy binds: a file, and a file of another ref', () => {
    const { repository, base, head } = pullRequest();
    const payload = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } };
    repository.git('checkout', '-q', '-b', 'policies', 'main');
    repository.commit('policy', { 'org.yaml': "version: 1\nexclude: ['apps/**']\n" });
    assert.is(run(repository.path, 'pull_request', payload, { policy: 'policies:org.yaml' }).code, 0);
    assert.is(run(repository.path, 'pull_request', payload, { policy: 'org.yaml' }).code, 0);
    const missing = run(repository.path, 'pull_request', payload, { policy: 'none.yaml' });
    assert.is(missing.code, 2);
    assert.match(missing.out, 'the policy none.yaml cannot be read');
    repository.remove();
  });

  test('a shallow checkout is deepened from its remote', () => {
    const { repository, base, head } = pullRequest();
    repository.git('update-ref', 'refs/pull/7/head', head);
    const checkout = mkdtempSync(join(folder, 'checkout-'));
    repository.git('clone', '-q', '--depth=1', '--branch', 'main', `file://${repository.path}`, checkout);
    const step = run(checkout, 'pull_request', { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 1, step.out);
    assert.match(step.summary, 'apps/secret.yaml');
    repository.remove();
  });

  test('a shallow checkout whose remote is gone fails closed with the line to add', () => {
    const { repository, base, head } = pullRequest();
    const checkout = mkdtempSync(join(folder, 'checkout-'));
    repository.git('clone', '-q', '--depth=1', '--branch', 'main', `file://${repository.path}`, checkout);
    repository.remove();
    const step = run(checkout, 'pull_request', { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 3, step.out);
    assert.match(step.out, 'fetch-depth: 0');
  });

  test('fail-on decides, and a word it does not know is refused', () => {
    const { repository, base, head } = pullRequest();
    const payload = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } };
    assert.is(run(repository.path, 'pull_request', payload, { 'fail-on': 'never' }).code, 0);
    assert.is(run(repository.path, 'pull_request', payload, { 'fail-on': 'erorr' }).code, 2);
    repository.remove();
  });

  test('files are written where the inputs say, and named in the outputs', () => {
    const { repository, base, head } = pullRequest();
    const payload = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } };
    const step = run(repository.path, 'pull_request', payload, { 'sarif-file': 'sealgate.sarif', 'report-file': 'sealgate.json' });
    assert.is(JSON.parse(readFileSync(join(repository.path, 'sealgate.sarif'), 'utf8')).version, '2.1.0');
    assert.is(JSON.parse(readFileSync(join(repository.path, 'sealgate.json'), 'utf8')).version, 1);
    assert.match(step.outputs, 'sarif-file<<');
    repository.remove();
  });

  test('a hostile file name injects nothing', () => {
    const repository = TestRepository.create();
    const base = repository.commit('start', { 'a.yaml': clean });
    repository.git('checkout', '-q', '-b', 'topic');
    const head = repository.commit('attack', { 'x\r::stop-commands::y\n::set-output name=verdict::clean.yaml': secret });
    const step = run(repository.path, 'pull_request', { pull_request: { number: 1, base: { sha: base }, head: { sha: head } } });
    assert.is(step.code, 1);
    assert.equal(
      step.out.split(/[\r\n]/).filter((line) => /^::(?!error |warning |notice )/.test(line)),
      [],
    );
    repository.remove();
  });

  const broken = [
    { name: 'an event that is no JSON', event: 'pull_request', payload: undefined, expect: 2 },
    { name: 'an event without its fields', event: 'pull_request', payload: {}, expect: 2 },
    { name: 'an id that is an option', event: 'push', payload: { before: '--upload-pack=x', after: 'b'.repeat(40) }, expect: 2 },
    { name: 'an event that is about no commits', event: 'issues', payload: {}, expect: 2 },
  ];
  for (const { name, event, payload, expect } of broken) {
    test(`${name} ends with ${expect}`, () => {
      const { repository } = pullRequest();
      assert.is(run(repository.path, event, payload ?? '').code, expect);
      repository.remove();
    });
  }
});

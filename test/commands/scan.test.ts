import * as assert from 'uvu/assert';
import { scanJson, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const value = ['m4j8', 'pXq7', 'Rw2K'].join('');
const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\nstringData:\n  username: ledger\n  password: ${value}\n`;
const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ledger\ndata:\n  LOG_LEVEL: info\n';

suite('scan --staged', (test) => {
  test('a staged Secret blocks the commit, and its value is not printed', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    repository.write({ 'apps/secret.yaml': secret }).git('add', '-A');
    const { code, out, err } = await sealgate(['scan', '--staged'], { cwd: repository.path });
    assert.is(code, 1);
    assert.match(out, 'apps/secret.yaml:7');
    assert.not.match(out + err, value);
    repository.remove();
  });

  test('--profile says on standard error where the time went, and changes nothing else', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    repository.write({ 'apps/secret.yaml': secret }).git('add', '-A');
    const asked = ['scan', '--staged', '--format', 'gitlab-codequality'];
    const [plain, profiled] = [
      await sealgate(asked, { cwd: repository.path }),
      await sealgate([...asked, '--profile'], { cwd: repository.path }),
    ];
    assert.equal([profiled.code, profiled.out], [plain.code, plain.out]);
    assert.match(profiled.err, /^time: start \d+\.\d ms, git .*, parse .*, establish .*, judge .*, report .* in all$/m);
    assert.not.match(plain.err, 'time:');
    repository.remove();
  });

  test('what is not staged is not judged', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    repository.write({ 'secret.yaml': secret });
    assert.is((await sealgate(['scan', '--staged'], { cwd: repository.path })).code, 0);
    repository.remove();
  });

  test('a one-line edit inside a Secret is judged inside its whole resource', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'secret.yaml': secret });
    repository.write({ 'secret.yaml': secret.replace('username: ledger', 'username: cart') }).git('add', '-A');
    const { report } = await scanJson(['--staged'], { cwd: repository.path });
    assert.equal(
      report.findings.map((finding) => [finding.location.line, finding.key, finding.current]),
      [[7, 'password', true]],
    );
    repository.remove();
  });

  test('the configuration that counts is the one in HEAD', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    repository.write({ 'secret.yaml': secret, '.sealgate.yaml': "version: 1\nexclude: ['**']\n" }).git('add', '-A');
    assert.is((await sealgate(['scan', '--staged'], { cwd: repository.path })).code, 1);
    repository.commit('loosen');
    repository.write({ 'other.yaml': secret }).git('add', '-A');
    const { code, report } = await scanJson(['--staged'], { cwd: repository.path });
    assert.is(code, 0);
    assert.equal(
      report.coverage.skipped.map((one) => one.reason),
      ['excluded by the configuration'],
    );
    repository.remove();
  });
});

suite('scan --range', (test) => {
  test('a secret that a middle commit adds and the last removes is found, and is not current', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('start', { 'a.yaml': clean });
    const middle = repository.commit('oops', { 'secret.yaml': secret });
    repository.git('rm', '-q', 'secret.yaml');
    repository.commit('remove it');
    const { code, report } = await scanJson(['--range', `${base}..HEAD`], { cwd: repository.path });
    assert.is(code, 1);
    assert.equal(
      report.findings.map((finding) => [finding.location.path, finding.introduced?.commit, finding.current]),
      [['secret.yaml', middle, false]],
    );
    repository.remove();
  });
});

suite('scan -', (test) => {
  test('what is rendered is told by its objects: no file has those lines', async () => {
    const { code, out } = await sealgate(['scan', '-'], {
      cwd: process.cwd(),
      stdin: `${clean}---\n${secret.replace('name: ledger-db', 'name: ledger-db\n  namespace: payments')}`,
    });
    assert.is(code, 1);
    assert.match(out, /^ {2}Secret payments\/ledger-db stringData\.password \(line \d+\)$/m);
  });

  test('standard input is one file', async () => {
    const { code, report } = await scanJson(['-', '--name', 'rendered.yaml'], { cwd: process.cwd(), stdin: `${clean}---\n${secret}` });
    assert.is(code, 1);
    assert.equal(
      report.findings.map((finding) => [finding.location.path, finding.location.document, finding.location.pointer]),
      [['rendered.yaml', 1, '/stringData/password']],
    );
  });
});

suite('usage', (test) => {
  const cases = [
    { name: 'no mode', input: ['scan'], expect: 'takes one of' },
    { name: 'two modes', input: ['scan', '--staged', '--history'], expect: 'takes one of' },
    { name: 'an unknown option', input: ['scan', '--stagged'], expect: '--stagged' },
    { name: 'an unknown format', input: ['scan', '--staged', '--format', 'xml'], expect: 'accepted: text, json' },
    { name: 'an unknown command', input: ['scna'], expect: "no command 'scna'" },
    { name: 'an unknown rule', input: ['explain', 'core/nothing'], expect: "no rule 'core/nothing'" },
  ];
  for (const { name, input, expect } of cases) {
    test(`${name} is one sentence and exit code 2`, async () => {
      const { code, err } = await sealgate(input, { cwd: process.cwd() });
      assert.is(code, 2);
      assert.match(err, expect);
      assert.is(err.trim().split('\n').length, 1);
    });
  }
});

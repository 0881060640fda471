/** Files that say something of one another, over real repositories: keys beside what they open, Secrets that charts are given. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { scanJson, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vector = (name: string): string => readFileSync(`test/vectors/${name}`, 'utf8');
const password = ['tR7w', 'Kz9b', 'Lc5V', 'hN3d', 'Qx'].join('');
const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\nstringData:\n  password: ${password}\n`;

suite('keys and what they open', (test) => {
  const files = { 'a.yaml': vector('sops/format-yaml-age-x.yaml'), 'b.env': vector('sops/format-dotenv-age-x.env') };
  const opens = (findings: readonly { rule: string; message: string; location: { path: string } }[]): string[] =>
    findings.filter((one) => one.rule === 'key-material/opens-values').map((one) => `${one.location.path}: ${one.message}`);

  test('a key in the folder is told with all that it opens', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { ...files, 'keys.txt': vector('keys/age-x.txt'), 'c.yaml': vector('sops/format-json-age-x+age-y.json') });
    const { report } = await scanJson(['.'], { cwd: repository.path });
    const [told = '', ...more] = opens(report.findings);
    assert.match(told, /^a\.yaml: 20 values in 3 files are encrypted to age12m4759\w+, whose key stands in clear in keys\.txt$/);
    assert.equal(more, []);
    repository.remove();
  });

  test('a key that was removed opens them all the same', async () => {
    const repository = TestRepository.create();
    const leak = repository.commit('start', { ...files, 'keys.txt': vector('keys/age-x.txt') });
    repository.git('rm', '-q', 'keys.txt');
    repository.commit('remove');
    assert.equal(opens((await scanJson(['.'], { cwd: repository.path })).report.findings), []);
    const [told = ''] = opens((await scanJson(['--history'], { cwd: repository.path })).report.findings);
    assert.match(told, `12 values in 2 files are encrypted to`);
    assert.match(told, `commit ${leak.slice(0, 10)} of 2026-01-01 (keys.txt)`);
    repository.remove();
  });

  test('files that were given another key since are not told', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': files['a.yaml'], 'keys.txt': vector('keys/age-x.txt') });
    repository.git('rm', '-q', 'keys.txt');
    repository.commit('rotate', { 'a.yaml': vector('sops/format-yaml-pgp-p.yaml') });
    assert.equal(opens((await scanJson(['--history'], { cwd: repository.path })).report.findings), []);
    repository.remove();
  });

  for (const [name, key, file] of [
    ['OpenPGP', 'keys/pgp-p.asc', 'sops/format-yaml-pgp-p.yaml'],
    ['SSH', 'keys/ssh-ed25519', 'sops/format-yaml-ssh-ed25519.yaml'],
  ] as const) {
    test(`a key of ${name}`, async () => {
      const repository = TestRepository.create();
      repository.commit('start', { 'a.yaml': vector(file), key: vector(key) });
      assert.is(opens((await scanJson(['.'], { cwd: repository.path })).report.findings).length, 1);
      repository.remove();
    });
  }
});

suite('Secrets that charts are given', (test) => {
  test('a Secret in clear that values name is one finding, which says so', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'app/values.yaml': 'auth:\n  existingSecret: ledger-db\n', 'app/secret.yaml': secret });
    const { report } = await scanJson(['.'], { cwd: repository.path });
    assert.equal(
      report.findings.map((one) => [one.rule, one.also.includes('helm/existing-secret-clear'), one.location.line]),
      [['core/secret-plain', true, 6]],
    );
    assert.match((await sealgate(['scan', '.'], { cwd: repository.path })).out, 'also: secret in clear that a chart is given');
    repository.remove();
  });
});

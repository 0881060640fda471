/** What all versions of a value prove together, over real histories; ciphertexts are those of kubeseal and sops. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { scanJson, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vector = (name: string): string => readFileSync(`test/vectors/${name}`, 'utf8');
const ciphertexts = (name: string): string[] =>
  [...vector(name).matchAll(/^ +(?:password|token): (Ag?[A-Za-z0-9+/=]{300,})$/gm)].map(([, text = '']) => text);
/** Two ciphertexts of passwords of 18 bytes, and one of a token of 32. */
const [first = '', token = ''] = ciphertexts('sealed-secrets/genuine-2048-strict-yaml.yaml');
const [second = ''] = ciphertexts('sealed-secrets/genuine-2048-namespace-wide-yaml.yaml');
const password = ['tR7w', 'Kz9b', 'Lc5V', 'hN3d', 'Qx'].join('');

const sealed = (values: Record<string, string>, namespace = 'payments'): string =>
  `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: ledger-db\n  namespace: ${namespace}\nspec:\n  encryptedData:\n${lines(values, '    ')}`;
const secret = (values: Record<string, string>, namespace: string | null = 'payments'): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\n${namespace === null ? '' : `  namespace: ${namespace}\n`}stringData:\n${lines(values, '  ')}`;
const lines = (values: Record<string, string>, indent: string): string =>
  Object.entries(values)
    .map(([key, text]) => `${indent}${key}: ${text}\n`)
    .join('');

/** A password in clear as long as that of the SOPS vectors, in their object. */
const sopsBefore = vector('sops/pair-edit-before.yaml');
const sopsEdited = vector('sops/pair-edit-after.yaml');
const sopsClear = sopsBefore
  .slice(0, sopsBefore.indexOf('sops:'))
  .replace(/password: .*/, `password: ${password}`)
  .replace(/username: .*/, 'username: svc_ledger')
  .replace(/token: .*/, 'token: CHANGE_ME');

type Files = Readonly<Record<string, string | null>>;

interface Case {
  readonly name: string;
  /** A commit each, oldest first; null deletes. */
  readonly commits: readonly Files[];
  /** `rule path key`, of what is told across time. */
  readonly expect: readonly string[];
}

const late = 'time/protected-too-late';
const again = 'time/clear-again';
const back = 'time/ciphertext-reverted';

const history: readonly Case[] = [
  {
    name: 'sealed in the file that had it in clear',
    commits: [{ 'db.yaml': secret({ password }) }, { 'db.yaml': sealed({ password: first }) }],
    expect: [`${late} db.yaml password`],
  },
  {
    name: 'sealed in another file of the folder, commits later, from a Secret without a namespace',
    commits: [
      { 'apps/db.yaml': secret({ password }, null) },
      { 'apps/db.yaml': null },
      { 'x.yaml': 'a: 1\n' },
      { 'apps/sealed.yaml': sealed({ password: first }) },
    ],
    expect: [`${late} apps/sealed.yaml password`],
  },
  {
    name: 'moved to another folder and sealed there, as its length says',
    commits: [{ 'apps/db.yaml': secret({ password }) }, { 'apps/db.yaml': null, 'sealed/db.yaml': sealed({ password: first }) }],
    expect: [`${late} sealed/db.yaml password`],
  },
  {
    name: 'the one in clear still stands in another folder: that of another cluster',
    commits: [{ 'dev/db.yaml': secret({ password }) }, { 'prod/db.yaml': sealed({ password: first }) }],
    expect: [],
  },
  {
    name: 'each of two clusters closes its own',
    commits: [
      { 'dev/db.yaml': secret({ password }), 'prod/db.yaml': sealed({ password: first }) },
      { 'dev/db.yaml': sealed({ password: second }) },
    ],
    expect: [`${late} dev/db.yaml password`],
  },
  {
    name: 'a value of another length was sealed',
    commits: [{ 'db.yaml': secret({ password: `${password}x9` }) }, { 'db.yaml': sealed({ password: first }) }],
    expect: [],
  },
  {
    name: 'a placeholder and an example are no value',
    commits: [
      { 'db.yaml': secret({ password: 'CHANGE_ME' }), 'db.example.yaml': secret({ password }) },
      { 'db.yaml': sealed({ password: first }) },
    ],
    expect: [],
  },
  {
    name: 'the value was replaced alone after it was sealed',
    commits: [
      { 'db.yaml': secret({ password, token: 'CHANGE_ME' }) },
      { 'db.yaml': sealed({ password: first, token }) },
      { 'db.yaml': sealed({ password: second, token }) },
    ],
    expect: [],
  },
  {
    name: 'all values were sealed anew: nobody can tell',
    commits: [{ 'db.yaml': secret({ password }) }, { 'db.yaml': sealed({ password: first }) }, { 'db.yaml': sealed({ password: second }) }],
    expect: [`${late} db.yaml password`],
  },
  {
    name: 'encrypted by SOPS in place',
    commits: [{ 'db.yaml': sopsClear }, { 'db.yaml': sopsBefore }],
    expect: [`${late} db.yaml password`],
  },
  {
    name: 'encrypted by SOPS, and changed by sops edit',
    commits: [{ 'db.yaml': sopsClear }, { 'db.yaml': sopsBefore }, { 'db.yaml': sopsEdited }],
    expect: [],
  },
  {
    name: 'values of a chart, renamed as they were encrypted',
    commits: [
      { 'values.yaml': 'database:\n    password: hunter-Qx7Kz9bLc5V\n' },
      { 'values.yaml': null, 'values.sops.yaml': vector('sops/format-yaml-age-x.yaml') },
    ],
    expect: [`${late} values.sops.yaml password`],
  },
  {
    name: 'in clear again in another file, commits later',
    commits: [{ 'db.yaml': sealed({ password: first }) }, { 'db.yaml': null }, { 'secret.yaml': secret({ password }) }],
    expect: [`${again} secret.yaml password`],
  },
  {
    name: 'in clear again in its own file',
    commits: [
      { 'db.yaml': sealed({ password: first }) },
      { 'db.yaml': secret({ password }) },
      { 'db.yaml': `# kept\n${secret({ password })}` },
    ],
    expect: [`${again} db.yaml password`],
  },
  {
    name: 'decrypted in place, and encrypted again',
    commits: [{ 'db.yaml': sopsBefore }, { 'db.yaml': sopsClear }, { 'db.yaml': sopsBefore }],
    expect: [`${again} db.yaml password`, `${late} db.yaml password`],
  },
  {
    name: 'in clear beside its sealed twin all the time: that is no change',
    commits: [
      { 'secret.yaml': secret({ password }) },
      { 'sealed.yaml': sealed({ password: first }) },
      { 'secret.yaml': `# kept\n${secret({ password })}` },
    ],
    expect: [],
  },
  {
    name: 'a ciphertext that was replaced is back',
    commits: [
      { 'db.yaml': sealed({ password: first, token }) },
      { 'db.yaml': sealed({ password: second, token }) },
      { 'db.yaml': sealed({ password: first, token }) },
    ],
    expect: [`${back} db.yaml password`],
  },
  {
    name: 'a ciphertext came back and was replaced since',
    commits: [
      { 'db.yaml': sealed({ password: first }) },
      { 'db.yaml': sealed({ password: second }) },
      { 'db.yaml': sealed({ password: first }) },
      { 'db.yaml': sealed({ password: token }) },
    ],
    expect: [],
  },
  {
    name: 'two values of a SOPS file come back together: told once',
    commits: [{ 'db.yaml': sopsBefore }, { 'db.yaml': sopsEdited }, { 'db.yaml': sopsBefore }],
    expect: [`${back} db.yaml password`],
  },
];

const told = (report: {
  findings: readonly { rule: string; also: readonly string[]; location: { path: string }; key: string | null }[];
}): string[] =>
  report.findings
    .flatMap((finding) => [finding.rule, ...finding.also].map((rule) => `${rule} ${finding.location.path} ${finding.key}`))
    .filter((line) => line.startsWith('time/'))
    .sort();

function commit(repository: TestRepository, files: Files): string {
  const written = Object.entries(files).flatMap(([path, text]): [string, string][] => (text === null ? [] : [[path, text]]));
  for (const [path, text] of Object.entries(files)) if (text === null) repository.git('rm', '-q', path);
  return repository.commit('change', Object.fromEntries(written));
}

suite('scan --history, across time', (test) => {
  for (const { name, commits, expect } of history) {
    test(name, async () => {
      const repository = TestRepository.create();
      for (const files of commits) commit(repository, files);
      const { report, out } = await scanJson(['--history'], { cwd: repository.path });
      assert.equal(told(report), expect);
      assert.not.match(out, password);
      repository.remove();
    });
  }

  test('the finding stands at the ciphertext of today, and names the commit that had it in clear', async () => {
    const repository = TestRepository.create();
    const clear = commit(repository, { 'db.yaml': secret({ password }) });
    commit(repository, { 'db.yaml': sealed({ password: first }) });
    const now = commit(repository, { 'db.yaml': `# why\n${sealed({ password: first })}` });
    const { report } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(
      report.findings.map((one) => [one.rule, one.severity, one.location.line, one.current, one.introduced?.commit]),
      [
        ['core/secret-plain', 'error', 7, false, clear],
        [late, 'warning', 9, true, now],
      ],
    );
    assert.match(
      report.findings[1]?.message ?? '',
      `password of SealedSecret payments/ledger-db: sealed now, but commit ${clear.slice(0, 10)} of 2026-01-01`,
    );
    repository.remove();
  });

  test('a branch that never had the newer version takes nothing back', async () => {
    const repository = TestRepository.create();
    commit(repository, { 'db.yaml': sealed({ password: first }) });
    repository.git('checkout', '-q', '-b', 'release');
    repository.git('checkout', '-q', 'main');
    commit(repository, { 'db.yaml': sealed({ password: second }) });
    repository.git('checkout', '-q', 'release');
    commit(repository, { 'db.yaml': sealed({ password: first, token }) });
    commit(repository, { 'db.yaml': sealed({ password: second, token }) });
    repository.git('checkout', '-q', 'main');
    assert.equal(told((await scanJson(['--history'], { cwd: repository.path })).report), []);
    repository.remove();
  });
});

suite('scan --range and --staged, across time', (test) => {
  test('deleted in clear and sealed elsewhere by one change, on top of a base that had it', async () => {
    const repository = TestRepository.create();
    const base = commit(repository, { 'apps/db.yaml': secret({ password }) });
    commit(repository, { 'apps/db.yaml': null, 'apps/sealed.yaml': sealed({ password: first }) });
    const { report, code } = await scanJson(['--range', `${base}..HEAD`], { cwd: repository.path });
    assert.equal(told(report), [`${late} apps/sealed.yaml password`]);
    assert.is(code, 0);
    assert.match(report.findings[0]?.message ?? '', 'the version before (apps/db.yaml) had it in clear');
    repository.remove();
  });

  for (const [name, closed] of [
    ['git-crypt', Buffer.from('\0GITCRYPT\0abcdefghijklmnopqrstuvwx', 'latin1')],
    ['ansible-vault', `$ANSIBLE_VAULT;1.1;AES256\n${`${'61'.repeat(40)}\n`.repeat(4)}`],
  ] as const) {
    test(`encrypted as a whole by ${name}, after the file had a secret in clear`, async () => {
      const repository = TestRepository.create();
      const base = repository.commit('clear', { 'db.yaml': secret({ password }) });
      repository.commit('closed', { 'db.yaml': closed });
      const { report } = await scanJson(['--range', `${base}..HEAD`], { cwd: repository.path });
      assert.equal(
        report.findings.map((one) => [one.rule, one.message]),
        [[late, 'password of this file: encrypted now, but the version before had it in clear']],
      );
      repository.remove();
    });
  }

  test('opened, and closed again before the range ends: both are told', async () => {
    const repository = TestRepository.create();
    const base = commit(repository, { 'db.yaml': sealed({ password: first }) });
    const opened = commit(repository, { 'db.yaml': secret({ password }) });
    commit(repository, { 'db.yaml': sealed({ password: first }) });
    const { report } = await scanJson(['--range', `${base}..HEAD`], { cwd: repository.path });
    assert.equal(told(report), [`${again} db.yaml password`, `${late} db.yaml password`]);
    assert.match(report.findings.find((one) => one.rule === late)?.message ?? '', opened.slice(0, 10));
    repository.remove();
  });

  test('staged: a sealed value is put in clear', async () => {
    const repository = TestRepository.create();
    commit(repository, { 'db.yaml': sealed({ password: first }) });
    repository.write({ 'db.yaml': secret({ password }) }).git('add', '-A');
    const { report, code } = await scanJson(['--staged'], { cwd: repository.path });
    assert.equal(told(report), [`${again} db.yaml password`]);
    assert.is(code, 1);
    const { out } = await sealgate(['scan', '--staged'], { cwd: repository.path });
    assert.match(out, 'also: in clear again after it was sealed or encrypted');
    repository.remove();
  });
});

suite('one value in several places', (test) => {
  const places = ['dev', 'staging', 'prod', 'qa', 'dr'].map(
    (environment) => [`${environment}/db.yaml`, secret({ password }, environment)] as const,
  );

  test('is one number in JSON, with every place, and no digest', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { ...Object.fromEntries(places), 'other/db.yaml': secret({ password: `${password}x9` }, 'other') });
    const { report, out } = await scanJson(['--history'], { cwd: repository.path });
    assert.equal(
      report.findings.map((one) => [one.location.path, one.group]),
      [...places.map(([path]) => [path, 1]), ['other/db.yaml', null]].sort(),
    );
    const digests = ['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(password).digest('hex'));
    for (const told of [password, Buffer.from(password).toString('base64'), ...digests.map((digest) => digest.slice(0, 16))])
      assert.not.match(out, told);
    repository.remove();
  });

  test('is told once at the terminal, with the other places', async () => {
    const repository = TestRepository.create();
    repository.commit('start', Object.fromEntries(places));
    const { out } = await sealgate(['scan', '.'], { cwd: repository.path });
    assert.is(out.match(/stands in clear/g)?.length, 1);
    assert.match(out, 'the same value also at');
    for (const [path] of places) assert.is(out.split(path).length, 2);
    repository.remove();
  });
});

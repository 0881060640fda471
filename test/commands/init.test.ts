import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { sealgate } from '../support/cli.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { built } from './built.ts';
import { clean, secret, value } from './hook-doors.ts';

/** Every file of the repository and its hooks, with its text. */
function everything(root: string): Record<string, string> {
  const { stdout } = spawnSync(
    'find',
    ['.', '-type', 'f', '-not', '-path', './.git/objects/*', '-not', '-path', './.git/sealgate/*', '-not', '-name', 'index'],
    { cwd: root, encoding: 'utf8' },
  );
  return Object.fromEntries(
    stdout
      .split('\n')
      .filter((name) => name !== '' && (!name.startsWith('./.git/') || name.startsWith('./.git/hooks/')))
      .sort()
      .map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  );
}

function program(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
  chmodSync(join(root, name), 0o755);
}

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  prepare?(repository: TestRepository): void;
  /** Files that are written, and words in each. */
  readonly writes: Readonly<Record<string, readonly (string | RegExp)[]>>;
  readonly says?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'plain git',
    files: { 'a.yaml': clean },
    writes: {
      '.git/hooks/pre-commit': [/^#!\/bin\/sh\n/, '"$sealgate" hook pre-commit "$@" || exit $?'],
      '.git/hooks/pre-merge-commit': ['hook pre-merge-commit'],
      '.git/hooks/pre-push': ['hook pre-push'],
      '.sealgate.yaml': [/^version: 1$/m],
    },
    says: ['hooks    plain git', 'forge    none found'],
  },
  {
    name: 'a repository that was made a moment ago, without a file',
    files: {},
    writes: { '.git/hooks/pre-commit': ['hook pre-commit'], '.sealgate.yaml': [/^version: 1$/m] },
    says: ['secrets  no secret system found'],
  },
  {
    name: 'husky, with scripts of its own',
    files: {
      'package.json': '{ "devDependencies": { "husky": "9.1.7" } }',
      '.husky/pre-commit': 'npm test\n',
      '.husky/pre-push': 'git lfs pre-push "$@"\n',
    },
    writes: {
      '.husky/pre-commit': [/^# >>> sealgate hook/, /# <<< sealgate hook\nnpm test\n$/],
      '.husky/pre-push': ['pushed=$(cat)', /exec <<PUSHED\n\$pushed\nPUSHED\n# <<< sealgate hook\ngit lfs pre-push "\$@"\n$/],
      '.husky/pre-merge-commit': ['hook pre-merge-commit'],
    },
    says: ['npx husky', 'npm install --save-dev sealgate'],
  },
  {
    name: 'pre-commit',
    files: {
      '.pre-commit-config.yaml': 'default_stages: [pre-commit]\nrepos:\n- repo: https://example.org/x\n  rev: v1\n  hooks:\n  - id: x\n',
    },
    writes: {
      '.pre-commit-config.yaml': [
        /^default_install_hook_types: \[pre-commit, pre-merge-commit, pre-push\]\nrepos:\n- repo: https:\/\/github.com\/sealgate\/sealgate\n {2}rev: v[\d.]+\n {2}hooks:\n {4}- id: sealgate\n/m,
        /- repo: https:\/\/example\.org\/x\n/,
      ],
    },
    says: ['pre-commit install -t pre-commit -t pre-merge-commit -t pre-push'],
  },
  {
    name: 'pre-commit, with sealgate for commits and not for pushes',
    files: {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/sealgate/sealgate\n    rev: v0.1.0\n    hooks:\n      - id: sealgate\n',
    },
    writes: { '.pre-commit-config.yaml': [/hooks:\n {6}- id: sealgate-push\n {6}- id: sealgate\n$/] },
    says: [],
  },
  {
    name: 'lefthook, with a pre-commit of its own',
    files: { 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: npm test\n' },
    writes: {
      'lefthook.yml': [
        /^pre-commit:\n {2}jobs:\n {4}- name: sealgate\n {6}run: sealgate hook pre-commit\n {4}- run: npm test\n/,
        /^pre-push:\n {2}jobs:\n {4}- name: sealgate/m,
        'use_stdin: true',
      ],
    },
    says: ['lefthook install'],
  },
  {
    name: 'lefthook, with commands, where packages bring sealgate',
    files: { 'lefthook.yml': 'pre-push:\n  parallel: true\n  commands:\n    audit:\n      run: npm audit\n', 'package.json': '{}' },
    writes: {
      'lefthook.yml': [
        /^ {2}commands:\n {4}sealgate:\n {6}run: node_modules\/.bin\/sealgate hook pre-push \{1\} \{2\}\n {6}use_stdin: true\n {4}audit:/m,
      ],
    },
    says: ['npm install --save-dev sealgate', 'lefthook install'],
  },
  {
    name: 'lefthook, with a form that is changed by hand',
    files: { 'lefthook.yml': 'pre-commit: { jobs: [{ run: npm test }] }\n' },
    writes: { 'lefthook.yml': [/^pre-merge-commit:/m] },
    says: ['add to pre-commit in lefthook.yml: run: sealgate hook pre-commit'],
  },
  {
    name: 'a folder of hooks in the repository',
    files: { 'a.yaml': clean },
    prepare: (repository) => repository.git('config', 'core.hooksPath', '.githooks'),
    writes: { '.githooks/pre-commit': ['hook pre-commit'] },
  },
  {
    name: 'a hook that is no shell script is left alone',
    files: { 'a.yaml': clean },
    prepare: ({ path }) => program(path, '.git/hooks/pre-commit', '#!/usr/bin/env python3\nprint(1)\n'),
    writes: { '.git/hooks/pre-push': ['hook pre-push'] },
    says: ['pre-commit is no shell script'],
  },
  {
    name: 'the policy wants hooks to block without Node',
    files: { '.sealgate.yaml': 'version: 1\nhook: { missingNode: block }\n' },
    writes: { '.git/hooks/pre-commit': ['without Node it blocks', /^ {2}exit 1$/m] },
  },
  {
    name: 'GitHub, by its remote',
    files: { 'a.yaml': clean },
    prepare: (repository) => repository.git('remote', 'add', 'origin', 'git@github.com:team/gitops.git'),
    writes: { '.github/workflows/sealgate.yaml': ['fetch-depth: 0', 'contents: read'] },
    says: ['forge    GitHub'],
  },
  {
    name: 'GitLab, with a pipeline of its own',
    files: { '.gitlab-ci.yml': 'build:\n  script: [make]\n' },
    writes: { '.gitlab-ci.yml': [/^build:\n {2}script: \[make\]\n\nsealgate:\n/, 'GIT_DEPTH'] },
    says: ['forge    GitLab'],
  },
  {
    name: 'scopes and recipients in use',
    files: {
      'apps/cart/sealed.yaml': readFileSync('test/vectors/sealed-secrets/genuine-4096-cluster-wide-yaml.yaml', 'utf8'),
      '.sops.yaml':
        'creation_rules:\n  - path_regex: .*\\.enc\\.yaml$\n    age: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n',
    },
    writes: {
      '.sealgate.yaml': [
        /^scopes:\n {2}- paths: \['apps\/cart\/\*'\]\n {4}allow: \[strict, cluster-wide\]$/m,
        /^recipients:\n {2}- allow:\n {6}- 'age1ql3z7/m,
      ],
    },
    says: ['sealed-secrets (1 file)'],
  },
  {
    name: 'what other scanners were told to ignore',
    files: {
      'secret.yaml': secret.replace(value, `${value} # gitleaks:allow`),
      'other.yaml': secret.replace('ledger-db', 'other-db'),
      '.gitleaksignore': `${'a'.repeat(40)}:other.yaml:generic-api-key:7\n`,
      '.gitleaks.toml': "[allowlist]\npaths = [\n  '''fixtures/.*''',\n]\n",
    },
    writes: {
      '.sealgate/waivers.proposed.yaml': [
        '# gitleaks, secret.yaml:7',
        '# .gitleaksignore:1',
        "reason: ''",
        '"fixtures/.*"',
        /fingerprint: [0-9a-f]{32}/,
      ],
    },
    says: ['2 errors stand here today'],
  },
];

suite('init', (test) => {
  for (const { name, files, prepare, writes, says } of cases) {
    test(`${name}: proposes, writes, is content, takes back`, async () => {
      const repository = TestRepository.create();
      repository.commit('start', files);
      prepare?.(repository);
      const { path } = repository;
      const before = everything(path);

      const proposed = await sealgate(['init'], { cwd: path });
      assert.is(proposed.code, 0, proposed.err);
      assert.equal(everything(path), before, 'without --yes nothing is written');

      const done = await sealgate(['init', '--yes'], { cwd: path });
      for (const [file, words] of Object.entries(writes)) {
        assert.match(proposed.out, file);
        const text = readFileSync(join(path, file), 'utf8');
        for (const word of words) assert.match(text, word);
      }
      for (const word of says ?? []) assert.match(done.out, word);
      assert.not.match(done.out, value);
      if (existsSync(join(path, '.sealgate.yaml'))) assert.is((await sealgate(['config', '--worktree'], { cwd: path })).code, 0);

      const after = everything(path);
      assert.match((await sealgate(['init', '--yes'], { cwd: path })).out, /Everything is (?:in place|written)\./);
      assert.equal(everything(path), after, 'a second run changes nothing');

      await sealgate(['init', '--undo'], { cwd: path });
      assert.equal(everything(path), before, 'undo puts back what was there');
      repository.remove();
    });
  }

  test('where something cannot be written it says what, and what was written can be taken back', async () => {
    const repository = TestRepository.create();
    const { path } = repository;
    repository.commit('start', { '.githooks': 'a file where a folder belongs\n', 'lefthook.yml': 'skip_lfs: true\n' });
    repository.git('config', 'core.hooksPath', '.githooks');
    const before = everything(path);
    const { code, err } = await sealgate(['init', '--yes', '--hooks', 'git'], { cwd: path });
    assert.is(code, 2);
    assert.match(err, /^sealgate: \.githooks\/pre-commit cannot be written \((?:ENOTDIR|EEXIST)\)/);
    await sealgate(['init', '--undo'], { cwd: path });
    assert.equal(everything(path), before);
    repository.remove();
  });

  for (const [manager, file, install] of [
    ['pre-commit', '.pre-commit-config.yaml', 'pre-commit install -t pre-commit -t pre-merge-commit -t pre-push'],
    ['lefthook', 'lefthook.yml', 'lefthook install'],
  ] as const) {
    test(`${manager} is to be installed as long as it is not`, async () => {
      const repository = TestRepository.create();
      repository.commit('start', { [file]: manager === 'lefthook' ? 'skip_lfs: true\n' : 'repos: []\n' });
      for (let run = 0; run < 2; run += 1) assert.match((await sealgate(['init', '--yes'], { cwd: repository.path })).out, install);
      for (const hook of ['pre-commit', 'pre-merge-commit', 'pre-push'])
        program(repository.path, `.git/hooks/${hook}`, `#!/bin/sh\nexec ${manager} hook-impl\n`);
      assert.not.match((await sealgate(['init', '--yes'], { cwd: repository.path })).out, install);
      repository.remove();
    });
  }

  test('undo takes only its block out of a hook that was changed since', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    await sealgate(['init', '--yes'], { cwd: repository.path });
    const file = join(repository.path, '.git/hooks/pre-commit');
    writeFileSync(file, `${readFileSync(file, 'utf8')}npm test\n`);
    const { out } = await sealgate(['init', '--undo'], { cwd: repository.path });
    assert.match(out, 'pre-commit was changed since');
    assert.is(readFileSync(file, 'utf8'), '#!/bin/sh\nnpm test\n');
    repository.remove();
  });

  test('a configuration that is there is never changed', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { '.sealgate.yaml': 'version: 1 # ours\n' });
    await sealgate(['init', '--yes'], { cwd: repository.path });
    assert.is(readFileSync(join(repository.path, '.sealgate.yaml'), 'utf8'), 'version: 1 # ours\n');
    repository.remove();
  });

  test('hooks that are shared by all repositories are not written to', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    const global = join(repository.path, '.git/global');
    writeFileSync(global, '[core]\n\thooksPath = /tmp/everybody\n');
    const { out } = await sealgate(['init', '--yes'], { cwd: repository.path, env: { GIT_CONFIG_GLOBAL: global } });
    assert.match(out, 'git config core.hooksPath .githooks');
    assert.not.ok(existsSync('/tmp/everybody/pre-commit'));
    repository.remove();
  });
});

suite('the hooks that init writes', (test) => {
  /** A PATH on which there is a sealgate, with or without node. */
  const commit = (repository: TestRepository, programs: readonly string[]) => {
    const bin = join(repository.path, '.git/bin');
    for (const name of programs) {
      const target = name === 'node' ? process.execPath : built();
      program(bin, name, `#!/bin/sh\nexec "${process.execPath}" ${name === 'node' ? '' : `"${target}"`} "$@"\n`);
    }
    repository.git('add', '-A');
    const PATH = `${bin}:${systemPath(repository)}`;
    const { status, stderr } = spawnSync('git', ['commit', '-m', 'x'], {
      cwd: repository.path,
      encoding: 'utf8',
      env: { ...cleanEnvironment(), PATH },
    });
    return { status, stderr };
  };

  /** The tools a hook needs, and no node. */
  const systemPath = (repository: TestRepository): string => {
    const folder = join(repository.path, '.git/tools');
    for (const name of ['git', 'sh', 'cat', 'env']) {
      const found = (process.env['PATH'] ?? '').split(':').find((one) => existsSync(join(one, name))) ?? '';
      program(folder, name, `#!/bin/sh\nexec "${join(found, name)}" "$@"\n`);
    }
    return folder;
  };

  for (const { name, policy, programs, files, stopped, words } of [
    {
      name: 'a leak is stopped',
      policy: '',
      programs: ['node', 'sealgate'],
      files: { 'secret.yaml': secret },
      stopped: true,
      words: 'secret.yaml:7',
    },
    {
      name: 'a clean commit passes',
      policy: '',
      programs: ['node', 'sealgate'],
      files: { 'b.yaml': clean },
      stopped: false,
      words: 'clean, staged changes',
    },
    {
      name: 'without Node it warns and passes',
      policy: '',
      programs: ['sealgate'],
      files: { 'secret.yaml': secret },
      stopped: false,
      words: 'THIS COMMIT IS NOT CHECKED',
    },
    {
      name: 'without sealgate it warns and passes',
      policy: '',
      programs: ['node'],
      files: { 'secret.yaml': secret },
      stopped: false,
      words: 'THIS COMMIT IS NOT CHECKED',
    },
    {
      name: 'without Node it stops, where the policy says so',
      policy: 'hook: { missingNode: block }\n',
      programs: ['sealgate'],
      files: { 'b.yaml': clean },
      stopped: true,
      words: 'git commit --no-verify',
    },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('start', { '.sealgate.yaml': `version: 1\n${policy}` });
      await sealgate(['init', '--yes', '--no-ci'], { cwd: repository.path });
      assert.ok((statSync(join(repository.path, '.git/hooks/pre-commit')).mode & 0o111) !== 0);
      repository.write(files);
      const { status, stderr } = commit(repository, programs);
      assert.is(status !== 0, stopped, stderr);
      assert.match(stderr, words);
      repository.remove();
    });
  }

  test('a pre-push hook that was there still gets its input', async () => {
    const repository = TestRepository.create();
    repository.commit('start', { 'a.yaml': clean });
    program(repository.path, '.git/hooks/pre-push', '#!/bin/sh\ncat > "$(git rev-parse --git-dir)/seen"\n');
    await sealgate(['init', '--yes', '--no-ci'], { cwd: repository.path });
    const remote = join(repository.path, '.git/remote.git');
    repository.git('init', '-q', '--bare', remote);
    const bin = join(repository.path, '.git/bin');
    program(bin, 'sealgate', `#!/bin/sh\nexec "${process.execPath}" "${built()}" "$@"\n`);
    const PATH = `${bin}:${process.env['PATH']}`;
    const pushed = spawnSync('git', ['push', remote, 'main'], {
      cwd: repository.path,
      encoding: 'utf8',
      env: { ...cleanEnvironment(), PATH },
    });
    assert.is(pushed.status, 0, pushed.stderr);
    assert.match(pushed.stderr, 'clean, main: 1 commit');
    assert.match(readFileSync(join(repository.path, '.git/seen'), 'utf8'), /^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);
    repository.remove();
  });
});

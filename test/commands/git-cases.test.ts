/** Every way in which Git could hide a secret from a reader of patches, seen through the command line. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type JsonFinding, type JsonReport, scanJson } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

type Mode = 'staged' | 'range' | 'history' | 'folder';

interface GitCase {
  readonly name: string;
  /** Makes the commit that everything is compared with. */
  readonly before?: (repository: TestRepository) => void;
  /** Puts the change into the folder and the index; what is committed counts for all modes but the index. */
  readonly change: (repository: TestRepository) => void;
  /** Paths that hold the secret, in the order of reports. */
  readonly found: readonly string[];
  readonly modes?: readonly Mode[];
  readonly init?: readonly string[];
}

const everywhere: readonly Mode[] = ['staged', 'range', 'history', 'folder'];
const committed: readonly Mode[] = ['range', 'history'];

const stage = (repository: TestRepository, files: Readonly<Record<string, string | Uint8Array>>): void => {
  repository.write(files).git('add', '-A');
};
const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

const cases: readonly GitCase[] = [
  { name: 'a new file', change: (repository) => stage(repository, { 'secret.yaml': secret }), found: ['secret.yaml'] },
  {
    name: 'a one-line edit far from the secret value',
    before: (repository) => repository.commit('base', { 'secret.yaml': secret.replace('username: ledger', 'username: cart') }),
    change: (repository) => stage(repository, { 'secret.yaml': secret }),
    found: ['secret.yaml'],
  },
  {
    name: 'an attribute that makes it binary to diff',
    change: (repository) => stage(repository, { '.gitattributes': '*.yaml -diff\n*.yml binary\n', 'a.yaml': secret, 'b.yml': secret }),
    found: ['a.yaml', 'b.yml'],
  },
  {
    name: 'a textconv that shows something else',
    before: (repository) => repository.git('config', 'diff.hide.textconv', 'echo nothing #'),
    change: (repository) => stage(repository, { '.gitattributes': '*.yaml diff=hide\n', 'a.yaml': secret }),
    found: ['a.yaml'],
  },
  {
    name: 'a filter whose clean side is another text',
    before: (repository) => {
      repository.git('config', 'filter.hide.clean', 'cat');
      repository.git('config', 'filter.hide.smudge', 'echo nothing #');
    },
    change: (repository) => stage(repository, { '.gitattributes': '*.yaml filter=hide\n', 'a.yaml': secret }),
    found: ['a.yaml'],
  },
  {
    name: 'a rename with an edit',
    before: (repository) => repository.commit('base', { 'old.yaml': secret.replace(value, 'ref+vault://ledger/db#password') }),
    change: (repository) => {
      repository.git('mv', 'old.yaml', 'new.yaml');
      stage(repository, { 'new.yaml': secret });
    },
    found: ['new.yaml'],
  },
  {
    name: 'a copy, while renames and copies are configured',
    before: (repository) => {
      repository.git('config', 'diff.renames', 'copies');
      repository.commit('base', { 'old.yaml': secret });
    },
    change: (repository) => stage(repository, { 'copy.yaml': secret }),
    found: ['copy.yaml'],
    modes: ['staged', 'range'],
  },
  {
    name: 'git mv to a name by which the same bytes are secrets',
    before: (repository) => repository.commit('base', { 'values.yaml': `LEDGER_DB_PASSWORD=${value}\n` }),
    change: (repository) => repository.git('mv', 'values.yaml', '.env'),
    found: ['.env'],
  },
  {
    name: 'a revert that brings it back',
    before: (repository) => {
      repository.commit('with', { 'secret.yaml': secret });
      repository.commit('without', { 'secret.yaml': clean });
    },
    change: (repository) => stage(repository, { 'secret.yaml': secret }),
    found: ['secret.yaml'],
  },
  {
    name: 'a symbolic link that becomes a file',
    before: (repository) => {
      symlinkSync('elsewhere', join(repository.path, 'secret.yaml'));
      repository.commit('base');
    },
    change: (repository) => {
      repository.git('rm', '-q', 'secret.yaml');
      stage(repository, { 'secret.yaml': secret });
    },
    found: ['secret.yaml'],
  },
  {
    name: 'an executable file',
    change: (repository) => {
      repository.write({ 'secret.yaml': secret });
      chmodSync(join(repository.path, 'secret.yaml'), 0o755);
      repository.git('add', '-A');
    },
    found: ['secret.yaml'],
  },
  { name: 'UTF-16, little end first', change: (repository) => stage(repository, { 'a.yaml': utf16(secret, 'le') }), found: ['a.yaml'] },
  { name: 'UTF-16, big end first', change: (repository) => stage(repository, { 'a.yaml': utf16(secret, 'be') }), found: ['a.yaml'] },
  { name: 'UTF-16 without a mark', change: (repository) => stage(repository, { 'a.yaml': utf16(secret, 'le', false) }), found: ['a.yaml'] },
  { name: 'a byte order mark', change: (repository) => stage(repository, { 'a.yaml': `\ufeff${secret}` }), found: ['a.yaml'] },
  { name: 'CR LF', change: (repository) => stage(repository, { 'a.yaml': secret.replaceAll('\n', '\r\n') }), found: ['a.yaml'] },
  { name: 'CR alone', change: (repository) => stage(repository, { 'a.yaml': secret.replaceAll('\n', '\r') }), found: ['a.yaml'] },
  {
    name: 'paths with signs that mean something to git or a shell',
    change: (repository) =>
      stage(repository, {
        'a\nb.yaml': secret,
        'quote".yaml': secret,
        'tab\t.yaml': secret,
        '-x.yaml': secret,
        '#x.yaml': secret,
        ':(top)x.yaml': secret,
        'star*.yaml': secret,
        'ünïcode.yaml': secret,
        ' lead.yaml': secret,
      }),
    found: [' lead.yaml', '#x.yaml', '-x.yaml', ':(top)x.yaml', 'a\nb.yaml', 'quote".yaml', 'star*.yaml', 'tab\t.yaml', 'ünïcode.yaml'],
  },
  {
    name: 'a path that is not UTF-8',
    change: (repository) => {
      const folder = Buffer.concat([Buffer.from(join(repository.path, '/')), Buffer.from([0x66, 0xe9])]);
      mkdirSync(folder);
      writeFileSync(Buffer.concat([folder, Buffer.from('/'), Buffer.from([0xff]), Buffer.from('.yaml')]), secret);
      repository.git('add', '-A');
    },
    found: ['f\udce9/\udcff.yaml'],
  },
  {
    name: 'folders that begin with a dot',
    change: (repository) => stage(repository, { '.github/secret.yaml': secret, '.cache/.hidden.yaml': secret }),
    found: ['.cache/.hidden.yaml', '.github/secret.yaml'],
  },
  {
    name: 'a file only intended to be added is no part of the next commit',
    before: (repository) => repository.commit('base', { 'a.yaml': clean }),
    change: (repository) => repository.write({ 'secret.yaml': secret }).git('add', '-N', 'secret.yaml'),
    found: [],
    modes: ['staged'],
  },
  {
    name: 'a file only intended to be added stands in the folder',
    change: (repository) => repository.write({ 'secret.yaml': secret }).git('add', '-N', 'secret.yaml'),
    found: ['secret.yaml'],
    modes: ['folder'],
  },
  {
    name: 'a path in conflict, on both sides',
    before: (repository) => diverge(repository, { 'a.yaml': secret }, { 'a.yaml': clean.replace('info', 'warn') }),
    change: (repository) => assert.throws(() => repository.git('merge', 'topic')),
    found: ['a.yaml'],
    modes: ['staged'],
  },
  {
    name: 'a repository with SHA-256',
    init: ['--object-format=sha256'],
    change: (repository) => stage(repository, { 'secret.yaml': secret }),
    found: ['secret.yaml'],
  },
  {
    name: 'a file that is ignored and staged by force',
    before: (repository) => repository.commit('base', { '.gitignore': 'secret.yaml\n' }),
    change: (repository) => repository.write({ 'secret.yaml': secret }).git('add', '-f', 'secret.yaml'),
    found: ['secret.yaml'],
  },
  {
    name: 'a file marked as unchanged or left out of the folder',
    change: (repository) => {
      stage(repository, { 'secret.yaml': secret });
      repository.git('update-index', '--skip-worktree', 'secret.yaml');
    },
    found: ['secret.yaml'],
    modes: ['staged', 'range', 'history'],
  },
  {
    name: 'a merge whose resolution adds it',
    before: (repository) => diverge(repository, { 't.yaml': clean }, { 'o.yaml': clean }),
    change: (repository) => {
      repository.git('merge', '-q', '--no-commit', '--no-ff', 'topic');
      stage(repository, { 'evil.yaml': secret });
    },
    found: ['evil.yaml'],
  },
  {
    name: 'a merge whose resolution puts it into a file that both sides have',
    before: (repository) => diverge(repository, { 'a.yaml': clean.replace('info', 'debug') }, { 'a.yaml': clean.replace('info', 'warn') }),
    change: (repository) => {
      assert.throws(() => repository.git('merge', 'topic'));
      stage(repository, { 'a.yaml': `${clean}---\n${secret}` });
    },
    found: ['a.yaml'],
  },
  {
    name: 'a replacement that hides the commit that adds it',
    before: (repository) => repository.commit('base', { 'a.yaml': clean }),
    change: (repository) => {
      const base = repository.git('rev-parse', 'HEAD');
      const bad = repository.commit('bad', { 'secret.yaml': secret });
      repository.git('rm', '-q', 'secret.yaml');
      repository.commit('gone');
      repository.git('replace', bad, base);
    },
    found: ['secret.yaml'],
    modes: committed,
  },
  {
    name: 'a graft that cuts off the commit that adds it',
    before: (repository) => repository.commit('base', { 'a.yaml': clean }),
    change: (repository) => {
      const base = repository.git('rev-parse', 'HEAD');
      repository.commit('bad', { 'secret.yaml': secret });
      repository.git('rm', '-q', 'secret.yaml');
      const tip = repository.commit('gone');
      repository.write({ '.git/info/grafts': `${tip} ${base}\n` });
    },
    found: ['secret.yaml'],
    modes: committed,
  },
];

suite('what is found however Git shows it', (test) => {
  for (const { name, before, change, found, modes = everywhere, init = [] } of cases) {
    test(name, async () => {
      const repository = TestRepository.create(...init);
      const root = repository.commit('root', { 'a.yaml': clean });
      before?.(repository);
      const base = repository.git('rev-parse', 'HEAD');
      change(repository);
      const seen: Record<string, readonly string[]> = {};
      for (const mode of modes.filter((one) => one === 'staged' || one === 'folder')) seen[mode] = await paths(mode, repository, '');
      if (modes.includes('range') || modes.includes('history')) {
        repository.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'change');
        for (const mode of modes.filter((one) => one === 'range' || one === 'history'))
          seen[mode] = await paths(mode, repository, `${base}..HEAD`);
      }
      assert.equal(seen, Object.fromEntries(modes.map((mode) => [mode, found])));
      assert.is(repository.git('cat-file', '-t', root), 'commit');
      repository.remove();
    });
  }

  test('the first commit', async () => {
    const repository = TestRepository.create();
    stage(repository, { 'secret.yaml': secret });
    assert.equal(await paths('staged', repository, ''), ['secret.yaml']);
    repository.commit('root');
    repository.git('config', 'log.showRoot', 'false');
    assert.equal(await paths('history', repository, ''), ['secret.yaml']);
    repository.remove();
  });

  test('a bare repository', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('root', { 'a.yaml': clean });
    repository.commit('bad', { 'secret.yaml': secret });
    repository.git('clone', '-q', '--bare', '.', 'bare.git');
    const bare = { cwd: join(repository.path, 'bare.git') };
    const history = await scanJson(['--history'], bare);
    assert.equal(places(history.report), ['secret.yaml']);
    assert.is(history.report.findings[0]?.current, true);
    assert.equal(places((await scanJson(['--range', `${base}..main`], bare)).report), ['secret.yaml']);
    repository.remove();
  });
});

suite('what is counted and not read', (test) => {
  const skipped = ({ coverage }: JsonReport) => coverage.skipped.map(({ reason, count }) => `${count} ${reason}`);
  const pointer =
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

  for (const { name, make, expect } of [
    {
      name: 'a symbolic link',
      make: (repository: TestRepository) => symlinkSync('a.yaml', join(repository.path, 'link.yaml')),
      expect: ['1 symbolic link'],
    },
    {
      name: 'a pointer of LFS',
      make: (repository: TestRepository) => repository.write({ 'secret.yaml': pointer }),
      expect: ['1 lfs-pointer'],
    },
    {
      name: 'a submodule',
      make: (repository: TestRepository) =>
        repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(repository.path, '.git'), 'sub'),
      expect: ['1 submodule'],
    },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      const base = repository.commit('root', { 'a.yaml': clean });
      make(repository);
      repository.git('add', '-A');
      assert.equal(skipped((await scanJson(['--staged'], { cwd: repository.path })).report), expect);
      assert.equal(skipped((await scanJson(['.'], { cwd: repository.path })).report), expect);
      repository.commit('it');
      assert.equal(skipped((await scanJson(['--range', `${base}..`], { cwd: repository.path })).report), expect);
      assert.equal(skipped((await scanJson(['--history'], { cwd: repository.path })).report), expect);
      repository.remove();
    });
  }
});

async function paths(mode: Mode, repository: TestRepository, range: string): Promise<readonly string[]> {
  const args = { staged: ['--staged'], range: ['--range', range], history: ['--history'], folder: ['.'] }[mode];
  const { code, report } = await scanJson(args, { cwd: repository.path });
  const found = places(report);
  assert.is(code, found.length > 0 ? 1 : 0, mode);
  return found;
}

/** Paths with a leak, each once, by the bytes of their names. */
const places = ({ findings }: JsonReport): readonly string[] =>
  [...new Set(findings.filter((one: JsonFinding) => one.severity === 'error').map(({ location }) => location.path))].sort();

function diverge(repository: TestRepository, theirs: Readonly<Record<string, string>>, ours: Readonly<Record<string, string>>): void {
  repository.git('checkout', '-q', '-b', 'topic');
  repository.commit('theirs', theirs);
  repository.git('checkout', '-q', 'main');
  repository.commit('ours', ours);
}

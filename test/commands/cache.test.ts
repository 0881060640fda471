/** What is kept between scans of a history changes no report, is not believed when it is damaged, and holds no value. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { Canary } from '../support/canary.ts';
import { type Ran, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const secret = 'Kq7xV9wT4zh2QmR7b';

function repositoryWithHistory(): TestRepository {
  const repository = TestRepository.create();
  for (const folder of ['plain', 'sealed-secrets']) cpSync(join(vectors, folder), join(repository.path, folder), { recursive: true });
  repository.commit('vectors', {
    'values.yaml': 'image:\n  tag: 1.0.0\n',
    'db.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: ${secret}\n`,
    'broken.yaml': 'a: [1\nb: {{ x }\n',
    'kustomization.yaml': 'resources: [db.yaml]\nsecretGenerator:\n  - name: x\n    envs: [settings.env]\n',
    'settings.env': 'LEVEL=debug\n',
  });
  for (let patch = 1; patch <= 5; patch++) repository.commit('bump', { 'values.yaml': `image:\n  tag: 1.0.${patch}\n` });
  return repository;
}

interface Setting {
  readonly repository: TestRepository;
  readonly folder: string;
  scan(...flags: string[]): Promise<Ran>;
  /** The one file that is kept. */
  file(): string;
}

async function within(body: (setting: Setting) => Promise<void>): Promise<void> {
  const repository = repositoryWithHistory();
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-cache-'));
  const scans = join(folder, 'sealgate', 'scans');
  try {
    await body({
      repository,
      folder: scans,
      scan: (...flags) =>
        sealgate(['scan', '--history', '--format', 'json', ...flags], {
          cwd: repository.path,
          env: { XDG_CACHE_HOME: folder },
          build: 'of a test',
        }),
      file: () => join(scans, readdirSync(scans)[0] ?? ''),
    });
  } finally {
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

const timeless = ({ code, out }: Ran) => ({ code, out: out.replace(/"milliseconds": \d+/, '') });

/** The file with other words in it, and a digest that is right again. */
function forge(path: string, change: (body: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const body = change(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
  writeFileSync(path, `${body}${createHash('sha256').update(body).digest('hex')}\n`);
}

const damages: readonly { readonly name: string; readonly damage: (path: string) => void }[] = [
  { name: 'as it was written', damage: () => {} },
  { name: 'cut off', damage: (path) => writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size >> 1)) },
  { name: 'empty', damage: (path) => writeFileSync(path, '') },
  {
    name: 'one bit of it another',
    damage: (path) => {
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  },
  {
    name: 'its counts other ones',
    damage: (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/\t\[(\d+),(\d+),(\d+),/g, '\t[$1,$2,$3,9')),
  },
  { name: 'a line removed', damage: (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*\n/, '')) },
  { name: 'not ours', damage: (path) => writeFileSync(path, 'hello\nworld\n') },
  { name: 'gone', damage: (path) => rmSync(path) },
];

suite('cache: damaged', (test) => {
  test('the report is the same, whatever became of what was kept', () =>
    within(async ({ scan, file }) => {
      const without = await scan('--no-cache');
      assert.is(without.code, 1);
      assert.equal(timeless(await scan()), timeless(without), 'nothing kept yet');
      for (const { name, damage } of damages) {
        damage(file());
        assert.equal(timeless(await scan()), timeless(without), name);
      }
    }));
});

suite('cache', (test) => {
  test('what is known is not read again', () =>
    within(async ({ scan, file, repository }) => {
      const { values } = JSON.parse((await scan()).out).coverage;
      const blob = repository.git('rev-parse', 'HEAD:values.yaml');
      forge(file(), (body) => body.replace(new RegExp(`^(${blob} [^\\t]*\\t\\[\\d+,\\d+,\\d+,)1,`, 'm'), '$1101,'));
      assert.is(JSON.parse((await scan()).out).coverage.values, values + 100);
      assert.is(JSON.parse((await scan('--no-cache')).out).coverage.values, values);
    }));

  test('a blob of another size than it had is read', () =>
    within(async ({ scan, file, repository }) => {
      const first = await scan();
      const blob = repository.git('rev-parse', 'HEAD:values.yaml');
      forge(file(), (body) => body.replace(new RegExp(`^(${blob} [^\\t]*\\t)\\[\\d+,(\\d+,\\d+,)1,`, 'm'), '$1[7,$2101,'));
      assert.equal(timeless(await scan()), timeless(first));
    }));

  test('a new commit is found beside what is known', () =>
    within(async ({ scan, repository }) => {
      const before = JSON.parse((await scan()).out).findings.length;
      repository.commit('leak', {
        'late.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: late\nstringData:\n  token: Zx8${secret}\n`,
      });
      assert.is(JSON.parse((await scan()).out).findings.length, before + 1);
    }));

  test('another build and other rules keep files of their own', () =>
    within(async ({ scan, folder, repository }) => {
      await scan();
      await sealgate(['scan', '--history'], { cwd: repository.path, env: { XDG_CACHE_HOME: join(folder, '..', '..') }, build: 'another' });
      assert.is(readdirSync(folder).length, 2);
    }));

  test('it is for its owner alone and holds no value', () =>
    within(async ({ scan, file }) => {
      await scan();
      assert.is(statSync(file()).mode & 0o777, 0o600);
      new Canary(secret).notIn(readFileSync(file(), 'utf8'), 'the cache');
      assert.ok(statSync(file()).size > 1000, 'it holds something');
    }));

  test('--no-cache keeps nothing', () =>
    within(async ({ scan, folder }) => {
      await scan('--no-cache');
      assert.not(existsSync(folder));
    }));

  test('the command tells of it and clears it', () =>
    within(async ({ scan, folder, repository }) => {
      await scan();
      const run = (...args: string[]) =>
        sealgate(['cache', ...args], { cwd: repository.path, env: { XDG_CACHE_HOME: join(folder, '..', '..') } });
      assert.match((await run()).out, /: 1 file, \d+\.\d MB\n$/);
      assert.match((await run('clear')).out, /: 1 file, \d+\.\d MB, cleared\n$/);
      assert.match((await run()).out, /: 0 files, 0\.0 MB\n$/);
      const wrong = await run('empty');
      assert.is(wrong.code, 2);
      assert.match(wrong.err, /cache takes nothing, or 'clear'/);
    }));
});

/** The built command line: compiled code is kept beside it, counts only while it is whole, and is never needed. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { TestRepository } from './support/repository.ts';
import { suite } from './support/suite.ts';

const installed = mkdtempSync(join(tmpdir(), 'sealgate-start-'));
const folder = join(installed, 'dist');
const compiled = join(folder, 'parts', 'compiled');
process.on('exit', () => rmSync(installed, { recursive: true, force: true }));

suite('the built command line', (test) => {
  test('compiled code is kept by the first scan, and makes no difference to what is found', async () => {
    // esbuild's own script: it has no types.
    const { splitBundle } = (await import(new URL('../scripts/split.mjs', import.meta.url).href)) as {
      splitBundle(options: object, folder: string): Promise<void>;
    };
    await splitBundle(
      {
        bundle: true,
        platform: 'node',
        target: 'node20',
        logLevel: 'silent',
        define: { SEALGATE_BUILD: '"test"' },
        external: ['openpgp', 'age-encryption'],
      },
      folder,
    );
    assert.equal(run('rules').status, 0);
    assert.equal(kept(), []);
    const first = scan();
    assert.equal(first.status, 1);
    assert.match(first.stdout, 'core/');
    assert.equal(
      kept().map((file) => /^\w+/.exec(file)?.[0]),
      ['core', 'rest'],
    );
    const made = whenKept();
    assert.equal(scan().stdout, first.stdout);
    assert.is(whenKept(), made);
  });

  if (existsSync('/dev/full'))
    test('a report that cannot be written ends in one sentence and exit code 3', () => {
      const full = openSync('/dev/full', 'w');
      const args = [join(folder, 'bin.cjs'), 'rules'];
      const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
      closeSync(full);
      assert.equal([status, stderr], [3, 'sealgate: the report cannot be written to standard output (ENOSPC); nothing was let through.\n']);
    });

  test('a usual commit needs no more than the core', () => {
    const commit = staged({ 'values.yaml': 'image: {tag: 1.2.3}\nauth: {existingSecret: ledger}\n' });
    rmSync(compiled, { recursive: true });
    for (const args of [
      ['hook', 'pre-commit'],
      ['scan', '--staged', '--format', 'json'],
    ])
      assert.is(runIn(commit, ...args).status, 0);
    assert.match(kept().join(), /^core-[^,]+$/);
  });

  test('compiled code that was kept after a scan of a few files is taken by every other', () => {
    const files = Array.from({ length: 9 }, (_, at) => join(installed, `values-${at}.yaml`));
    for (const file of files) writeFileSync(file, 'replicas: 2\n');
    rmSync(compiled, { recursive: true });
    assert.equal(run('scan', ...files).status, 0);
    const made = whenKept('core');
    assert.equal(scan().status, 1);
    assert.is(whenKept('core'), made);
  });

  test('the rest is kept for each set of flags, as V8 takes none that was made under others', () => {
    const commit = staged(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`secret-${at}.yaml`, secret])));
    const before = kept().length;
    assert.is(runIn(commit, 'hook', 'pre-commit').status, 1);
    assert.equal(kept().length, before + 1);
    const made = whenKept();
    for (const again of [() => runIn(commit, 'hook', 'pre-commit'), scan]) assert.is(again().status, 1);
    assert.is(whenKept(), made);
  });

  test('the shipped rules are checked where they are installed', () => {
    cpSync(new URL('../rules/core', import.meta.url), join(installed, 'rules', 'core'), { recursive: true });
    const checked = run('rules', 'check');
    assert.equal([checked.status, checked.stderr], [0, '']);
    assert.match(checked.stdout, 'all examples hold');
  });

  test('a folder of rules that is none is named in one sentence', () => {
    const checked = run('rules', 'check', 'no-such-folder');
    assert.is(checked.status, 2);
    assert.match(checked.stderr, /^sealgate: \S*no-such-folder is no folder; .* accepted\n$/);
  });

  const damages: readonly { readonly name: string; damage(bytes: Buffer): Uint8Array }[] = [
    { name: 'a byte in the middle', damage: (bytes) => flipped(bytes, bytes.length >> 2) },
    { name: 'its first byte', damage: (bytes) => flipped(bytes, 0) },
    { name: 'the end cut off', damage: (bytes) => bytes.subarray(0, bytes.length - 1000) },
    { name: 'only zeroes', damage: (bytes) => Buffer.alloc(bytes.length) },
    { name: 'nothing', damage: () => Buffer.alloc(0) },
    { name: 'the same damage twice in what V8 checks', damage: (bytes) => flipped(flipped(bytes, 4), (bytes.length >> 1) + 4) },
  ];
  for (const { name, damage } of damages) {
    for (const part of ['core', 'rest'])
      test(`damaged compiled code is not run: ${name}, of the ${part}`, () => {
        const file = kept().find((one) => one.startsWith(part)) ?? '';
        const whole = readFileSync(join(compiled, file));
        writeFileSync(join(compiled, file), damage(whole));
        assert.equal(scan().status, 1);
        // It is made anew, and whole.
        const again = readFileSync(join(compiled, file));
        assert.ok(again.subarray(0, again.length >> 1).equals(again.subarray(again.length >> 1)) && again.length > 1000);
      });
  }

  test('where nobody may write, every start compiles', () => {
    rmSync(compiled, { recursive: true });
    writeFileSync(compiled, 'in the way: also root cannot make a folder here');
    chmodSync(compiled, 0o400);
    assert.equal(scan().status, 1);
    assert.equal(scan().stderr, '');
  });
});

const kept = (): string[] => {
  try {
    return readdirSync(compiled);
  } catch {
    return [];
  }
};

const whenKept = (part = ''): number =>
  Math.max(
    ...kept()
      .filter((file) => file.startsWith(part))
      .map((file) => statSync(join(compiled, file)).mtimeMs),
  );

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: kd83-Hq2v-Pl0x\n';

const scan = () => run('scan', '-', '--format', 'gitlab-codequality');

const run = (...args: readonly string[]) => runIn(installed, ...args);

function runIn(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [join(folder, 'bin.cjs'), ...args], { cwd, input: secret, encoding: 'utf8' });
}

function staged(files: Readonly<Record<string, string>>): string {
  const repository = TestRepository.create();
  process.on('exit', () => repository.remove());
  repository.write(files).git('add', '-A');
  return repository.path;
}

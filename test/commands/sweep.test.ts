import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as assert from 'uvu/assert';
import { parse } from '../../src/commands/command.ts';
import type { Io } from '../../src/commands/io.ts';
import { sweep } from '../../src/commands/sweep.ts';
import type { CompromiseReport } from '../../src/model/compromise.ts';
import { Failure } from '../../src/model/failure.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealgate-sweep-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const bundle = (name: string): string => join(vectors, 'sweep', `${name}.bundle`);
const everything = ['fleet', 'monorepo', 'platform'].flatMap((name) => ['--repo', mirror(name)]);
const keyFile = (name: string): string => join(vectors, 'keys', name);

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: Readable.from([Buffer.from(stdin)]) as NodeJS.ReadableStream,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { ...cleanEnvironment(), XDG_CACHE_HOME: join(folder, 'cache') },
    cwd: folder,
    now: () => new Date('2026-11-24T00:00:00Z'),
    terminal: false,
    color: false,
    width: 100,
  };
  const code = await sweep.run(parse(sweep, args), io);
  return { code, out, err };
}

async function report(args: readonly string[], stdin: string | Buffer = ''): Promise<CompromiseReport> {
  return JSON.parse((await run([...args, '--format', 'json'], stdin)).out) as CompromiseReport;
}

/** Times aside. */
const timeless = (one: CompromiseReport): string => JSON.stringify({ ...one, incident: { ...one.incident, milliseconds: 0 } });

async function refused(args: readonly string[]): Promise<string> {
  try {
    await run(args);
  } catch (error) {
    assert.instance(error, Failure);
    assert.is((error as Failure).kind, 'usage');
    return (error as Failure).message;
  }
  return assert.unreachable() as never;
}

/** Plaintexts of the prepared repositories that are no words: none of them may show anywhere. */
const plaintexts = Object.entries(JSON.parse(readFileSync(join(vectors, 'sweep', 'files.json'), 'utf8')) as Record<string, string>)
  .filter(([name, value]) => name.startsWith('value:') && value.trim().length >= 12)
  .map(([, value]) => value.trim());

function assertNoSecret(text: string, where: string): void {
  for (const value of plaintexts) {
    const digests = ['sha1', 'sha256', 'sha512', 'md5'].flatMap((name) =>
      (['hex', 'base64'] as const).map((encoding) => createHash(name).update(value).digest(encoding)),
    );
    for (const form of [value, Buffer.from(value).toString('base64').replace(/=+$/, ''), Buffer.from(value).toString('hex'), ...digests]) {
      assert.not.ok(text.includes(form), `${where} holds a value`);
    }
  }
  for (const name of ['sealing-a.key', 'sealing-b.key', 'sealing-c.key', 'age-x.txt', 'age-y.txt', 'pgp-p.asc']) {
    for (const line of readFileSync(keyFile(name), 'latin1').split('\n')) {
      if (line.length > 40 && !line.startsWith('#')) assert.not.ok(text.includes(line.trim()), `${where} holds a part of ${name}`);
    }
  }
}

suite('commands/sweep, reports', (test) => {
  const leaked = ['--key', keyFile('sealing-a.key'), '--key', keyFile('age-x.txt')];

  test('the JSON report keeps its published schema', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../schema/compromise-report.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    for (const args of [leaked, ['--key', keyFile('sealing-b.crt'), '--list-excluded']]) {
      assert.ok(validate(await report([...args, ...everything])), JSON.stringify(validate.errors));
    }
  });

  test('no value, no byte of a key and no digest of either is in any output, file or state', async () => {
    assert.ok(plaintexts.length > 20);
    const [output, state] = [join(folder, 'canary'), join(folder, 'canary-state')];
    const ran = await run([
      ...leaked,
      '--key',
      keyFile('pgp-p.asc'),
      ...everything,
      '--list-excluded',
      '--output-dir',
      output,
      '--state',
      state,
    ]);
    assertNoSecret(ran.out, 'standard output');
    assertNoSecret(ran.err, 'standard error');
    for (const name of readdirSync(output)) assertNoSecret(readFileSync(join(output, name), 'utf8'), name);
    for (const name of readdirSync(join(state, 'v1'))) assertNoSecret(readFileSync(join(state, 'v1', name), 'utf8'), name);
  });

  test('every file of the report and of the state is readable by its owner alone', async () => {
    const [output, state] = [join(folder, 'modes'), join(folder, 'modes-state')];
    await run([...leaked, '--repo', mirror('fleet'), '--output-dir', output, '--state', state]);
    assert.equal(readdirSync(output).sort(), ['compromise.html', 'compromise.json', 'compromise.md', 'credentials.csv']);
    for (const at of [
      ...readdirSync(output).map((name) => join(output, name)),
      ...readdirSync(join(state, 'v1')).map((name) => join(state, 'v1', name)),
    ]) {
      assert.is(statSync(at).mode & 0o077, 0, at);
    }
  });

  test('the order of repositories does not matter', async () => {
    const order = ['platform', 'fleet', 'monorepo'].flatMap((name) => ['--repo', mirror(name)]);
    assert.is(timeless(await report([...leaked, ...order])), timeless(await report([...leaked, ...everything])));
  });

  test('a killed sweep goes on from its state, also from half a line, and ends in the same report', async () => {
    const state = join(folder, 'resumed');
    const whole = timeless(await report([...leaked, ...everything, '--state', state]));
    assert.is(timeless(await report([...leaked, ...everything, '--state', state])), whole);
    for (const name of readdirSync(join(state, 'v1')))
      truncateSync(join(state, 'v1', name), Math.floor(statSync(join(state, 'v1', name)).size / 2));
    assert.is(timeless(await report([...leaked, ...everything, '--state', state])), whole);
    for (const name of readdirSync(join(state, 'v1'))) appendFileSync(join(state, 'v1', name), 'garbage\n{"blob":1}\n');
    assert.is(timeless(await report([...leaked, ...everything, '--state', state])), whole);
    assert.is(timeless(await report([...leaked, ...everything])), whole);
  });

  test('keys that reach the threshold of key groups only together are named', async () => {
    const both = await report(['--key', keyFile('age-x.txt'), '--key', keyFile('age-y.txt'), '--repo', mirror('fleet')]);
    assert.equal(
      both.together.map(({ path }) => path),
      ['clusters/prod/root.sops.yaml'],
    );
    assert.is(both.together[0]?.keyIds.length, 2);
  });

  test('a value that stood in clear before it was sealed is told, with the place of its ciphertext', async () => {
    const { plaintext } = await report([...leaked, ...everything]);
    const late = plaintext.filter(({ same }) => same.length > 0).map(({ repo, path, same }) => [repo, path, same[0]?.path]);
    assert.equal(late, [
      ['fleet', 'clusters/prod/web.dec.yaml', 'clusters/prod/web.sops.yaml'],
      ['platform', 'apps/media/smtp.yaml', 'apps/media/smtp.yaml'],
    ]);
  });

  test('a version in clear of a file that SOPS encrypts is told too, whatever kind of file', async () => {
    const repository = TestRepository.create();
    try {
      const git = (file: string) =>
        execFileSync('git', ['--git-dir', mirror('monorepo'), 'show', `main:${file}`], { encoding: 'utf8', env: cleanEnvironment() });
      const value = plaintextOf('m-apikey');
      const clear = repository.commit('in clear', { 'values.sops.yaml': `billing:\n  apiKey: ${value}\n  url: https://other.example/\n` });
      repository.commit('encrypted', { 'values.sops.yaml': git('services/billing/values.sops.yaml') });
      const { plaintext } = await report(['--key', keyFile('age-x.txt'), '--repo', repository.path]);
      assert.equal(
        plaintext.map(({ path, key, same, firstCommit, current }) => [path, key, same.length, firstCommit?.id, current]),
        [
          ['values.sops.yaml', 'billing.apiKey', 1, clear, false],
          ['values.sops.yaml', 'billing.url', 0, clear, false],
        ],
      );
    } finally {
      repository.remove();
    }
  });

  test('the label says what a value was really sealed for, also where the file says another thing', async () => {
    const { exposures } = await report(['--key', keyFile('sealing-a.key'), '--repo', mirror('platform')]);
    const moved = exposures.find(({ path }) => path === 'apps/search/cart.yaml');
    assert.equal(moved?.sealedFor, { scope: 'strict', namespace: 'identity', name: 'cart-store' });
    assert.is(moved?.resource?.namespace, 'search');
    assert.is(exposures.find(({ path }) => path === 'charts/web/values.yaml')?.sealedFor?.scope, 'cluster-wide');
    assert.is(exposures.find(({ path }) => path === 'apps/media/old.yaml')?.sealedFor?.scope, 'namespace-wide');
  });

  test('every exposed value of the truth is joined in one credential, with all its places', async () => {
    const truth = JSON.parse(readFileSync(join(vectors, 'sweep', 'rotate.truth.json'), 'utf8')) as {
      rotate: Record<
        string,
        { value: string; exposedAt: { repo: string; path: string; namespace: string | null; name: string | null; key: string }[] }[]
      >;
    };
    for (const [leak, files] of [
      ['sealing-a', ['sealing-a.key']],
      ['age-x', ['age-x.txt']],
      ['sealing-a+sealing-b+sealing-c', ['sealing-a.key', 'sealing-b.key', 'sealing-c.key']],
    ] as const) {
      const { rotate } = await report([...files.flatMap((file) => ['--key', keyFile(file)]), ...everything]);
      const named = (place: { repo: string; path: string; key: string }, namespace: string | null, name: string | null) =>
        [place.repo, place.path, namespace, name, place.key].join(' ');
      const groups = rotate.map(
        ({ places }) => new Set(places.map((place) => named(place, place.resource?.namespace ?? null, place.resource?.name ?? null))),
      );
      for (const { value, exposedAt } of truth.rotate[leak] ?? []) {
        assert.ok(
          groups.some((group) => exposedAt.every((place) => group.has(named(place, place.namespace, place.name)))),
          `${leak} ${value}`,
        );
      }
    }
  });

  test('the first line says verdict and completeness', async () => {
    const { out } = await run([...leaked, ...everything]);
    assert.match(out.split('\n')[0] ?? '', /^EXPOSED: \d+ places in 3 of 3 repositories, .*\(complete\)$/);
    assert.match((await run(['--key', keyFile('sealing-e.key'), ...everything])).out, /^Nothing exposed in 3 repositories \(complete\)/);
  });
});

suite('commands/sweep, exit codes and gaps', (test) => {
  test('0 where nothing is exposed, 1 where something is', async () => {
    assert.is((await run(['--key', keyFile('sealing-e.key'), ...everything])).code, 0);
    assert.is((await run(['--key', keyFile('age-z.txt'), ...everything])).code, 1);
  });

  test('dates alone are no proof: 3, and 0 only where they are trusted', async () => {
    const repository = TestRepository.create();
    try {
      // Sealed with B before B was born, says the clock of whoever committed.
      const text = execFileSync('git', ['--git-dir', mirror('platform'), 'show', 'main:apps/media/smtp.yaml'], {
        encoding: 'utf8',
        env: cleanEnvironment(),
      });
      repository.write({ 'old.yaml': text });
      repository.git('add', '-A');
      repository.gitBytes(['commit', '-q', '-m', 'old'], '', {
        GIT_COMMITTER_DATE: '2025-01-20T00:00:00Z',
        GIT_AUTHOR_DATE: '2025-01-20T00:00:00Z',
      });
      const args = ['--key', keyFile('sealing-b.crt'), '--repo', repository.path];
      const strict = await report(args);
      assert.is(strict.exitCode, 3);
      assert.is(strict.excluded.byDatesOnly, 1);
      assert.match(strict.coverage.gaps[0]?.repair ?? '', /--trust-dates/);
      assert.is((await report([...args, '--trust-dates'])).exitCode, 0);
    } finally {
      repository.remove();
    }
  });

  test('a repository that cannot be read stops nothing and makes the sweep incomplete', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    const clean = await report(['--key', keyFile('sealing-e.key'), '--repo', broken, '--repo', mirror('fleet')]);
    assert.is(clean.exitCode, 3);
    assert.equal(
      clean.repositories.map(({ name, status }) => [name, status]),
      [
        ['broken', 'failed'],
        ['fleet', 'scanned'],
      ],
    );
    assert.match(clean.headline, /incomplete/);
    assert.is((await report(['--key', keyFile('age-z.txt'), '--repo', broken, '--repo', mirror('fleet')])).exitCode, 1);
  });

  test('a shallow clone is a gap', async () => {
    const shallow = join(folder, 'shallow');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${mirror('fleet')}`, shallow], { env: cleanEnvironment() });
    const found = await report(['--key', keyFile('sealing-e.key'), '--repo', shallow]);
    assert.is(found.exitCode, 3);
    assert.match(found.coverage.gaps[0]?.reason ?? '', /shallow/);
  });

  test('dangling commits and reflogs of a local repository are swept, and belong to no ref', async () => {
    const repository = TestRepository.create();
    try {
      const text = execFileSync('git', ['--git-dir', mirror('platform'), 'show', 'main:apps/media/smtp.yaml'], {
        encoding: 'utf8',
        env: cleanEnvironment(),
      });
      repository.commit('first', { 'README.md': 'x' });
      const lost = repository.commit('secret', { 'lost.yaml': text });
      repository.git('reset', '-q', '--hard', 'HEAD^');
      const { exposures } = await report(['--key', keyFile('sealing-a.key'), '--repo', repository.path]);
      assert.equal(
        exposures.map(({ path, current, refs, firstCommit }) => [path, current, refs, firstCommit?.id]),
        [['lost.yaml', false, [], lost]],
      );
    } finally {
      repository.remove();
    }
  });
});

suite('commands/sweep, what is given', (test) => {
  test('a bundle is swept as the repository it holds', async () => {
    const [ofBundle, ofMirror] = [
      await report(['--key', keyFile('age-z.txt'), '--repo', bundle('fleet')]),
      await report(['--key', keyFile('age-z.txt'), '--repo', mirror('fleet')]),
    ];
    assert.equal(ofBundle.exposures, ofMirror.exposures);
    assert.is(ofBundle.repositories[0]?.name, 'fleet');
  });

  test('public identities are recognised without a flag', async () => {
    const { recipient } = (JSON.parse(readFileSync(join(vectors, 'keys.json'), 'utf8')) as { id: string; recipient: string }[]).find(
      ({ id }) => id === 'age-x',
    ) ?? { recipient: '' };
    const found = await report(['--key', recipient, '--repo', mirror('fleet')]);
    assert.ok(found.exposures.length > 0);
    assert.ok(found.exposures.every(({ evidence }) => evidence === 'listed' || evidence === 'possible'));
  });

  test('a key from standard input is read like a file', async () => {
    const args = ['--repo', mirror('fleet')];
    const piped = await report(['--key', '-', ...args], readFileSync(keyFile('age-z.txt')));
    assert.equal(
      piped.exposures.map(({ path }) => path),
      ['clusters/prod/search.sops.yaml'],
    );
  });

  test('a private key as an argument is refused and not repeated', async () => {
    const secret =
      readFileSync(keyFile('age-x.txt'), 'utf8')
        .split('\n')
        .find((line) => line.startsWith('AGE-SECRET')) ?? '';
    const message = await refused(['--key', secret, '--repo', mirror('fleet')]);
    assert.not.ok(message.includes(secret.slice(15, 40)));
    assert.match(message, /from a file or from -/);
  });

  const fleet = ['--repo', mirror('fleet')];
  const age = ['--key', keyFile('age-x.txt')];
  const [kubeconfig, token] = [join(folder, 'kubeconfig'), join(folder, 'token')];
  writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\nusers:\n  - name: admin\n    user: { token: tulip }\n');
  writeFileSync(token, `hvs.${'Tulip'.repeat(5)}\n`);
  const wrong: readonly { readonly name: string; readonly args: readonly string[]; readonly expect: RegExp }[] = [
    { name: 'no key', args: fleet, expect: /at least one --key/ },
    { name: 'nowhere to look', args: age, expect: /at least one --repo/ },
    {
      name: 'a key that is not there',
      args: ['--key', 'no/such.key', ...fleet],
      expect: /--key no\/such\.key is neither a file nor a public/,
    },
    { name: 'a folder as key', args: ['--key', folder, ...fleet], expect: /is a folder; a file is accepted/ },
    { name: 'a repository as key', args: ['--key', bundle('fleet'), ...fleet], expect: /fleet\.bundle holds no key; accepted are/ },
    {
      name: 'a key of no use',
      args: ['--key', keyFile('tls-ec.key'), ...fleet],
      expect: /\(ec\) that neither Sealed Secrets nor SOPS can use/,
    },
    {
      name: 'a repository that is not there',
      args: [...age, ...fleet, '--repo', 'no/such'],
      expect: /no\/such is neither a folder/,
    },
    { name: 'a list that is not there', args: [...age, '--repos-file', 'no-such'], expect: /--repos-file no-such cannot be read/ },
    {
      name: 'a key as list',
      args: [...age, '--repos-file', keyFile('sealing-a.key')],
      expect: /holds a private key; a file with one repository/,
    },
    {
      name: 'a list of nothing',
      args: [...age, '--repos-file', keyFile('sealing-a.crt')],
      expect: /names no folder or bundle that is there/,
    },
    {
      name: 'no passphrase in no file',
      args: [...age, ...fleet, '--passphrase-file', 'no-such'],
      expect: /no-such cannot be read; a file that holds/,
    },
    {
      name: 'a file as folder of the report',
      args: [...age, ...fleet, '--output-dir', keyFile('age-x.txt')],
      expect: /cannot be made; a folder/,
    },
    { name: 'a file as state', args: [...age, ...fleet, '--state', keyFile('age-x.txt')], expect: /cannot be made; a folder/ },
    {
      name: 'a kubeconfig as key',
      args: ['--key', kubeconfig, ...fleet],
      expect: /is a kubeconfig, which opens a cluster and no ciphertext/,
    },
    { name: 'a token of Vault as key', args: ['--key', token, ...fleet], expect: /is a token of Vault, which opens no ciphertext/ },
    { name: 'a date in words', args: [...age, ...fleet, '--compromised-since', 'yesterday'], expect: /is no date; such as/ },
    { name: 'a cluster that is none', args: [...age, ...fleet, '--live', keyFile('age-x.txt')], expect: /holds no Kubernetes object/ },
    { name: 'no certificates', args: [...age, ...fleet, '--certs', join(vectors, 'sweep')], expect: /holds no certificate of an RSA key/ },
  ];
  for (const { name, args, expect } of wrong) {
    test(`${name}: one sentence, 2, and no byte of a key`, async () => {
      const message = await refused(args);
      assert.match(message, expect);
      assert.not.match(message, /\n/);
      assertNoSecret(message, name);
    });
  }

  test('a locked key that nobody opens is said before anything is read', async () => {
    const locked = join(vectors, 'key-material/id_ed25519_locked');
    const { err } = await run(['--key', locked, ...fleet]);
    assert.match(err, /^sealgate: --key .*id_ed25519_locked is locked with a passphrase that was not given/);
  });

  test('the first lines count what could be read', async () => {
    const broken = join(folder, 'no-repository');
    mkdirSync(broken, { recursive: true });
    const { err, out } = await run(['--key', keyFile('sealing-e.key'), '--repo', broken]);
    assert.match(err, /^tips of 0 repositories: nothing exposed; 1 cannot be read; now/);
    assert.match(out, /^Nothing exposed in what could be read, 0 of 1 repository \(incomplete: 1 gap in coverage\)/);
  });

  test('a list of repositories carries what is known of them into the report', async () => {
    const list = join(folder, 'list.csv');
    writeFileSync(list, `path,name,visibility,forks,owner,tier,cluster\n${mirror('fleet')},ops/fleet,public,3,Platform team,1,prod\n`);
    const { repositories, rotate } = await report(['--key', keyFile('age-z.txt'), '--repos-file', list]);
    const { name, visibility, forks, owner, tier, cluster } = repositories[0] ?? {};
    assert.equal([name, visibility, forks, owner, tier, cluster], ['ops/fleet', 'public', 3, 'Platform team', '1', 'prod']);
    assert.is(rotate[0]?.visibility, 'public');
    assert.match(rotate[0]?.why ?? '', /a repository is public/);
  });

  test('a folder without history is swept as what is current', async () => {
    const rendered = join(folder, 'rendered');
    mkdirSync(rendered);
    writeFileSync(join(rendered, 'all.yaml'), readFileSync(join(vectors, 'sealed-secrets', sealedFile())));
    const found = await report(['--key', keyFile('sealing-a.key'), '--path', rendered]);
    assert.ok(found.exposures.length > 0);
    assert.ok(found.exposures.every(({ current, firstCommit }) => current && firstCommit === null));
  });

  test('live objects are joined, and those of no swept repository named', async () => {
    const value =
      Object.entries(JSON.parse(readFileSync(join(vectors, 'sweep', 'files.json'), 'utf8')) as Record<string, string>).find(
        ([name]) => name === 'value:web',
      )?.[1] ?? '';
    const secret = (namespace: string, name: string, data: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name },
      data,
    });
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [secret('media', 'smtp-relay', {}), secret('web', 'release-web', { password: Buffer.from(value).toString('base64') })],
    };
    const live = join(folder, 'live.json');
    writeFileSync(live, JSON.stringify(list));
    const found = await report(['--key', keyFile('sealing-a.key'), '--repo', mirror('platform'), '--live', live]);
    assert.equal(
      found.live?.objects.map(({ name, inRepositories, holdsExposedValue }) => [name, inRepositories, holdsExposedValue]),
      [
        ['smtp-relay', true, null],
        ['release-web', false, true],
      ],
    );
    assert.is(found.live?.notInRepositories, 1);
  });

  test('with every certificate known, what they cannot exclude is weighed', async () => {
    const certs = join(folder, 'certs');
    mkdirSync(certs);
    for (const name of ['a', 'b', 'c']) writeFileSync(join(certs, `${name}.crt`), readFileSync(keyFile(`sealing-${name}.crt`)));
    const { exposures } = await report(['--key', keyFile('sealing-a.crt'), '--certs', certs, '--repo', mirror('platform')]);
    const before = exposures.filter(({ firstCommit }) => (firstCommit?.date ?? '') < '2025-02-08');
    assert.ok(before.length > 0);
    // Before the second key was born there is only the first.
    assert.ok(before.every(({ evidence, probability }) => evidence === 'likely' && probability === 1));
  });
});

function plaintextOf(name: string): string {
  return (JSON.parse(readFileSync(join(vectors, 'sweep', 'files.json'), 'utf8')) as Record<string, string>)[`value:${name}`] ?? '';
}

function mirror(name: string): string {
  const at = join(folder, 'mirrors', name);
  if (statSync(at, { throwIfNoEntry: false }) === undefined)
    execFileSync('git', ['clone', '-q', '--mirror', bundle(name), at], { env: cleanEnvironment() });
  return at;
}

function sealedFile(): string {
  const index = JSON.parse(readFileSync(join(vectors, 'index.json'), 'utf8')) as {
    vectors: { file: string; system: string; expect: { objects?: { values?: Record<string, { key: string | null }> }[] } }[];
  };
  const found = index.vectors.find(
    ({ system, expect }) =>
      system === 'sealed-secrets' && Object.values(expect.objects?.[0]?.values ?? {}).some(({ key }) => key === 'sealing-a'),
  );
  return (found?.file ?? '').replace('sealed-secrets/', '');
}

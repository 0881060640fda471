import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { scanJson, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { clean, secret, value } from './hook-doors.ts';

const inline = (until = '2026-06-30') => `  # sealgate: allow core/secret-plain until ${until} by @platform -- a test database\n`;
const waived = (until?: string, body = secret) => body.replace('  password', `${inline(until)}  password`);
const filed = (until: string, more = '') =>
  `version: 1\nwaivers:\n  - rule: core/secret-plain\n    path: secret.yaml\n    key: password\n    reason: a test database\n    owner: '@platform'\n    expires: ${until}\n${more}`;
const other = secret.replace(value, ['Zt5k', 'Bn3x', 'Lq8d'].join(''));

function repository(files: Readonly<Record<string, string>>): TestRepository {
  const made = TestRepository.create();
  made.commit('start', files);
  return made;
}

/** Judges what was committed since `base`, as a pull request does. */
async function judged(made: TestRepository, base: string, now = new Date('2026-06-01')) {
  const { code, report, out } = await scanJson(['--range', `${base}..HEAD`], { cwd: made.path, now });
  const notes = (JSON.parse(out) as { notes: readonly string[] }).notes;
  return {
    code,
    open: report.findings.filter((one) => one.rule !== 'policy/loosened').length,
    waived: report.waived.length,
    baselined: report.baselined.length,
    notes,
  };
}

interface Case {
  readonly name: string;
  readonly start: Readonly<Record<string, string>>;
  readonly changes: readonly Readonly<Record<string, string>>[];
  readonly now?: string;
  readonly expect: { readonly code: number; readonly open: number; readonly waived: number };
  readonly note?: string;
}

const waiverCases: readonly Case[] = [
  {
    name: 'inline, in the base: the value beside it may stay when the file changes',
    start: { 'secret.yaml': waived() },
    changes: [{ 'secret.yaml': `# new\n${waived()}` }],
    expect: { code: 0, open: 0, waived: 1 },
  },
  {
    name: 'inline, in the base: lines move in two commits of the change',
    start: { 'secret.yaml': waived() },
    changes: [{ 'secret.yaml': `# new\n${waived()}` }, { 'secret.yaml': `# new\n# newer\n${waived()}` }],
    expect: { code: 0, open: 0, waived: 1 },
  },
  {
    name: 'inline, brought by the change: pending',
    start: { 'a.yaml': clean },
    changes: [{ 'secret.yaml': waived() }],
    expect: { code: 1, open: 1, waived: 0 },
    note: 'is brought by this change',
  },
  {
    name: 'inline, brought by an earlier commit of the change: pending all the same',
    start: { 'a.yaml': clean },
    changes: [{ 'secret.yaml': waived() }, { 'secret.yaml': `# new\n${waived()}` }],
    expect: { code: 1, open: 1, waived: 0 },
    note: 'is brought by this change',
  },
  {
    name: 'inline, where the base lets a change bring it',
    start: { '.sealgate.yaml': 'version: 1\nwaivers: { inline: head }\n' },
    changes: [{ 'secret.yaml': waived() }],
    expect: { code: 0, open: 0, waived: 1 },
    note: 'is brought by this change',
  },
  {
    name: 'inline, where the change itself wants to be let',
    start: { 'a.yaml': clean },
    changes: [{ '.sealgate.yaml': 'version: 1\nwaivers: { inline: head }\n', 'secret.yaml': waived() }],
    expect: { code: 1, open: 1, waived: 0 },
  },
  {
    name: 'inline, expired: a change that leaves the value alone passes, and is told',
    start: { 'secret.yaml': waived('2026-05-01') },
    changes: [{ 'secret.yaml': `# new\n${waived('2026-05-01')}` }],
    expect: { code: 0, open: 0, waived: 1 },
    note: 'expired on 2026-05-01',
  },
  {
    name: 'inline, expired: a change of the value fails',
    start: { 'secret.yaml': waived('2026-05-01') },
    changes: [{ 'secret.yaml': waived('2026-05-01', other) }],
    expect: { code: 1, open: 1, waived: 0 },
  },
  {
    name: 'inline, expired: a change of the value in two commits fails',
    start: { 'secret.yaml': waived('2026-05-01') },
    changes: [{ 'secret.yaml': waived('2026-05-01', other) }, { 'secret.yaml': `# new\n${waived('2026-05-01', other)}` }],
    expect: { code: 1, open: 1, waived: 0 },
  },
  {
    name: 'in the file of the base',
    start: { '.sealgate/waivers.yaml': filed('2026-06-30') },
    changes: [{ 'secret.yaml': secret }],
    expect: { code: 0, open: 0, waived: 1 },
  },
  {
    name: 'in the file, brought by the change: it does not count',
    start: { 'a.yaml': clean },
    changes: [{ '.sealgate/waivers.yaml': filed('2026-06-30'), 'secret.yaml': secret }],
    expect: { code: 1, open: 1, waived: 0 },
  },
  {
    name: 'in the file, too far ahead',
    start: { '.sealgate/waivers.yaml': filed('2027-06-30') },
    changes: [{ 'secret.yaml': secret }],
    expect: { code: 1, open: 1, waived: 0 },
    note: 'expires too far ahead',
  },
  {
    name: 'in the file, without the approver that the policy demands',
    start: { '.sealgate/waivers.yaml': filed('2026-06-30'), '.sealgate.yaml': 'version: 1\nwaivers: { requireApprover: true }\n' },
    changes: [{ 'secret.yaml': secret }],
    expect: { code: 1, open: 1, waived: 0 },
    note: 'asks for an approver',
  },
  {
    name: 'in the file, with an approver',
    start: {
      '.sealgate/waivers.yaml': filed('2026-06-30', "    approver: '@security'\n"),
      '.sealgate.yaml': 'version: 1\nwaivers: { requireApprover: true }\n',
    },
    changes: [{ 'secret.yaml': secret }],
    expect: { code: 0, open: 0, waived: 1 },
  },
  {
    name: 'one for another value on the same line of an older version covers nothing',
    start: { 'secret.yaml': waived() },
    changes: [
      { 'secret.yaml': `${waived()}# more\n` },
      { 'secret.yaml': waived().replace(`${inline()}  password`, '  # nothing\n  apiToken') },
    ],
    expect: { code: 1, open: 1, waived: 1 },
  },
];

suite('waivers, end to end', (test) => {
  for (const { name, start, changes, now, expect, note } of waiverCases) {
    test(name, async () => {
      const made = repository(start);
      const base = made.git('rev-parse', 'HEAD');
      for (const files of changes) made.commit('change', files);
      const { notes, ...result } = await judged(made, base, new Date(now ?? '2026-06-01'));
      assert.equal({ code: result.code, open: result.open, waived: result.waived }, expect, notes.join('\n'));
      if (note !== undefined) assert.match(notes.join('\n'), note);
      assert.not.match(notes.join('\n'), 'covers nothing');
      made.remove();
    });
  }
});

suite('waivers in documentation', (test) => {
  const shown =
    'Write it so:\n\n```yaml\n# sealgate: allow RULE until YYYY-MM-DD by OWNER -- reason\n# sealgate: allow core/secret-plain until 2026-06-30 by @x -- why\nkind: ConfigMap\n```\n';
  for (const [path, expect] of [
    ['docs/policy.md', []],
    ['apps/notes.yaml', ['covers nothing', 'is no waiver']],
  ] as const) {
    test(`${path}: ${expect.length === 0 ? 'what shows the form is no waiver gone wrong' : 'is told'}`, async () => {
      const made = repository({ 'a.yaml': clean });
      const base = made.git('rev-parse', 'HEAD');
      made.commit('write', { [path]: path.endsWith('.md') ? shown : shown.replace(/^[^#]*/, '').replace(/```\n$/, '') });
      const { notes } = await judged(made, base);
      for (const words of expect) assert.match(notes.join('\n'), words);
      if (expect.length === 0) assert.equal(notes, []);
      made.remove();
    });
  }
});

suite('sealgate waivers', (test) => {
  const now = new Date('2026-06-01');
  for (const [name, files, code, words] of [
    ['nothing', { 'a.yaml': clean }, 0, 'nothing is waived'],
    ['one that holds', { 'secret.yaml': waived() }, 0, 'covers 1'],
    ['one that expires within 14 days', { 'secret.yaml': waived('2026-06-14') }, 1, 'expires soon'],
    ['one that has expired', { 'secret.yaml': waived('2026-05-14') }, 1, 'EXPIRED'],
    ['one that covers nothing', { '.sealgate/waivers.yaml': filed('2026-06-30') }, 1, 'unused'],
    ['one of the file', { '.sealgate/waivers.yaml': filed('2026-06-30'), 'secret.yaml': secret }, 0, '.sealgate/waivers.yaml:3'],
    [
      'a comment that is none',
      { 'secret.yaml': secret.replace('  password', '  # sealgate: ignore\n  password') },
      1,
      'no waiver  secret.yaml:7',
    ],
  ] as const) {
    test(name, async () => {
      const made = repository(files);
      const { code: ended, out } = await sealgate(['waivers'], { cwd: made.path, now });
      assert.is(ended, code, out);
      assert.match(out, words);
      made.remove();
    });
  }
});

/** A repository whose baseline knows what it holds. */
async function adopted(files: Readonly<Record<string, string>>): Promise<{ readonly made: TestRepository; readonly base: string }> {
  const made = repository(files);
  assert.is((await sealgate(['baseline'], { cwd: made.path })).code, 0);
  return { made, base: made.commit('adopt') };
}

suite('baseline, end to end', (test) => {
  test('what is there passes, what is new fails', async () => {
    const { made, base } = await adopted({ 'secret.yaml': secret });
    made.commit('touch', { 'secret.yaml': `# new\n${secret}` });
    assert.equal(pick(await judged(made, base)), [0, 0, 1]);
    made.commit('new', { 'new.yaml': secret.replace('ledger-db', 'cart-db') });
    assert.equal(pick(await judged(made, base)), [1, 1, 1]);
    made.remove();
  });

  test('it holds nothing of a value, no date, no line', async () => {
    const { made } = await adopted({ 'secret.yaml': secret });
    const before = readFileSync(join(made.path, '.sealgate/baseline'), 'utf8');
    assert.not.match(before, value);
    made.commit('other value, other line', { 'secret.yaml': `# new\n${other}` });
    await sealgate(['baseline'], { cwd: made.path });
    assert.is(readFileSync(join(made.path, '.sealgate/baseline'), 'utf8'), before);
    made.remove();
  });

  for (const [name, change] of [
    ['a move', (made: TestRepository) => void made.git('mv', 'secret.yaml', 'moved.yaml')],
    [
      'a reformat',
      (made: TestRepository) => void made.write({ 'secret.yaml': secret.replace(`password: ${value}`, `password: "${value}"`) }),
    ],
    [
      'a move with a reformat',
      (made: TestRepository) => {
        made.git('mv', 'secret.yaml', 'moved.yaml');
        made.write({ 'moved.yaml': `# moved\n${secret.replace(`password: ${value}`, `"password": '${value}'`)}` });
      },
    ],
  ] as const) {
    test(`${name} is survived`, async () => {
      const { made, base } = await adopted({ 'secret.yaml': secret });
      change(made);
      made.commit('change');
      assert.equal(pick(await judged(made, base)), [0, 0, 1]);
      made.remove();
    });
  }

  test('a squash is survived', async () => {
    const { made, base } = await adopted({ 'secret.yaml': secret });
    made.commit('one', { 'secret.yaml': `# one\n${secret}` });
    made.commit('two', { 'secret.yaml': `# two\n${secret}` });
    made.git('reset', '-q', '--soft', base);
    made.commit('squashed');
    assert.equal(pick(await judged(made, base)), [0, 0, 1]);
    made.remove();
  });

  test('a value that changes is new, also when a second commit touches the file', async () => {
    const { made, base } = await adopted({ 'secret.yaml': secret });
    made.commit('change', { 'secret.yaml': other });
    assert.equal(pick(await judged(made, base)), [1, 1, 0]);
    made.commit('touch', { 'secret.yaml': `# new\n${other}` });
    assert.equal(pick(await judged(made, base)), [1, 1, 0]);
    made.remove();
  });

  test('a change cannot put its own leak into the baseline, and the growth is told', async () => {
    const made = repository({ 'a.yaml': clean });
    const base = made.git('rev-parse', 'HEAD');
    made.commit('leak', { 'secret.yaml': secret });
    await sealgate(['baseline'], { cwd: made.path });
    made.commit('hide it');
    const { code, report } = await scanJson(['--range', `${base}..HEAD`], { cwd: made.path });
    assert.is(code, 1);
    assert.equal(report.findings.map((one) => one.rule).sort(), ['core/secret-plain', 'policy/loosened']);
    made.remove();
  });

  test('what is not committed is not baselined', async () => {
    const made = repository({ 'a.yaml': clean });
    made.write({ 'secret.yaml': secret });
    const { out } = await sealgate(['baseline'], { cwd: made.path });
    assert.match(out, 'holds 0 findings');
    made.remove();
  });

  test('--prune takes out what is repaired, and adds nothing', async () => {
    const { made } = await adopted({ 'secret.yaml': secret, 'cart.yaml': secret.replace('ledger-db', 'cart-db') });
    made.git('rm', '-q', 'cart.yaml');
    made.commit('repair', { 'new.yaml': secret.replace('ledger-db', 'new-db') });
    const dry = await sealgate(['baseline', '--prune', '--dry-run'], { cwd: made.path });
    assert.match(dry.out, 'would hold 1 finding of HEAD: 0 added, 1 removed');
    const { code, out } = await sealgate(['baseline', '--prune'], { cwd: made.path });
    assert.is(code, 0);
    assert.match(out, '0 added, 1 removed');
    assert.is(
      readFileSync(join(made.path, '.sealgate/baseline'), 'utf8')
        .split('\n')
        .filter((line) => /^[0-9a-f]/.test(line)).length,
      1,
    );
    made.remove();
  });

  test('--history takes what history holds, --dry-run writes nothing', async () => {
    const made = repository({ 'secret.yaml': secret });
    made.git('rm', '-q', 'secret.yaml');
    made.commit('gone', { 'a.yaml': clean });
    assert.match((await sealgate(['baseline', '--dry-run'], { cwd: made.path })).out, 'would hold 0 findings');
    assert.match((await sealgate(['baseline', '--history', '--dry-run'], { cwd: made.path })).out, 'would hold 1 finding');
    assert.not.ok(existsSync(join(made.path, '.sealgate')));
    made.remove();
  });
});

const pick = ({ code, open, baselined }: { readonly code: number; readonly open: number; readonly baselined: number }) => [
  code,
  open,
  baselined,
];

const certificate = (name: string): string => readFileSync(`test/vectors/keys/sealing-${name}.crt`, 'utf8');
/** `openssl x509 -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64` of sealing-a.crt. */
const spki = 'SHA256:3q5LyCI5/He4QDNValCHTxJoUVFJjULBx5SpbwJjANE';

suite('recipients: certificates to seal with', (test) => {
  for (const [name, allow, file, expect] of [
    ['the one that is listed by its SPKI', spki, certificate('a'), []],
    ['another one of a controller', spki, certificate('b'), ['policy/certificate-not-allowed']],
    ['another one that was brought along', spki, certificate('d'), ['policy/certificate-not-allowed']],
    ['one of a bundle', spki, certificate('a') + certificate('b'), ['policy/certificate-not-allowed']],
    ['one in a file of YAML', spki, `cert: |\n${certificate('b').replace(/^/gm, '  ')}\n`, ['policy/certificate-not-allowed']],
    ['a certificate of TLS', spki, readFileSync('test/vectors/keys/tls-rsa.crt', 'utf8'), []],
    ['a list that names no certificate', 'age1example', certificate('b'), []],
    ['what only looks like one', spki, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', []],
  ] as const) {
    test(name, async () => {
      const made = repository({ '.sealgate.yaml': `version: 1\nrecipients: [{ paths: [clusters/**], allow: ['${allow}'] }]\n` });
      const base = made.git('rev-parse', 'HEAD');
      made.commit('certificate', { 'clusters/prod/pub.yaml': file, 'elsewhere/pub.pem': certificate('b') });
      const { report } = await scanJson(['--range', `${base}..HEAD`], { cwd: made.path });
      assert.equal(
        report.findings.filter((one) => one.severity === 'error').map((one) => one.rule),
        expect,
      );
      made.remove();
    });
  }
});

suite('extends', (test) => {
  test('an npm package that is installed', async () => {
    const made = repository({ '.sealgate.yaml': "version: 1\nextends: ['@example/policy']\n", '.gitignore': 'node_modules\n' });
    made.write({
      'package.json': '{}',
      'node_modules/@example/policy/package.json': '{ "name": "@example/policy", "version": "1.0.0" }',
      'node_modules/@example/policy/sealgate.yaml': "version: 1\nexclude: ['vendor/**']\n",
    });
    const { out } = await sealgate(['config'], { cwd: made.path });
    assert.match(out, /^exclude +vendor\/\*\* +@example\/policy:2$/m);
    made.remove();
  });

  for (const [name, files, words] of [
    ['a package that is not there', { '.sealgate.yaml': "version: 1\nextends: ['@example/none']\n" }, "'@example/none' cannot be found"],
    ['a file that is not there', { '.sealgate.yaml': 'version: 1\nextends: [./none.yaml]\n' }, "'./none.yaml' cannot be found"],
    ['a circle', { '.sealgate.yaml': 'version: 1\nextends: [./.sealgate.yaml]\n' }, 'goes round in a circle'],
    [
      'a mistake in what is extended',
      { '.sealgate.yaml': 'version: 1\nextends: [./a.yaml]\n', 'a.yaml': 'version: 1\nthreshold: x\n' },
      './a.yaml, line 2',
    ],
  ] as const) {
    test(name, async () => {
      const made = repository(files);
      const { code, err } = await sealgate(['config'], { cwd: made.path });
      assert.is(code, 2);
      assert.match(err, words);
      made.remove();
    });
  }
});

suite('sealgate config', (test) => {
  test('each part with where it came from', async () => {
    const made = repository({
      '.sealgate.yaml': 'version: 1\nextends: [./team.yaml]\nthreshold: warning\nrules: { weak/short: off }\n',
      'team.yaml': "version: 1\nthreshold: info\nexclude: ['vendor/**']\n",
    });
    const { code, out } = await sealgate(['config'], { cwd: made.path });
    assert.is(code, 0);
    for (const words of [
      /^threshold +warning +\.sealgate\.yaml:3$/m,
      /^exclude +vendor\/\*\* +\.\/team\.yaml:3$/m,
      /weak\/short +off +\.sealgate\.yaml:4/,
      /maxDays +180 +default/,
    ])
      assert.match(out, words);
    made.remove();
  });

  test('an organisation’s policy holds against a weaker setting', async () => {
    const made = repository({ '.sealgate.yaml': 'version: 1\nrules: { core/secret-plain: off }\n' });
    made.write({ 'org.yaml': 'version: 1\nmandatory: [core/secret-plain]\n' });
    const { out } = await sealgate(['config', '--policy', 'org.yaml'], { cwd: made.path });
    assert.match(out, /core\/secret-plain +off +\.sealgate\.yaml:2; held by org\.yaml:2/);
    made.remove();
  });

  test('the folder is checked before it is committed', async () => {
    const made = repository({ 'a.yaml': clean });
    made.write({ '.sealgate.yaml': 'version: 1\nthreshhold: error\n' });
    assert.is((await sealgate(['config'], { cwd: made.path })).code, 0);
    const { code, err } = await sealgate(['config', '--worktree'], { cwd: made.path });
    assert.is(code, 2);
    assert.match(err, ".sealgate.yaml, line 2: unknown member 'threshhold'");
    made.remove();
  });

  test('another version, and one that is not there', async () => {
    const made = repository({ '.sealgate.yaml': 'version: 1\nthreshold: info\n' });
    made.git('tag', 'old');
    made.commit('new', { '.sealgate.yaml': 'version: 1\n' });
    assert.match((await sealgate(['config', '--at', 'old'], { cwd: made.path })).out, /threshold +info/);
    assert.is((await sealgate(['config', '--at', 'nowhere'], { cwd: made.path })).code, 2);
    made.remove();
  });
});

/** `waivers.inline: head-if-codeowned` at the doors: a change may bring an inline waiver where a code owner is asked about it. */
import * as assert from 'uvu/assert';
import { sealgate } from '../support/cli.ts';
import { suite } from '../support/suite.ts';
import { clean, Doors, secret, waivedSecret } from './hook-doors.ts';

const settings = 'version: 1\nwaivers: { inline: head-if-codeowned }\n';
const removed = clean.replace('ledger', 'gone');

interface Scenario {
  readonly name: string;
  readonly owners: Readonly<Record<string, string>>;
  readonly commits: readonly Readonly<Record<string, string>>[];
  readonly env?: NodeJS.ProcessEnv;
  readonly counts: boolean;
  readonly words: string;
}

const scenarios: readonly Scenario[] = [
  {
    name: 'the base names an owner of the file',
    owners: { '.github/CODEOWNERS': '/apps/ @team\n' },
    commits: [{ 'apps/secret.yaml': waivedSecret }],
    counts: true,
    words: 'and counts: .github/CODEOWNERS names an owner',
  },
  {
    name: 'the base names owners of other files',
    owners: { CODEOWNERS: '/apps/ @team\n' },
    commits: [{ 'infra/secret.yaml': waivedSecret }],
    counts: false,
    words: 'CODEOWNERS of the base names no owner for its file',
  },
  {
    name: 'the last pattern that matches takes the owners away',
    owners: { 'docs/CODEOWNERS': '* @team\n/apps/demo/\n' },
    commits: [{ 'apps/demo/secret.yaml': waivedSecret }],
    counts: false,
    words: 'docs/CODEOWNERS of the base names no owner for its file',
  },
  {
    name: 'the base has no CODEOWNERS, the change brings one',
    owners: {},
    commits: [{ 'apps/secret.yaml': waivedSecret, CODEOWNERS: '* @me\n' }],
    counts: false,
    words: 'the base has no CODEOWNERS',
  },
  {
    name: 'the change adds an owner',
    owners: { CODEOWNERS: '/infra/ @team\n' },
    commits: [{ CODEOWNERS: '* @me\n' }, { 'apps/secret.yaml': waivedSecret }],
    counts: false,
    words: 'CODEOWNERS of the base names no owner',
  },
  {
    name: 'a later commit takes it out again, so no owner sees it',
    owners: { CODEOWNERS: '* @team\n' },
    commits: [{ 'apps/secret.yaml': waivedSecret }, { 'apps/secret.yaml': removed }],
    counts: false,
    words: 'takes it out again',
  },
  {
    name: 'a later commit keeps it',
    owners: { CODEOWNERS: '* @team\n' },
    commits: [{ 'apps/secret.yaml': waivedSecret }, { 'apps/secret.yaml': `# more\n${waivedSecret}` }],
    counts: true,
    words: 'and counts: CODEOWNERS names an owner',
  },
  {
    name: 'without a waiver an owner is no excuse',
    owners: { CODEOWNERS: '* @team\n' },
    commits: [{ 'apps/secret.yaml': secret }],
    counts: false,
    words: 'apps/secret.yaml:7',
  },
  {
    name: 'on GitLab the file of another forge is not read',
    owners: { '.github/CODEOWNERS': '* @team\n' },
    commits: [{ 'apps/secret.yaml': waivedSecret }],
    env: { GITLAB_CI: 'true', GL_REPOSITORY: 'project-1' },
    counts: false,
    words: 'the base has no CODEOWNERS',
  },
];

suite('waivers.inline: head-if-codeowned', (test) => {
  for (const { name, owners, commits, env = {}, counts, words } of scenarios) {
    const bring = (doors: Doors): void => {
      for (const files of commits) doors.local.commit('change', files);
    };
    const start = { '.sealgate.yaml': settings, 'a.yaml': clean, ...owners };

    test(`pull request: ${name}`, async () => {
      const doors = new Doors('pre-receive', start);
      bring(doors);
      const { code, out, err } = await sealgate(['scan', '--range', 'origin/main..main'], { cwd: doors.local.path, env, now: new Date() });
      assert.is(code, counts ? 0 : 1, out + err);
      assert.match((out + err).replace(/\s+/g, ' '), words);
      doors.remove();
    });

    test(`pre-receive: ${name}`, () => {
      const doors = new Doors('pre-receive', start);
      bring(doors);
      const ended = doors.run(['push', 'origin', 'main'], { ...env } as Record<string, string>);
      assert.is(ended.code === 0, counts, ended.words);
      assert.match(ended.words.replace(/\s*\nremote: (?:GL-HOOK-ERR: )?\s*/g, ' '), words);
      doors.remove();
    });
  }

  for (const owners of ['* @team\n', '/other/ @team\n']) {
    test(`pre-commit honours it with '${owners.trim()}', and says that the pull request will ask`, () => {
      const doors = new Doors('pre-commit', { '.sealgate.yaml': settings, CODEOWNERS: owners });
      doors.local.write({ 'apps/secret.yaml': waivedSecret }).git('add', '-A');
      const ended = doors.run(['commit', '-m', 'change']);
      assert.is(ended.code, 0, ended.words);
      assert.match(ended.words.replace(/\s+/g, ' '), 'the pull request will ask');
      doors.remove();
    });
  }

  for (const [name, owners, words] of [
    ['which file counts', { CODEOWNERS: '* @team\n/apps/ @a\n' }, 'code owners: CODEOWNERS, 2 patterns, as github reads it'],
    ['that there is none', {}, 'code owners: none'],
  ] as const) {
    test(`sealgate config says ${name}`, async () => {
      const doors = new Doors('pre-commit', { '.sealgate.yaml': settings, ...owners });
      const { out } = await sealgate(['config'], { cwd: doors.local.path });
      assert.match(out, /waivers\.inline +head-if-codeowned +\.sealgate\.yaml:2/);
      assert.match(out, words);
      doors.remove();
    });
  }

  test('sealgate doctor tells where nobody can ever be asked', async () => {
    const doors = new Doors('pre-commit', { '.sealgate.yaml': settings });
    const { out } = await sealgate(['doctor'], { cwd: doors.local.path });
    assert.match(out, 'there is no CODEOWNERS');
    doors.remove();
  });
});

/** Every door against every way in which a leak, or a loosened gate, may try to pass: one table of exit codes and words. */
import * as assert from 'uvu/assert';
import { clean, secret, value, waivedSecret } from '../commands/hook-doors.ts';
import type { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { type Answer, type Event, type Hook, Scene } from './scene.ts';

type Expected = readonly [code: number, words: string];

interface Row {
  readonly name: string;
  /** Commits on `topic`, past the local hooks. */
  make(local: TestRepository): void;
  /** What is staged for the one commit that pre-commit judges. */
  stage(local: TestRepository): void;
  readonly isShallow?: boolean;
  readonly preCommit: Expected;
  /** Of a merge of `topic` git judges what it adds itself; its commits were judged when they were made. */
  readonly preMergeCommit: Expected;
  readonly prePush: Expected;
  /** pre-receive and update. */
  readonly server: Expected;
  /** Pull requests, merge queues and pushes at the Action. */
  readonly action: Expected;
  /** `scan --range`, in any other pipeline. */
  readonly range: Expected;
}

const leak: Expected = [1, 'secret.yaml:7'];
const nothing: Expected = [0, '0 files read'];
const told: Expected = [0, ''];
const loose = "version: 1\nexclude: ['**']\n";

const everywhere = (expected: Expected) => ({ prePush: expected, server: expected, action: expected, range: expected });

/** Two halves of a Secret: neither side of the merge holds both. */
const start = {
  'a.yaml': clean,
  'half.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ledger-db\n  labels:\n    app: ledger\ndata:\n  note: none\n',
};
const secretKind = start['half.yaml'].replace('ConfigMap', 'Secret');
const withPassword = start['half.yaml'].replace(
  '  note: none\n',
  `  note: bm9uZQ==\n  password: ${Buffer.from(value).toString('base64')}\n`,
);

const rows: readonly Row[] = [
  {
    name: 'a leak in the last commit',
    make(local) {
      local.commit('fine', { 'b.yaml': clean });
      local.commit('leak', { 'secret.yaml': secret });
    },
    stage: (local) => local.write({ 'secret.yaml': secret }),
    preCommit: leak,
    preMergeCommit: nothing,
    ...everywhere(leak),
  },
  {
    name: 'a leak only in a middle commit',
    make(local) {
      local.commit('leak', { 'secret.yaml': secret });
      local.commit('repair', { 'secret.yaml': clean });
    },
    stage(local) {
      local.commit('leak', { 'secret.yaml': secret });
      local.write({ 'secret.yaml': clean });
    },
    preCommit: [0, 'clean, staged changes, 1 file read'],
    preMergeCommit: nothing,
    ...everywhere(leak),
  },
  {
    name: 'a leak only in a merge',
    make(local) {
      local.git('checkout', '-q', '-b', 'side');
      local.commit('a Secret', { 'half.yaml': secretKind });
      local.git('checkout', '-q', 'topic');
      local.commit('a password', { 'half.yaml': withPassword });
      local.git('merge', '-q', '--no-edit', '--no-verify', 'side');
    },
    stage(local) {
      local.git('checkout', '-q', '-b', 'side');
      local.commit('a Secret', { 'half.yaml': secretKind });
      local.git('checkout', '-q', 'topic');
      local.commit('a password', { 'half.yaml': withPassword });
      local.git('merge', '-q', '--no-commit', '--no-verify', 'side');
    },
    preCommit: [1, 'half.yaml:9'],
    preMergeCommit: [1, 'half.yaml:9'],
    ...everywhere([1, 'half.yaml:9']),
  },
  {
    name: 'a leak that is removed again',
    make(local) {
      local.commit('leak', { 'secret.yaml': secret });
      local.git('rm', '-q', 'secret.yaml');
      local.commit('remove');
    },
    stage(local) {
      local.write({ 'secret.yaml': secret }).git('add', '-A');
      local.git('rm', '-q', '-f', 'secret.yaml');
      local.write({ 'b.yaml': clean });
    },
    preCommit: [0, 'clean, staged changes, 1 file read'],
    preMergeCommit: nothing,
    ...everywhere(leak),
  },
  {
    name: 'a configuration that is loosened in the same change',
    make(local) {
      local.commit('loosen', { '.sealgate.yaml': loose });
      local.commit('leak', { 'secret.yaml': secret });
    },
    stage: (local) => local.write({ '.sealgate.yaml': loose, 'secret.yaml': secret }),
    preCommit: [1, '** is excluded'],
    preMergeCommit: nothing,
    ...everywhere([1, '** is excluded']),
  },
  {
    name: 'a waiver that the same change adds',
    make: (local) => void local.commit('waive', { 'secret.yaml': waivedSecret }),
    stage: (local) => local.write({ 'secret.yaml': waivedSecret }),
    preCommit: [0, 'the pull request will ask'],
    preMergeCommit: nothing,
    ...everywhere([1, 'it counts once it is in the base']),
    prePush: [0, 'the pull request will ask'],
  },
  {
    name: 'a shallow clone',
    isShallow: true,
    make: (local) => void local.commit('leak', { 'secret.yaml': secret }),
    stage: (local) => local.write({ 'secret.yaml': secret }),
    preCommit: leak,
    preMergeCommit: nothing,
    ...everywhere(leak),
    range: [3, 'git fetch --unshallow'],
  },
  {
    name: 'no files',
    make: (local) => void local.commit('nothing'),
    stage() {},
    preCommit: nothing,
    preMergeCommit: nothing,
    prePush: nothing,
    server: told,
    action: [0, 'read 0 files'],
    range: [0, 'clean'],
  },
  {
    name: 'a change without a leak',
    make: (local) => void local.commit('fine', { 'b.yaml': clean }),
    stage: (local) => local.write({ 'b.yaml': clean }),
    preCommit: [0, 'clean, staged changes, 1 file read'],
    preMergeCommit: nothing,
    prePush: [0, '1 commit, 1 file read'],
    server: told,
    action: [0, 'read 1 file'],
    range: [0, 'clean'],
  },
];

interface Door {
  readonly name: string;
  expected(row: Row): Expected;
  pass(scene: Scene, row: Row): Answer | Promise<Answer>;
}

const push = (hook: Hook) => (scene: Scene, row: Row) => {
  row.make(scene.local);
  return scene.hook(hook, 'push', 'origin', 'topic:main');
};

const doors: readonly Door[] = [
  {
    name: 'pre-commit',
    expected: (row) => row.preCommit,
    pass(scene, row) {
      row.stage(scene.local);
      scene.local.git('add', '-A');
      return scene.hook('pre-commit', 'commit', '--allow-empty', '-m', 'change');
    },
  },
  {
    name: 'pre-merge-commit',
    expected: (row) => row.preMergeCommit,
    pass(scene, row) {
      row.make(scene.local);
      // The merge that the change ends with is made again, with the hook; else the change itself is merged.
      const isMerge = scene.local.git('rev-list', '--merges', '-1', 'HEAD') === scene.local.git('rev-parse', 'HEAD');
      scene.local.git('checkout', '-q', '-B', 'other', isMerge ? 'HEAD^1' : 'main');
      return scene.hook('pre-merge-commit', 'merge', '--no-ff', '--no-edit', isMerge ? 'side' : 'topic');
    },
  },
  { name: 'pre-push', expected: (row) => row.prePush, pass: push('pre-push') },
  { name: 'pre-receive', expected: (row) => row.server, pass: push('pre-receive') },
  { name: 'update', expected: (row) => row.server, pass: push('update') },
  ...(['pull_request', 'pull_request_target', 'merge_group', 'push'] as const).map(
    (event: Event): Door => ({
      name: `Action, ${event}`,
      expected: (row) => row.action,
      pass(scene, row) {
        row.make(scene.local);
        return scene.action(event);
      },
    }),
  ),
  {
    name: 'scan --range',
    expected: (row) => row.range,
    pass(scene, row) {
      row.make(scene.local);
      return scene.range();
    },
  },
];

for (const door of doors) {
  suite(`doors: ${door.name}`, (test) => {
    for (const row of rows) {
      const [code, words] = door.expected(row);
      test(`${row.name} ends with ${code}`, async () => {
        const scene = new Scene(start, row.isShallow === true);
        const answer = await door.pass(scene, row);
        assert.is(answer.code, code, answer.words);
        assert.match(answer.words, words);
        assert.not.match(answer.words, value);
        scene.remove();
      });
    }
  });
}

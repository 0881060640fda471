/** Files judged beside one another: in the index, in each commit of a range, at tips and introducing commits, in the folder. */
import * as assert from 'uvu/assert';
import { scanJson } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

const rule = 'kustomize/generated-from-clear';
const env = `LEDGER_DB_PASSWORD=${value}\n`;
const generator = 'kind: Kustomization\nsecretGenerator:\n  - name: ledger\n    envs: [db.env]\n';

interface SnapshotCase {
  readonly name: string;
  readonly before: (repository: TestRepository) => void;
  /** The last change; what it stages is committed for ranges and histories. */
  readonly change: (repository: TestRepository) => void;
  readonly after?: (repository: TestRepository) => void;
  /** Where the pair is told. */
  readonly found: Partial<Readonly<Record<Mode, readonly string[]>>>;
}
type Mode = 'staged' | 'folder' | 'range' | 'history';

const there = ['app/db.env'];

const cases: readonly SnapshotCase[] = [
  {
    name: 'a generator that comes after its source',
    before: (repository) => void repository.commit('source', { 'app/db.env': env }),
    change: (repository) => void repository.write({ 'app/kustomization.yaml': generator }).git('add', '-A'),
    found: { staged: there, folder: there, range: there, history: there },
  },
  {
    name: 'a source that comes after its generator',
    before: (repository) => void repository.commit('generator', { 'app/kustomization.yaml': generator }),
    change: (repository) => void repository.write({ 'app/db.env': env }).git('add', '-A'),
    found: { staged: there, folder: there, range: there, history: there },
  },
  {
    name: 'a generator further up that reaches down',
    before: (repository) => void repository.commit('source', { 'app/db.env': env }),
    change: (repository) => void repository.write({ 'kustomization.yaml': generator.replace('db.env', 'app/db.env') }).git('add', '-A'),
    found: { staged: there, folder: there, range: there, history: there },
  },
  {
    name: 'a generator of the folder that is not staged',
    before: (repository) => void repository.commit('base', { 'a.yaml': clean }),
    change: (repository) => {
      repository.write({ 'app/db.env': env }).git('add', '-A');
      repository.write({ 'app/kustomization.yaml': generator });
    },
    found: { staged: [], folder: there, range: [], history: [] },
  },
  {
    name: 'a generator that only the folder still has',
    before: (repository) => void repository.commit('generator', { 'app/kustomization.yaml': generator }),
    change: (repository) => {
      repository.write({ 'app/db.env': env }).git('add', '-A');
      repository.git('rm', '-q', '--cached', 'app/kustomization.yaml');
    },
    found: { staged: [], folder: there, range: [], history: [] },
  },
  {
    name: 'a pair that nobody touched',
    before: (repository) => void repository.commit('both', { 'app/db.env': env, 'app/kustomization.yaml': generator }),
    change: (repository) => void repository.write({ 'other/a.yaml': clean }).git('add', '-A'),
    found: { staged: [], folder: there, range: [], history: there },
  },
  {
    name: 'a pair that was once, and is gone',
    before: (repository) => {
      repository.commit('source', { 'app/db.env': env });
      repository.commit('generator', { 'app/kustomization.yaml': generator });
      repository.git('rm', '-q', '-r', 'app');
      repository.commit('gone', { 'a.yaml': clean });
    },
    change: (repository) => void repository.write({ 'other/a.yaml': clean }).git('add', '-A'),
    found: { staged: [], folder: [], range: [], history: there },
  },
  {
    name: 'two halves that were never there together',
    before: (repository) => {
      repository.commit('source', { 'app/db.env': env });
      repository.git('rm', '-q', 'app/db.env');
      repository.commit('gone', { 'app/kustomization.yaml': generator });
    },
    change: (repository) => void repository.write({ 'other/a.yaml': clean }).git('add', '-A'),
    found: { staged: [], folder: [], range: [], history: [] },
  },
];

suite('files beside one another', (test) => {
  for (const { name, before, change, found } of cases) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('root', { 'a.yaml': clean });
      before(repository);
      const base = repository.git('rev-parse', 'HEAD');
      change(repository);
      const seen: Partial<Record<Mode, readonly string[]>> = {};
      seen.staged = await told(repository, '--staged');
      seen.folder = await told(repository, '.');
      repository.git('commit', '-q', '--no-verify', '-m', 'change');
      seen.range = await told(repository, '--range', `${base}..`);
      seen.history = await told(repository, '--history');
      assert.equal(seen, found);
      repository.remove();
    });
  }

  test('halves that different commits of a range bring meet at its tip, wherever they stand', async () => {
    const repository = TestRepository.create();
    const base = repository.commit('root', { 'a.yaml': clean });
    const application = [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'metadata: { name: ledger }',
      'spec:',
      '  source: { repoURL: https://git.example/x.git, path: charts/ledger, helm: { valueFiles: ["secrets://values-prod.yaml"] } }',
      '',
    ];
    repository.commit('application', { 'apps/ledger.yaml': application.join('\n') });
    repository.commit('values', { 'charts/ledger/values-prod.yaml': `db:\n  password: ${value}\n` });
    const rules = async (...args: readonly string[]) =>
      (await scanJson(args, { cwd: repository.path })).report.findings.flatMap((one) => [one.rule, ...one.also]);
    for (const args of [['--range', `${base}..`], ['--history'], ['.']]) {
      assert.ok((await rules(...args)).includes('argocd/value-file-clear'), args.join(' '));
    }
    repository.remove();
  });
});

async function told(repository: TestRepository, ...args: readonly string[]): Promise<readonly string[]> {
  const { report } = await scanJson(args, { cwd: repository.path });
  return report.findings.filter((one) => one.rule === rule || one.also.includes(rule)).map(({ location }) => location.path);
}

suite('a Secret in clear beside its other half, when the change has one of them', (test) => {
  const clear = `apiVersion: v1\nkind: Secret\nmetadata: {name: ledger, namespace: payments}\nstringData:\n  password: ${['m4j8', 'pXq7', 'Rw2K'].join('')}\n`;
  const external =
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: ledger, namespace: payments}\nspec:\n  secretStoreRef: {name: vault, kind: ClusterSecretStore}\n  data: []\n';
  for (const { name, before, after, expect } of [
    {
      name: 'the Secret comes, and what makes it is there',
      before: { 'apps/external.yaml': external },
      after: { 'apps/secret.yaml': clear },
      expect: ['apps/secret.yaml'],
    },
    {
      name: 'what makes it comes, and the Secret is there',
      before: { 'apps/secret.yaml': clear },
      after: { 'apps/external.yaml': external },
      expect: ['apps/secret.yaml'],
    },
    {
      name: 'another folder is another cluster',
      before: { 'prod/external.yaml': external.replace('payments', 'shop') },
      after: { 'apps/secret.yaml': clear },
      expect: [],
    },
  ]) {
    for (const mode of ['--staged', '--range'])
      test(`${mode}: ${name}`, async () => {
        const repository = TestRepository.create();
        repository.commit('start', before);
        repository.write(after).git('add', '-A');
        if (mode === '--range') repository.commit('change');
        const args = mode === '--range' ? ['--range', 'HEAD~1..HEAD'] : [mode];
        const { report } = await scanJson(args, { cwd: repository.path });
        const told = report.findings.filter(({ rule, also }) => [rule, ...also].includes('core/plaintext-twin'));
        assert.equal(
          told.map(({ location }) => location.path),
          expect,
        );
        repository.remove();
      });
  }
});

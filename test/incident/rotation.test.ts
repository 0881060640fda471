import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { RepositoryReading } from '../../src/commands/sweep/repository.ts';
import { credentialClass } from '../../src/incident/credential.ts';
import type { Inventory } from '../../src/incident/inventory.ts';
import { type Investigation, investigate } from '../../src/incident/investigate.ts';
import { readKeys } from '../../src/incident/keys/read.ts';
import { compromiseReport } from '../../src/incident/report.ts';
import { credentialSteps } from '../../src/incident/rotation-steps.ts';
import { SealedTrials } from '../../src/incident/sealed-trials.ts';
import { SopsReach } from '../../src/incident/sops-reach.ts';
import type { CompromiseReport } from '../../src/model/compromise.ts';
import { Concealed } from '../../src/model/concealed.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));

async function inventoryOf(cwd: string, visibility: string | null = null): Promise<Inventory> {
  const facts = { name: 'repo', location: cwd, visibility, forks: null, owner: null, tier: null, cluster: null };
  const reading = await RepositoryReading.open(facts, { cwd, env: cleanEnvironment() }, { onBlobs: () => {}, known: new Map() });
  await reading.tip();
  return reading.history();
}

async function reportOf(inventory: Inventory, file: string): Promise<CompromiseReport> {
  const keys = await readKeys({ source: file, bytes: readFileSync(join(vectors, 'keys', file)) }, async () => null);
  const found: Investigation = await investigate([inventory], {
    keys,
    trials: new SealedTrials(keys),
    reach: new SopsReach(keys),
    certificates: [],
    companion: null,
    cluster: null,
  });
  const incident = { id: null, operator: null, compromisedSince: null };
  return compromiseReport([inventory], keys, found, {
    version: '0',
    incident,
    created: '',
    milliseconds: 0,
    partial: null,
    listExcluded: false,
    trustDates: false,
    cluster: null,
    failed: [],
  });
}

suite('incident/rotation', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-rotation-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const clone = (name: string): string => {
    execFileSync('git', ['clone', '-q', '--mirror', join(vectors, 'sweep', `${name}.bundle`), join(folder, name)], {
      env: cleanEnvironment(),
    });
    return join(folder, name);
  };
  const fleet = inventoryOf(clone('fleet')).then((inventory) => reportOf(inventory, 'age-x.txt'));
  const platform = inventoryOf(clone('platform'));

  test('sops rotate keeps the iv of a value that stays: told as not changed', async () => {
    const row = (await fleet).rotate.find(({ places }) => places.some(({ path }) => path === 'clusters/prod/api.sops.yaml'));
    assert.match(row?.hints.join() ?? '', /the data key was rotated and the value was not/);
  });

  test('a value of another length at the tip was changed for certain, and sorts below what is live', async () => {
    const { rotate, exposures } = await fleet;
    const changed = rotate.filter(({ value }) => value === 'changed');
    assert.ok(changed.every(({ severity }) => severity === 'low' || severity === 'medium'));
    const live = exposures.filter(({ liveValue }) => liveValue === true).map(({ path }) => path);
    assert.ok(live.includes('clusters/prod/db.sops.yaml'));
  });

  test('what is proven, live and powerful comes first', async () => {
    const { rotate } = await fleet;
    const order = ['critical', 'high', 'medium', 'low'];
    const levels = rotate.map(({ severity }) => order.indexOf(severity));
    assert.equal(
      levels,
      [...levels].sort((a, b) => a - b),
    );
    assert.equal(
      rotate.map(({ rank }) => rank),
      rotate.map((_, at) => at + 1),
    );
    assert.is(rotate.at(-1)?.severity, 'low');
  });

  test('the committed leaked key is the earliest possible compromise, and begins the window of logs', async () => {
    const report = await fleet;
    assert.is(report.timeline.earliestCompromise, '2025-05-02T09:00:00Z');
    const old = report.rotate.find(({ places }) => places.some(({ path }) => path === 'trial/secret.sops.yaml'));
    assert.is(old?.reviewLogs.from, '2025-05-02T09:00:00Z');
  });

  test('owners, authors, workloads and visibility of the repository are carried to each credential', async () => {
    const repository = TestRepository.create();
    try {
      const sealed = execFileSync('git', ['--git-dir', join(folder, 'platform'), 'show', 'main:apps/media/smtp.yaml'], {
        encoding: 'utf8',
        env: cleanEnvironment(),
      });
      const workload = [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: {name: mailer, namespace: media}',
        'spec:',
        '  template:',
        '    spec:',
        '      containers:',
        '        - name: main',
        '          env:',
        '            - name: PASSWORD',
        '              valueFrom: {secretKeyRef: {name: smtp-relay, key: password}}',
        '',
      ].join('\n');
      repository.commit('all', { 'apps/smtp.yaml': sealed, 'apps/mailer.yaml': workload, CODEOWNERS: '/apps/ @mail-team\n' });
      const report = await reportOf(await inventoryOf(repository.path, 'public'), 'sealing-a.key');
      const [row] = report.rotate;
      assert.equal(
        [row?.owners, row?.consumers, row?.visibility, row?.class],
        [['@mail-team'], ['media/Deployment/mailer'], 'public', 'mail credential'],
      );
      assert.equal(row?.authors, ['Test <test@example.org>']);
      const commands = row?.how.flatMap(({ command }) => command ?? []) ?? [];
      assert.ok(commands.some((command) => command.includes('--scope strict --namespace media --name smtp-relay')));
    } finally {
      repository.remove();
    }
  });

  test('the new value is sealed for the scope, namespace and name of the old one; where the file names none, for those of the label', async () => {
    const repository = TestRepository.create();
    const files = ['genuine-4096-strict-yaml', 'genuine-4096-namespace-wide-yaml', 'genuine-4096-cluster-wide-yaml', 'helm-values-sealed'];
    const texts = files.map((file) => [`${file}.yaml`, readFileSync(join(vectors, 'sealed-secrets', `${file}.yaml`))] as const);
    repository.commit('all', Object.fromEntries(texts));
    const { rotate } = await reportOf(await inventoryOf(repository.path), 'sealing-a.key');
    repository.remove();
    const steps = rotate.flatMap(({ how }) => how);
    const sealedIn = (file: string): string[] => [
      ...new Set(steps.flatMap(({ text, command }) => (text.includes(`${file}.yaml`) && command !== null ? [command] : []))),
    ];
    const kubeseal = (label: string): string => `kubeseal --raw --cert sealing-cert.pem --scope ${label} --from-file=NEW_VALUE`;
    assert.equal(
      files.map((file) => sealedIn(file)),
      [
        [kubeseal('strict --namespace identity --name object-store')],
        [kubeseal('namespace-wide --namespace identity')],
        [kubeseal('cluster-wide')],
        [kubeseal('cluster-wide')],
      ],
    );
  });

  test('no command is printed as tried that is not among those that were', async () => {
    const file = '[\\w./-]+';
    const tried = [
      'kubectl --namespace kube-system set env deployment/sealed-secrets-controller SEALED_SECRETS_KEY_CUTOFF_TIME="\\$\\(date -R\\)"',
      'kubeseal --controller-namespace kube-system --fetch-cert > sealing-cert\\.pem',
      'kubectl --namespace kube-system delete secret OLD_SEALING_KEY && kubectl --namespace kube-system rollout restart deployment/sealed-secrets-controller',
      'kubeseal --raw --cert sealing-cert\\.pem --scope [a-z-]+( --namespace [\\w-]+)?( --name [\\w.-]+)? --from-file=NEW_VALUE',
      `sops (updatekeys --yes|rotate --in-place|edit) ${file}`,
      `sops updatekeys --yes ${file} && sops rotate --in-place ${file}`,
      'age-keygen (-pq )?-o new\\.agekey',
      'gpg --quick-generate-key NAME',
      'gpg --generate-revocation [0-9A-F]{40}',
    ].map((pattern) => new RegExp(`^(?:${pattern})$`));
    for (const key of ['sealing-a.key', 'age-x.txt', 'age-pq.txt', 'pgp-p.asc', 'ssh-ed25519', 'sealing-a.crt']) {
      const { rotate, revoke } = await reportOf(await platform, key);
      for (const { command, tried: said } of [...revoke, ...rotate].flatMap(({ how }) => how))
        assert.is(said, command !== null && tried.some((pattern) => pattern.test(command)), command ?? '');
    }
  });

  test('revoking the key comes with the order upstream demands: a new key first', async () => {
    const { revoke } = await reportOf(await platform, 'sealing-a.key');
    assert.match(revoke[0]?.how[0]?.text ?? '', /new sealing key first/);
  });
});

suite('incident/credential', (test) => {
  const table = [
    { name: 'a TLS key by its name', input: ['tls.key', 'web-tls', 'a.yaml', null], expect: 'TLS private key' },
    { name: 'a database by the object', input: ['password', 'postgres-app', 'a.yaml', null], expect: 'database credential' },
    { name: 'a user name', input: ['username', 'postgres-app', 'a.yaml', null], expect: 'name or address' },
    { name: 'a connection string by its value', input: ['value', null, 'a.yaml', 'postgres://u:p@db/x'], expect: 'database credential' },
    { name: 'a number', input: ['db.port', null, 'a.yaml', '5432'], expect: 'setting' },
    { name: 'an image pull secret', input: ['.dockerconfigjson', 'pull', 'a.yaml', '{"auths":{}}'], expect: 'registry credential' },
    { name: 'a webhook', input: ['url', 'alerts', 'a.yaml', 'https://hooks.slack.com/services/x'], expect: 'webhook' },
    { name: 'an age key', input: ['keys.txt', 'x', 'a.yaml', `AGE-SECRET-KEY-${'1'}${'Q'.repeat(58)}`], expect: 'decryption key' },
    { name: 'a word that says nothing', input: ['data', null, 'x.bin', null], expect: 'credential' },
    { name: 'a plain password', input: ['password', 'app', 'a.yaml', null], expect: 'password' },
  ] as const;
  for (const { name, input, expect } of table) {
    test(`${name}: ${expect}`, () => {
      const [key, resource, path, value] = input;
      assert.is(credentialClass(key, resource, path, value === null ? null : new Concealed(value)).name, expect);
    });
  }
});

suite('rotation, values that the default branch has no more', (test) => {
  const texts = (elsewhere: readonly string[]): string =>
    credentialSteps('password', [], elsewhere)
      .map(({ text }) => text)
      .join('\n');

  test('a value at the tip of a release branch is not said to stand nowhere', () => {
    assert.match(texts(['refs/heads/release (shop: a.yaml)']), /at the tip of refs\/heads\/release \(shop: a\.yaml\)/);
    assert.not.match(texts(['refs/heads/release (shop: a.yaml)']), /no tip/);
  });

  test('a value of history alone is', () => assert.match(texts([]), /It stands at no tip any more/));
});

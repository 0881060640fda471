// Makes a small GitOps repository in a temporary folder, installs the hook, and lets a real `git commit` be blocked by it.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

const bin = resolve('dist/bin.cjs');
const folder = mkdtempSync(join(tmpdir(), 'sealgate-demo-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
for (const name of Object.keys(env)) if (name.startsWith('GIT_') && !name.startsWith('GIT_CONFIG_')) delete env[name];
if (process.stdout.isTTY && !env['NO_COLOR']) env['FORCE_COLOR'] = '1';

function git(...args) {
  const done = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`git ${args[0]} failed: ${done.stderr}`);
  return done.stdout;
}

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const say = (text) => process.stdout.write(`${text}\n`);

try {
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Demo');
  git('config', 'user.email', 'demo@example.org');
  for (const app of ['ledger', 'cart', 'search']) {
    write(
      `apps/${app}/deployment.yaml`,
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${app}\n  namespace: payments\nspec:\n  selector: { matchLabels: { app: ${app} } }\n  template:\n    metadata: { labels: { app: ${app} } }\n    spec:\n      containers:\n        - name: ${app}\n          image: registry.example.org/${app}:1.4.2\n          env:\n            - name: DB_PASSWORD\n              valueFrom: { secretKeyRef: { name: ${app}-db, key: password } }\n`,
    );
    write(`apps/${app}/kustomization.yaml`, 'resources:\n  - deployment.yaml\n');
  }
  // Real ciphertexts, made by kubeseal and sops for the tests.
  mkdirSync(join(folder, 'apps/cart'), { recursive: true });
  cpSync('test/vectors/sealed-secrets/genuine-4096-strict-yaml.yaml', join(folder, 'apps/cart/object-store.sealed.yaml'));
  cpSync('test/vectors/sops/format-yaml-age-x+age-y.yaml', join(folder, 'apps/search/secret.enc.yaml'));
  git('add', '-A');
  git('commit', '-q', '-m', 'Three apps, a SealedSecret and a SOPS file');

  const hook = join(folder, '.git/hooks/pre-commit');
  writeFileSync(hook, `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(bin)} hook pre-commit "$@"\n`);
  chmodSync(hook, 0o755);

  write(
    'apps/ledger/secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\n  namespace: payments\ndata:\n  username: ${Buffer.from('ledger').toString('base64')}\n  password: ${Buffer.from(['m4j8', 'pXq7', 'Rw2K'].join('')).toString('base64')}\n`,
  );
  git('add', '-A');
  say('A small GitOps repository: three apps, a SealedSecret, a SOPS file. Somebody adds a Secret and commits:\n');
  say('  $ git commit -m "Add the database password"\n');
  const commit = spawnSync('git', ['commit', '-m', 'Add the database password'], { cwd: folder, env, stdio: ['inherit', 1, 1] });
  if (commit.status === 0) throw new Error('the commit was not blocked');
  if (git('log', '--oneline').trim().split('\n').length !== 1) throw new Error('a commit was made all the same');
  say('\nThe commit was blocked. Next, on a repository of your own:');
  say(`  cd YOUR-REPOSITORY && node ${bin} scan --history`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// What a usual commit makes the command line evaluate. Each module of the sources stands in a file of its own here and is evaluated
// when something of it is first used; then a hook judges a commit of the kind that most are: settings, and objects without secrets.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { lazyCommonJs } from './lazy.mjs';

/** Paths of modules from the top of the project, and names of packages. */
export async function evaluatedByUsualCommit(options, sources) {
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-usual-'));
  try {
    await writeModules(options, sources, folder);
    const repository = join(folder, 'repository');
    stage(repository);
    const told = join(folder, 'evaluated');
    writeFileSync(join(folder, 'run.js'), run(told));
    const evaluated = new Set();
    for (const args of [
      ['hook', 'pre-commit'],
      ['scan', '--staged', '--format', 'json'],
    ]) {
      execFileSync(process.execPath, [join(folder, 'run.js'), ...args], { cwd: repository, env: environment(), stdio: 'pipe' });
      for (const one of readFileSync(told, 'utf8').split('\n')) evaluated.add(one);
    }
    return evaluated;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (told) => `globalThis.evaluated = new Set();
process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, [...evaluated].join('\\n')));
require('./src/bin.js');`;

async function writeModules(options, sources, folder) {
  const made = await build({
    ...options,
    bundle: false,
    minify: false,
    entryPoints: sources,
    format: 'cjs',
    outdir: folder,
    outbase: '.',
    write: false,
    external: undefined,
  });
  for (const { path, text } of made.outputFiles) {
    const file = path.slice(resolve(folder).length + 1).replaceAll('\\', '/');
    const load = (to) => {
      if (!to.startsWith('.')) return `(evaluated.add(${JSON.stringify(to)}), require(${JSON.stringify(to)}))`;
      const beside = posix.join(posix.dirname(file), to).replace(/\.ts$/, '.js');
      return `require(${JSON.stringify(join(folder, beside))})`;
    };
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const module = JSON.stringify(file.replace(/\.js$/, '.ts'));
    writeFileSync(join(folder, file), `evaluated.add(${module});\n${await lazyCommonJs(text, load, options)}`);
  }
}

/** Outside of any hook, and with the packages of the project. */
function environment() {
  const env = {
    ...process.env,
    NODE_PATH: resolve('node_modules'),
    NODE_OPTIONS: '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_(?!CONFIG_)/.test(name)));
}

function stage(folder) {
  const git = (...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { env: environment() });
  const write = (version) => {
    for (const [path, text] of Object.entries(files(version))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git('add', '-A');
  };
  mkdirSync(folder);
  git('init', '-q');
  write('1.27.0');
  git('commit', '-q', '-m', 'Before');
  write('1.27.1');
}

const files = (version) => ({
  'apps/ledger/values.yaml': `# The ledger
image:
  repository: registry.example.org/ledger
  tag: ${version}
replicas: 2
resources: {requests: {cpu: 100m, memory: "128Mi"}}
ingress:
  enabled: true
  hosts:
    - host: ledger.example.org
      paths: [/]
auth:
  existingSecret: ledger-credentials
  secretKeys:
    password: db-password
`,
  'apps/ledger/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ledger
  labels: {app: ledger}
spec:
  template:
    spec:
      containers:
        - name: ledger
          image: registry.example.org/ledger:${version}
          args: ["--verbose", "--port=8080"]
          env:
            - name: LOG_LEVEL
              value: info
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: ledger-credentials, key: db-password}}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ledger
data:
  LOG_LEVEL: info
`,
  'apps/ledger/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [deployment.yaml]
images:
  - name: ledger
    newTag: ${version}
`,
});

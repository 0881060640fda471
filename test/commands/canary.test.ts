/** No value, whole or in pieces or encoded, in anything that any command prints or writes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { formats } from '../../src/report/formats.ts';
import { Canary } from '../support/canary.ts';
import { type Ran, sealgate } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

// One for each place, so that a leak says where it comes from; with signs that encodings change.
const canaries: Canary[] = [];
function canary(): string {
  const number = String(canaries.length + 10);
  const text = [`Kq${number}xV`, `9w/T+${number}z`, `h${number}QmR7`, `b=${number}Lf`].join('');
  canaries.push(new Canary(text));
  return text;
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const object = (kind: string, rest: string, apiVersion = 'v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ledger\n  namespace: payments\n${rest}`;

const files: Readonly<Record<string, string | Uint8Array>> = {
  'secret/string-data.yaml': object('Secret', `stringData:\n  password: "${canary()}"\n`),
  'secret/data.yaml': object('Secret', `data:\n  password: ${base64(canary())}\n`),
  'secret/twice.yaml': object('Secret', `data:\n  password: ${base64(base64(canary()))}\n`),
  'secret/wrapped.yaml': object('Secret', `data:\n  config.yaml: ${base64(`db:\n  password: "${canary()}"\n`)}\n`),
  'secret/not-base64.yaml': object('Secret', `data:\n  password: "!!${canary()}!!"\n`),
  'secret/block.yaml': object('Secret', `stringData:\n  settings.env: |\n    DB_PASSWORD=${canary()}\n    # token: ${canary()}\n`),
  'secret/json.json': JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, stringData: { token: canary() } }),
  'secret/applied.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"x"},"stringData":{"password":"${canary()}"}}'\n`,
  'config/map.yaml': object(
    'ConfigMap',
    `data:\n  db.password: "${canary()}"\n  url: "https://ledger:${encodeURIComponent(canary())}@db.example.org/x"\n`,
  ),
  'deploy/env.yaml': object(
    'Deployment',
    `spec:\n  template:\n    spec:\n      containers:\n        - name: x\n          args: ["--password=${canary()}"]\n          env:\n            - name: API_TOKEN\n              value: "${canary()}"\n`,
    'apps/v1',
  ),
  'sealed/clear.yaml': object(
    'SealedSecret',
    `spec:\n  encryptedData:\n    password: "${canary()}"\n  template:\n    stringData:\n      token: "${canary()}"\n`,
    'bitnami.com/v1alpha1',
  ),
  'sops/clear.enc.yaml': `password: "${canary()}"\ntoken: ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]${canary()}\n# password: ${canary()}\nsops:\n  age:\n    - recipient: age1x\n      enc: "${canary()}"\n  lastmodified: "2026-01-01T00:00:00Z"\n  mac: "${canary()}"\n  version: 3.9.0\n`,
  '.env': `DB_PASSWORD=${canary()}\n# OLD_PASSWORD=${canary()}\n`,
  'values.yaml': `db:\n  password: "${canary()}"\nextra: {{ "${canary()}" }}\n`,
  'comment.yaml': `# password: ${canary()}\n# sealgate: allow ${canary()} until 2026-12-31\na: 1\n`,
  'waived.yaml': object(
    'Secret',
    `stringData:\n  # sealgate: allow core/secret-plain until 2026-12-31 by team -- accepted\n  password: "${canary()}"\n`,
  ),
  'broken/syntax.yaml': object('Secret', `stringData:\n  password: "${canary()}\n  other: [${canary()}\n`),
  'broken/flow.yaml': `{"kind":"Secret","data":{"a":"${canary()}"`,
  'broken/conflict.yaml': object(
    'Secret',
    `stringData:\n<<<<<<< a\n  password: ${canary()}\n=======\n  password: ${canary()}\n>>>>>>> b\n`,
  ),
  'broken/alias.yaml': `a: *${canary().replaceAll(/[^a-zA-Z0-9]/g, '')}\npassword: "${canary()}"\n`,
  'broken/tag.yaml': `a: !<${canary()}> "${canary()}"\n`,
  'broken/utf16.yaml': Buffer.from(`\ufeff${object('Secret', `stringData:\n  password: "${canary()}"\n`)}`, 'utf16le'),
  'other/main.tf': `resource "x" "y" {\n  password = "${canary()}"\n}\n`,
  'other/app.ini': `[db]\npassword=${canary()}\n`,
  'other/.netrc': `machine x login y password ${canary()}\n`,
  'other/notes.md': `Use this:\n\n\`\`\`yaml\n${object('Secret', `stringData:\n  password: "${canary()}"\n`)}\`\`\`\n`,
  'other/kubeconfig': `apiVersion: v1\nkind: Config\nusers:\n  - name: x\n    user:\n      token: "${canary()}"\n`,
  'other/settings.json': `{"password": "${canary()}",`,
};

/** Configuration and rules that are themselves broken, in ways whose parsers like to quote. */
const brokenSettings: readonly (readonly [name: string, text: string])[] = [
  ['.sealgate.yaml', `version: 1\nthreshold: "${canary()}"\n`],
  ['.sealgate.yaml', `version: 1\nexclude: [ "${canary()}\n`],
  ['.sealgate.yaml', `version: 1\nlimits:\n  blobBytes: "${canary()}"\n`],
  ['.sealgate.yaml', `version: 1\n  bad: ${canary()}\n`],
  ['.sealgate-waivers.yaml', `- rule: x\n  reason: "${canary()}\n`],
  ['.sealgate-baseline.json', `{"version": 1, "findings": ["${canary()}"`],
];
const brokenRule = `id: own/rule\ntitle: "${canary()}\nmatch: [\n`;

function planted(): TestRepository {
  const repository = TestRepository.create();
  repository.commit('root', { 'a.yaml': 'a: 1\n' });
  return repository;
}

function clear({ out, err }: Ran, where: string): void {
  for (const one of canaries) one.notIn(out + err, where);
}

suite('canaries', (test) => {
  for (const format of Object.keys(formats).filter((name) => name !== 'github')) {
    test(`scan --format ${format}, in every mode`, async () => {
      const repository = planted();
      const base = repository.git('rev-parse', 'HEAD');
      repository.write(files).git('add', '-A');
      const scan = async (...args: readonly string[]) => {
        const ran = await sealgate(['scan', ...args, '--format', format], { cwd: repository.path });
        assert.is(ran.code, 1, ran.err);
        clear(ran, `scan ${args.join(' ')} --format ${format}`);
      };
      await scan('--staged');
      await scan('.');
      repository.commit('planted');
      await scan('--range', `${base}..HEAD`);
      // Values that change and come back: what compares versions sees both.
      repository.commit(
        'changed',
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? text.replaceAll('xV', 'yV') : text]),
        ),
      );
      await scan('--history');
      repository.remove();
    });
  }

  test('--output, beside what is printed', async () => {
    const repository = planted();
    repository.write(files);
    const folder = mkdtempSync(join(tmpdir(), 'sealgate-test-'));
    for (const format of ['json', 'sarif', 'markdown']) {
      clear(await sealgate(['scan', '.', '--format', format, '--output', join(folder, format)], { cwd: repository.path }), format);
      for (const one of canaries) one.notIn(readFileSync(join(folder, format), 'utf8'), `the file of ${format}`);
    }
    assert.equal(readdirSync(folder).sort(), ['json', 'markdown', 'sarif']);
    rmSync(folder, { recursive: true });
    repository.remove();
  });

  test('standard input and facts, of each file alone', async () => {
    const repository = planted();
    repository.write(files);
    for (const [name, text] of Object.entries(files)) {
      clear(await sealgate(['scan', '-', '--name', name], { cwd: repository.path, stdin: text }), `scan - of ${name}`);
      for (const format of ['text', 'json'])
        clear(await sealgate(['facts', name, '--format', format], { cwd: repository.path }), `facts ${name}`);
    }
    repository.remove();
  });

  test('settings and rules that are broken are named, not quoted', async () => {
    for (const [name, text] of brokenSettings) {
      const repository = planted();
      repository.commit('settings', { [name]: text });
      repository.write(files).git('add', '-A');
      const ran = await sealgate(['scan', '--staged'], { cwd: repository.path });
      assert.is(ran.code === 2 || ran.code === 1, true, name);
      clear(ran, `a broken ${name}`);
      clear(await sealgate(['doctor'], { cwd: repository.path }), `doctor at a broken ${name}`);
      repository.remove();
    }
    const repository = planted();
    repository.write({ 'rules/own/rule.yaml': brokenRule });
    const ran = await sealgate(['rules', 'check', 'rules'], { cwd: repository.path });
    assert.is(ran.code, 2);
    clear(ran, 'rules check');
    repository.remove();
  });

  test('keys and sweep', async () => {
    const repository = planted();
    repository.commit('planted', files);
    const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
    for (const format of ['text', 'json', 'markdown', 'csv', 'html']) {
      const args = ['sweep', '--key', recipient, '--repo', repository.path, '--format', format];
      clear(await sealgate(args, { cwd: repository.path }), args.join(' '));
    }
    clear(await sealgate(['keys', '--repo', repository.path], { cwd: repository.path }), 'keys');
    repository.remove();
  });

  test('the check itself sees every form', () => {
    const text = canaries[0]?.text ?? '';
    const one = new Canary(text);
    for (const form of [
      text,
      text.slice(3, 14),
      [...text].reverse().join(''),
      Buffer.from(text).toString('hex'),
      encodeURIComponent(text),
      base64(`a${text}b`),
      base64(`ab${text}`),
      base64(base64(text)),
      Buffer.from(`x${text}`).toString('base64url'),
    ]) {
      assert.throws(() => one.notIn(`before ${form} after`, 'this'), /holds a canary/, form);
    }
  });
});

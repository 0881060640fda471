import * as assert from 'uvu/assert';
import { kustomize } from '../../../src/systems/kustomize/index.ts';
import { suite } from '../../support/suite.ts';
import { across, generated, links, values, verdicts } from '../found.ts';

suite('kustomize: build files', (test) => {
  test('a literal splits at its first equals sign, and quotes are taken off', () => {
    const text = `secretGenerator:\n- name: a\n  literals:\n  - url=postgres://x?sslmode=off\n  - "token='${generated}'"\n  - EMPTY=\n  - BARE\n`;
    assert.equal(values('kustomize', 'kustomization.yaml', text), [
      'secret-literal url @/secretGenerator/0/literals/0',
      'secret-literal token @/secretGenerator/0/literals/1',
      'secret-literal EMPTY @/secretGenerator/0/literals/2 empty',
      'secret-literal - @/secretGenerator/0/literals/3',
    ]);
    assert.is(verdicts('kustomize', 'kustomization.yaml', text)['token'], 'secret');
  });

  test('sources are links, with or without a key, in the plural and the old singular', () => {
    const text = 'secretGenerator:\n- name: a\n  files: [tls.key, key=../x/y.txt]\n  envs: [a.env]\n  env: b.env\n';
    assert.equal(links('kustomization.yaml', text), [
      'generated Secret/a',
      'generator-file tls.key',
      'generator-file ../x/y.txt',
      'generator-file a.env',
      'generator-file b.env',
    ]);
  });

  test('a configMapGenerator names files too, and they are none of our business', () => {
    assert.equal(links('kustomization.yaml', 'configMapGenerator:\n- name: a\n  files: [x.txt]\n'), ['generated ConfigMap/a']);
  });

  test('a component, an object of the build and a file of the build without kind are read alike', () => {
    const literals = `secretGenerator:\n- name: a\n  literals: [password=${generated}]\n`;
    for (const [path, head] of [
      ['k.yaml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'],
      ['Kustomization', ''],
      ['overlays/kustomization.yml', ''],
    ] as const) {
      assert.equal(values('kustomize', path, head + literals), ['secret-literal password @/secretGenerator/0/literals/0']);
    }
  });

  test('the Kustomization of Flux is another kind', () => {
    const text = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./a}\n';
    assert.equal(values('kustomize', 'a.yaml', text), []);
  });

  test('a URL of a resource is looked at, a path is not', () => {
    const text = `resources:\n- a.yaml\n- https://ci:${generated}@git.example.org/x?ref=v1\n`;
    assert.equal(values('kustomize', 'kustomization.yaml', text), ['literal resources @/resources/1']);
    assert.is(verdicts('kustomize', 'kustomization.yaml', text)['resources'], 'secret');
  });

  test('odd shapes are passed over', () => {
    for (const text of [
      'secretGenerator: {name: a}\n',
      'secretGenerator: [a, [b], null]\nhelmCharts: x\npatches: 1\nreplacements: [1]\n',
      'secretGenerator:\n- literals: {a: b}\n  files: 1\n  envs: [[x]]\n',
    ]) {
      assert.not.throws(() => values('kustomize', 'kustomization.yaml', text));
    }
  });
});

suite('kustomize: JSON patches', (test) => {
  const patch = (path: string, value: string): string => `- op: add\n  path: ${path}\n  value: ${value}\n`;

  test('a value goes by the last step of its path; an appended one by its list', () => {
    assert.equal(values('kustomize', 'p.yaml', patch('/spec/token', generated)), ['patch-value token @/0/value']);
    assert.equal(values('kustomize', 'p.yaml', patch('/spec/args/-', '--verbose')), ['patch-value args @/0/value']);
  });

  test('below data, base64 of readable text is a Secret’s, other text a ConfigMap’s', () => {
    const encoded = Buffer.from(generated).toString('base64');
    assert.equal(values('kustomize', 'p.yaml', patch('/data/password', encoded)), ['patch-value password @/0/value encoded']);
    assert.equal(values('kustomize', 'p.yaml', patch('/data/LOG_LEVEL', 'debug')), ['patch-value LOG_LEVEL @/0/value']);
  });

  test('a whole mapping is walked', () => {
    assert.equal(values('kustomize', 'p.yaml', patch('/stringData', `{password: ${generated}, user: app}`)), [
      'patch-value password @/0/value/password',
      'patch-value user @/0/value/user',
    ]);
  });

  test('removing and testing write nothing', () => {
    assert.equal(values('kustomize', 'p.yaml', `- op: remove\n  path: /data/x\n- op: test\n  path: /data/y\n  value: ${generated}\n`), []);
  });

  test('an inline JSON patch without a kind is opened', () => {
    const text = `patches:\n- target: {labelSelector: a=b}\n  patch: |\n    - op: add\n      path: /stringData/password\n      value: ${generated}\n`;
    assert.equal(values('kustomize', 'kustomization.yaml', text), [
      'patch-value password @/patches/0/patch',
      'inline-patch - @/patches/0/patch',
    ]);
  });
});

suite('kustomize: what generators read', (test) => {
  const generator = (source: string): string => `secretGenerator:\n- name: a\n  ${source}\n`;

  test('an env file in clear is told at each value that is a secret', () => {
    assert.equal(
      across(kustomize, { 'x/kustomization.yaml': generator('envs: [../y.env]'), 'y.env': `LEVEL=info\nTOKEN=${generated}\n` }),
      ['y.env#/TOKEN generated-from-clear'],
    );
  });

  test('a file that is one value is told by its shape', () => {
    assert.equal(across(kustomize, { 'kustomization.yaml': generator('files: [data.txt]'), 'data.txt': `\n${generated}\n` }), [
      'data.txt#line 2 generated-from-clear',
    ]);
  });

  test('or by its name, where the shape says nothing', () => {
    const files = (name: string) => ({ 'kustomization.yaml': generator(`files: [${name}=data.txt]`), 'data.txt': 'sunshine\n' });
    assert.equal(across(kustomize, files('password')), ['data.txt#line 1 generated-from-clear']);
    assert.equal(across(kustomize, files('region')), []);
  });

  test('public material, ciphertext, binaries of git-crypt, and files that are not there are fine', () => {
    const gitCrypt = Buffer.concat([Buffer.from('\0GITCRYPT\0', 'latin1'), Buffer.alloc(40, 7)]);
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUexample\n-----END CERTIFICATE-----\n';
    const files = { 'kustomization.yaml': generator('files: [ca.crt, x.bin, gone.txt]'), 'ca.crt': certificate, 'x.bin': gitCrypt };
    assert.equal(across(kustomize, files), []);
  });

  test('a file that SOPS covers is SOPS’s to judge, a clear value in it too', () => {
    const enc = (data: string): string =>
      `ENC[AES256_GCM,data:${data},iv:0Zt4Fdt0aQnYgx7iYU4ZgSOv4BXe5gZ3zM0cZn4N9uE=,tag:bV7o0QyK2vJk3YcXl1x5gA==,type:str]`;
    const recipient = 'age1w50luj0a0h5yzv5l9jlpht7s0atlpkepx0xzrzj7wl5trcz4cq4q0zu8uh';
    const covered = `token: ${generated}\nx: ${enc('3nOKdF1v')}\nsops:\n  age: [{recipient: ${recipient}, enc: x}]\n  lastmodified: "2026-01-01T00:00:00Z"\n  mac: ${enc('3nOKdF1v')}\n  version: 3.13.3\n`;
    assert.equal(across(kustomize, { 'kustomization.yaml': generator('files: [s.yaml]'), 's.yaml': covered }), []);
  });

  test('a path that leads out of the repository, or is a URL, is not followed', () => {
    const files = { 'kustomization.yaml': generator('files: [../../etc/passwd, "https://example.org/x", "a-${X}"]') };
    assert.equal(across(kustomize, files), []);
  });
});

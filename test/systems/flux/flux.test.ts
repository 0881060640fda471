import * as assert from 'uvu/assert';
import { flux } from '../../../src/systems/flux/index.ts';
import { suite } from '../../support/suite.ts';
import { across, generated, links, values, verdicts } from '../found.ts';

const object = (api: string, kind: string, spec: string): string =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a, namespace: flux-system}\nspec:\n${spec}`;

suite('flux: objects', (test) => {
  test('every version of a release, the one of Flux 1 too', () => {
    for (const api of ['helm.toolkit.fluxcd.io/v2', 'helm.toolkit.fluxcd.io/v2beta1', 'helm.fluxcd.io/v1']) {
      const text = object(api, 'HelmRelease', `  values: {password: ${generated}}\n`);
      assert.equal(values('flux', 'a.yaml', text), ['value password @/spec/values/password'], api);
    }
  });

  test('an address is a credential where the type makes it a webhook', () => {
    const address = (type: string): string[] =>
      values(
        'flux',
        'a.yaml',
        object(
          'notification.toolkit.fluxcd.io/v1beta3',
          'Provider',
          `  type: ${type}\n  address: https://x.example.org/hooks/${generated}\n`,
        ),
      ).filter((one) => one.includes('/spec/address'));
    for (const type of ['slack', 'discord', 'msteams', 'generic'])
      assert.equal(address(type), ['webhook-address address @/spec/address'], type);
    for (const type of ['github', 'gitlab', 'alertmanager']) assert.equal(address(type), ['literal address @/spec/address'], type);
  });

  test('a password in the URL of a source', () => {
    const text = object('source.toolkit.fluxcd.io/v1', 'GitRepository', `  url: https://ci:${generated}@git.example.org/a.git\n`);
    assert.is(verdicts('flux', 'a.yaml', text)['url'], 'secret');
  });

  test('the Secret that decrypts is known by its keys', () => {
    const secret = (key: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  ${key}: ${generated}\n`;
    for (const key of ['age.agekey', 'sops.vault-token', 'sops.aws-kms', 'identity.txt']) {
      assert.equal(values('flux', 'a.yaml', secret(key)), [`decryption-key ${key} @/stringData/${key}`]);
    }
    assert.equal(values('flux', 'a.yaml', secret('password')), []);
  });

  test('what an object logs in with is a link to the Secret', () => {
    const text = object('source.toolkit.fluxcd.io/v1', 'HelmRepository', '  url: https://x\n  secretRef: {name: login}\n');
    assert.equal(links('a.yaml', text), ['source-credential Secret/login']);
  });
});

const sops = `sops:
  age:
  - recipient: age1w50luj0a0h5yzv5l9jlpht7s0atlpkepx0xzrzj7wl5trcz4cq4q0zu8uh
    enc: |
      -----BEGIN AGE ENCRYPTED FILE-----
      YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBB
      -----END AGE ENCRYPTED FILE-----
  lastmodified: "2026-01-01T00:00:00Z"
  mac: ENC[AES256_GCM,data:3nOKdF1v,iv:0Zt4Fdt0aQnYgx7iYU4ZgSOv4BXe5gZ3zM0cZn4N9uE=,tag:bV7o0QyK2vJk3YcXl1x5gA==,type:str]
  version: 3.13.3
`;
const encrypted = `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  x: ENC[AES256_GCM,data:3nOKdF1v,iv:0Zt4Fdt0aQnYgx7iYU4ZgSOv4BXe5gZ3zM0cZn4N9uE=,tag:bV7o0QyK2vJk3YcXl1x5gA==,type:str]\n${sops}`;

suite('flux: decryption', (test) => {
  const kustomization = (spec: string): string => object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', spec);
  const decrypts = '  decryption: {provider: sops, secretRef: {name: sops-age}}\n';

  test('a file that only a Kustomization without decryption applies', () => {
    assert.equal(across(flux, { 'k.yaml': kustomization('  path: ./apps\n'), 'apps/x/a.yaml': encrypted }), [
      'apps/x/a.yaml# not-decrypted',
    ]);
  });

  const silent: { readonly name: string; readonly files: Record<string, string> }[] = [
    { name: 'it decrypts', files: { 'k.yaml': kustomization(`  path: ./apps\n${decrypts}`) } },
    {
      name: 'another one over the same folder decrypts',
      files: { 'k.yaml': kustomization('  path: ./apps\n'), 'l.yaml': kustomization(`  path: apps/x\n${decrypts}`) },
    },
    {
      name: 'a parent hands decryption down',
      files: {
        'k.yaml': kustomization('  path: ./apps\n'),
        'p.yaml': kustomization('  path: ./k\n  patches:\n  - patch: |\n      spec: {decryption: {provider: sops}}\n'),
      },
    },
    { name: 'it applies another folder', files: { 'k.yaml': kustomization('  path: ./app\n') } },
    { name: 'it applies the whole repository', files: { 'k.yaml': kustomization('  prune: true\n') } },
  ];
  for (const { name, files } of silent) {
    test(`nothing is said where ${name}`, () => {
      assert.equal(across(flux, { ...files, 'apps/x/a.yaml': encrypted }), []);
    });
  }

  test('the key in clear beside the Kustomization that names it, in the same namespace only', () => {
    const key = (namespace: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: sops-age, namespace: ${namespace}}\nstringData:\n  token: ${generated}\n`;
    const files = { 'k.yaml': kustomization(`  path: ./apps\n${decrypts}`), 's.yaml': key('flux-system') };
    assert.equal(across(flux, files), ['s.yaml#/stringData/token decryption-key-clear']);
    assert.equal(across(flux, { ...files, 's.yaml': key('other') }), []);
  });
});

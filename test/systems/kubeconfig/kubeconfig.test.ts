import { generateKeyPairSync } from 'node:crypto';
import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, values, verdicts } from '../found.ts';

const config = (user: string, cluster = ''): string =>
  `apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    server: https://x:6443\n${cluster}users:\n- name: u\n  user:\n${user}`;

suite('kubeconfig', (test) => {
  test('a key is decoded, a certificate is passed over', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64');
    const text = config(`    client-certificate-data: LS0t\n    client-key-data: ${key}\n`);
    assert.equal(
      values('kubeconfig', 'config', text).filter((one) => one.startsWith('credential')),
      ['credential client-key-data @/users/0/user/client-key-data encoded'],
    );
    assert.is(verdicts('kubeconfig', 'config', text)['client-key-data'], 'secret');
  });

  test('token, password, and the variables of a program', () => {
    const text = config(
      `    token: ${generated}\n    exec:\n      command: login\n      env:\n      - name: CLIENT_SECRET\n        value: ${generated}\n`,
    );
    const found = verdicts('kubeconfig', 'config', text);
    assert.equal([found['token'], found['CLIENT_SECRET']], ['secret', 'secret']);
  });

  test('a password in the address of a proxy', () => {
    assert.is(
      verdicts('kubeconfig', 'config', config('    {}\n', `    proxy-url: http://ci:${generated}@proxy:3128\n`))['proxy-url'],
      'secret',
    );
  });

  test('within a Secret', () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  kubeconfig: ${Buffer.from(config(`    token: ${generated}\n`)).toString('base64')}\n`;
    assert.ok(values('kubeconfig', 'a.yaml', text).includes('credential token @/data/kubeconfig'));
  });

  test('another object that is called Config is none', () => {
    assert.equal(values('kubeconfig', 'a.yaml', `apiVersion: v1\nkind: Config\nspec: {token: ${generated}}\n`), []);
    assert.equal(values('kubeconfig', 'a.yaml', 'apiVersion: x.example.org/v1\nkind: Config\nusers: []\n'), []);
  });
});

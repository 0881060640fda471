import { generateKeyPairSync } from 'node:crypto';
import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, values, verdicts } from '../found.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const key = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64');
const secrets = (path: string, text: string): string[] =>
  values('talos', path, text)
    .filter((one) => !one.startsWith('literal'))
    .map((one) => one.replace(/^.*@/, ''));

suite('talos', (test) => {
  test('a machine configuration: what is secret by definition, wherever it stands', () => {
    const text = `version: v1alpha1\nmachine:\n  type: controlplane\n  token: abcdef.0123456789abcdef\n  ca: {crt: LS0t, key: ${key}}\ncluster:\n  id: ${generated}\n  secret: ${generated}\n  token: abcdef.0123456789abcdef\n  secretboxEncryptionSecret: ${generated}\n  serviceAccount: {key: ${key}}\n  etcd: {ca: {crt: LS0t, key: ${key}}}\n`;
    assert.equal(secrets('controlplane.yaml', text), [
      '/machine/token',
      '/machine/ca/key encoded',
      '/cluster/secret',
      '/cluster/token',
      '/cluster/secretboxEncryptionSecret',
      '/cluster/serviceAccount/key encoded',
      '/cluster/etcd/ca/key encoded',
    ]);
  });

  test('the bundle', () => {
    const text = `cluster: {id: ${generated}, secret: ${generated}}\nsecrets: {bootstraptoken: a.b, secretboxencryptionsecret: ${generated}}\ntrustdinfo: {token: a.b}\ncerts:\n  os: {crt: LS0t, key: ${key}}\n  k8sserviceaccount: {key: ${key}}\n`;
    assert.equal(secrets('talsecret.yaml', text), [
      '/cluster/secret',
      '/secrets/bootstraptoken',
      '/secrets/secretboxencryptionsecret',
      '/trustdinfo/token',
      '/certs/os/key encoded',
      '/certs/k8sserviceaccount/key encoded',
    ]);
  });

  test('talosconfig', () => {
    const text = `context: a\ncontexts:\n  a:\n    endpoints: [10.0.0.1]\n    ca: LS0t\n    crt: LS0t\n    key: ${key}\n`;
    assert.equal(secrets('talosconfig', text), ['/contexts/a/key']);
    assert.is(verdicts('talos', 'talosconfig', text)['key'], 'secret');
  });

  test('a patch, and a document beside the main one', () => {
    assert.equal(values('talos', 'patch.yaml', 'machine:\n  install: {disk: /dev/sda}\n'), ['literal disk @/machine/install/disk']);
    assert.equal(values('talos', 'x.yaml', 'apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n'), ['literal hostname @/hostname']);
  });

  test('values that speak of a machine or of contexts are no Talos', () => {
    assert.equal(values('talos', 'values.yaml', 'machine: {size: small}\n'), []);
    assert.equal(values('talos', 'values.yaml', 'contexts: {a: {user: x}}\n'), []);
  });
});

import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { mayHold } from '../../src/incident/markers.ts';
import { readBlob, readUses } from '../../src/incident/read-blob.ts';
import { suite } from '../support/suite.ts';

const definition = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n${'  secretRef: {description: words}\n'.repeat(1000)}`;
const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\n  namespace: shop\nstringData:\n  password: some words\n';
const workload = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: till\nspec:\n  imagePullSecrets: [{name: pull}]\n';

suite('incident, blobs', (test) => {
  test('one Secret beside megabytes of definitions is found, and the names of what is beside it', async () => {
    const found = await readBlob(Buffer.from([definition, workload, secret, definition].join('---\n')));
    assert.equal(
      found?.plain.map(({ key, resource, pointer }) => [key, resource?.namespace, resource?.name, pointer]),
      [['password', 'shop', 'app', '/stringData/password']],
    );
    assert.ok(found?.names.includes('till/app'));
  });

  test('a value that is sealed, in the same stream, is found too', async () => {
    const sealed = readFileSync(new URL('../vectors/sealed-secrets/annotation-flipped.yaml', import.meta.url), 'utf8');
    const found = await readBlob(Buffer.from([definition, sealed, secret].join('---\n')));
    assert.ok((found?.sealed.length ?? 0) > 0);
    assert.is(found?.plain.length, 1);
  });

  test('workloads are read, definitions and programs are not', () => {
    const uses = (text: string): readonly string[] =>
      readUses(Buffer.from(text)).map(({ workload: name, secret: used }) => `${name} ${used}`);
    assert.equal(uses([definition, workload, definition].join('---\n')), ['Pod/app pull']);
    assert.equal(uses('package main\n// secretName is what it reads\n'), []);
  });

  const looks: readonly { readonly name: string; readonly text: string; readonly expect: boolean }[] = [
    { name: 'prose on private keys', text: 'The PRIVATE KEY of a Secret is encrypted data; its kind is Secret.', expect: false },
    { name: 'a reference to a Secret', text: 'secretKeyRef:\n  name: app\nsecretName: x\n', expect: false },
    { name: 'armour', text: '-----BEGIN EC PRIVATE KEY-----\n', expect: true },
    { name: 'armour in base64', text: `k: ${Buffer.from('x -----BEGIN PGP PRIVATE KEY BLOCK-----').toString('base64')}`, expect: true },
    { name: 'an identity of age in base64', text: `k: ${Buffer.from('# x\nAGE-SECRET-KEY-1QQ').toString('base64')}`, expect: true },
    { name: 'the key store of GnuPG', text: 'Created: 1\nKey: (protected-private-key (rsa', expect: true },
    { name: 'a Secret in JSON', text: '{"kind" : "Secret"}', expect: true },
    { name: 'a value of SOPS', text: 'a=ENC[AES256_GCM,data:', expect: true },
    { name: 'a file of SOPS in base64', text: Buffer.from('xx: ENC[AES256_GCM,data:').toString('base64'), expect: true },
    { name: 'a sealed value by itself', text: `> AgB${'x9/+'.repeat(20)}`, expect: true },
    { name: 'the same in UTF-16', text: `\ufeff> AgB${'x9/+'.repeat(20)}`, expect: true },
  ];
  for (const { name, text, expect } of looks) {
    test(`${name} is ${expect ? 'looked into' : 'let go unread'}`, () => {
      assert.is(mayHold(text.startsWith('\ufeff') ? Buffer.from(text, 'utf16le') : Buffer.from(text)), expect);
    });
  }

  test('numbers of SSH keys are taken for no ciphertext', () => {
    const [, base64 = ''] = readFileSync(new URL('../vectors/keys/ssh-rsa.pub', import.meta.url), 'utf8').split(' ');
    assert.is(mayHold(Buffer.from(`host ssh-rsa ${base64}\n`)), false);
  });
});

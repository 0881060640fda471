import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { mayHold } from '../../src/incident/markers.ts';
import { readBlob, readUses } from '../../src/incident/read-blob.ts';
import { suite } from '../support/suite.ts';

const definition = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n${'  secretRef: {description: words}\n'.repeat(1000)}`;
const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\n  namespace: shop\nstringData:\n  password: some words\n';
const workload = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: till\nspec:\n  imagePullSecrets: [{name: pull}]\n';

suite('incident, blobs', (test) => {
  test('one Secret beside megabytes of definitions is found, and namespaces of what is beside it', async () => {
    const found = await readBlob(Buffer.from([definition, workload, secret, definition].join('---\n')));
    assert.equal(
      found?.plain.map(({ key, resource, pointer }) => [key, resource?.namespace, resource?.name, pointer]),
      [['password', 'shop', 'app', '/stringData/password']],
    );
    assert.ok(found?.names.includes('till/'));
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

  test('numbers of SSH keys are taken for no ciphertext', () => {
    const [, base64 = ''] = readFileSync(new URL('../vectors/keys/ssh-rsa.pub', import.meta.url), 'utf8').split(' ');
    assert.is(mayHold(Buffer.from(`host ssh-rsa ${base64}\n`)), false);
  });
});

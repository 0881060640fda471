import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { mayHold } from '../../src/incident/markers.ts';
import { readBlob } from '../../src/incident/read-blob.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly expect: { readonly holds?: readonly { readonly form: string; readonly secret: string }[] };
}

const index = (JSON.parse(readFileSync(join(vectors, 'index.json'), 'utf8')) as { vectors: Entry[] }).vectors;

/** An age file behind a passphrase shows nothing of what is in it. */
const unseen = new Set(['age-encrypted-identity']);

suite('incident, private keys in files', (test) => {
  for (const { id, file, expect } of index.filter(({ system }) => system === 'key-material')) {
    const held = (expect.holds ?? []).filter(({ secret, form }) => (secret === 'private' || secret === 'protected') && !unseen.has(form));
    test(`${id}: ${held.length} private ${held.length === 1 ? 'key' : 'keys'}, of whatever algorithm`, async () => {
      const bytes = readFileSync(join(vectors, file));
      const material = mayHold(bytes) ? ((await readBlob(bytes))?.material ?? []) : [];
      assert.is(material.length, held.length);
      assert.is(material.filter(({ locked }) => locked).length, held.filter(({ secret }) => secret === 'protected').length);
    });
  }
});

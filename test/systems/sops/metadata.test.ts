import * as assert from 'uvu/assert';
import { leavesOf } from '../../../src/systems/sops/leaves.ts';
import { readMetadata } from '../../../src/systems/sops/metadata.ts';
import { suite } from '../../support/suite.ts';
import { vectorFile, vectors } from './vectors.ts';

const kinds: Readonly<Record<string, readonly string[]>> = {
  age: ['age', 'ssh', 'age-plugin'],
  pgp: ['pgp'],
  kms: ['aws-kms'],
  gcp_kms: ['gcp-kms'],
  azure_kv: ['azure-kv'],
  hc_vault: ['vault-transit'],
  hckms: ['huawei-kms'],
};

suite('sops metadata of the vectors', (test) => {
  for (const { id, file, expect } of vectors) {
    test(id, () => {
      const { documents } = vectorFile(file);
      assert.is(documents.length, expect.documents, 'documents');
      const [document] = documents;
      assert.ok(document);
      const metadata = readMetadata(document);
      if (expect.groups === 0 && expect.selector === null) {
        assert.is(metadata, null);
        return;
      }
      assert.ok(metadata);
      assert.is(metadata.groups, expect.recipients.length === 0 ? 0 : expect.groups);
      assert.is(metadata.threshold, expect.threshold);
      assert.is(metadata.macOnlyEncrypted, expect.macOnlyEncrypted);
      if (expect.selector !== null) assert.equal({ [metadata.selector.name]: metadata.selector.value }, expect.selector);
      // The index names a key of AWS by its ARN alone, without role and context.
      const found = metadata.recipients
        .map((one) => `${one.group} ${one.kind === 'aws-kms' ? one.id.replace(/[+|].*/, '') : one.id}`)
        .sort();
      assert.equal(found, expect.recipients.map((one) => `${one.group} ${one.id}`).sort());
      for (const { kind } of metadata.recipients) assert.ok(Object.values(kinds).flat().includes(kind));
    });
  }
});

suite('sops leaves of the vectors', (test) => {
  for (const { id, file, expect } of vectors) {
    test(id, () => {
      const { documents } = vectorFile(file);
      const encrypted: string[] = [];
      let comments = 0;
      for (const document of documents) {
        const found = leavesOf(document, readMetadata(document));
        for (const { enc, pointer, node } of found.leaves) {
          if (enc === null) continue;
          const { line } = document.source.position(node.span.start);
          assert.ok(document.source.text.slice(document.source.lineStart(line)).includes('ENC['));
          encrypted.push(expect.documents > 1 ? `${document.index} ${pointer}` : pointer);
        }
        comments += found.comments.filter(({ enc }) => enc?.kind === 'enc').length;
      }
      const wanted = (expect.encrypted ?? []).map((at) =>
        typeof at === 'string' ? at.replace(/^\/DEFAULT\//, '/') : `${at.document} ${at.pointer}`,
      );
      assert.equal(encrypted.sort(), [...wanted].sort());
      assert.is(comments, expect.encryptedComments);
    });
  }
});

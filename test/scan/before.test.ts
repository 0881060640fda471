/** The version before is read where it can make a difference, and only there. */
import * as assert from 'uvu/assert';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import type { ReadBlobs } from '../../src/scan/entry.ts';
import { memory } from '../../src/scan/examples.ts';
import { scan } from '../../src/scan/scan.ts';
import { Tally } from '../../src/scan/tally.ts';
import { clean, secret } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
const changed = clean.replace('info', 'debug');
const sealed = 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: a, namespace: b}\nspec: {encryptedData: {}}\n';

suite('the version before a change', (test) => {
  for (const { name, files, before, reads } of [
    { name: 'of a file that says nothing is not read', files: { 'a.yaml': changed }, before: { 'a.yaml': clean }, reads: 1 },
    { name: 'of several such files is not read', files: { 'a.yaml': changed, 'b.yaml': changed }, before: { 'a.yaml': clean }, reads: 1 },
    {
      name: 'of a file that names others is not read',
      files: { 'values.yaml': 'auth:\n  existingSecret: ledger-db\n' },
      before: { 'values.yaml': clean },
      reads: 1,
    },
    { name: 'of a Secret is read', files: { 'a.yaml': secret }, before: { 'a.yaml': clean }, reads: 2 },
    { name: 'of a SealedSecret is read', files: { 'a.yaml': sealed }, before: { 'a.yaml': secret }, reads: 2 },
    {
      name: 'of any file is read where one says something: the value may have moved',
      files: { 'a.yaml': changed, 'b.yaml': sealed },
      before: { 'a.yaml': secret },
      reads: 3,
    },
    {
      name: 'of a file that cannot be looked into is read: it may have been in clear',
      files: { 'a.yaml': '\0GITCRYPT\0\u0001\u0002\u0003' },
      before: { 'a.yaml': secret },
      reads: 2,
    },
  ]) {
    test(name, async () => {
      const { entries, read, readAt } = memory({ files, before, earlier: [] });
      let count = 0;
      const counted: ReadBlobs = async function* (ids, limit) {
        for await (const one of read(ids, limit)) {
          count += 1;
          yield one;
        }
      };
      await scan({ entries, read: counted, readAt, treesOf: () => [''], rules, tally: new Tally() });
      assert.is(count, reads);
    });
  }
});

/** What is said of things that are not there: only where the whole tree was looked at. */
import * as assert from 'uvu/assert';
import { scanJson } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const external = (store: string): string =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: ledger, namespace: payments}\nspec:\n  secretStoreRef: {name: ${store}}\n  data: []\n`;
const store =
  'apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {name: vault, namespace: payments}\nspec:\n  provider:\n    vault: {server: https://vault.example.org}\n';

suite('references to what no file defines', (test) => {
  for (const { name, args, config, expect } of [
    { name: 'the whole folder', args: ['.'], config: null, expect: ['core/undefined-object apps/external.yaml'] },
    { name: 'a part of it: the store may stand elsewhere', args: ['apps'], config: null, expect: [] },
    { name: 'the change alone', args: ['--staged'], config: null, expect: [] },
    {
      name: 'a folder of which the configuration excludes some',
      args: ['.'],
      config: "version: 1\nexclude: ['platform/**']\n",
      expect: [],
    },
  ]) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('start', { 'platform/store.yaml': store, ...(config !== null && { '.sealgate.yaml': config }) });
      repository
        .write({
          'apps/external.yaml': external('vault-payments'),
          'apps/fine.yaml': external('vault'),
          'apps/store.yaml': store.replace('name: vault', 'name: cart'),
        })
        .git('add', '-A');
      const { report } = await scanJson(args, { cwd: repository.path });
      assert.equal(
        report.findings.filter(({ rule }) => rule.includes('undefined')).map(({ rule, location }) => `${rule} ${location.path}`),
        expect,
      );
      repository.remove();
    });
  }
});

/** What a change of recipients means, in values; the encrypted files are those of sops. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { scanJson } from '../support/cli.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vector = (name: string): string => readFileSync(`test/vectors/sops/${name}`, 'utf8');
const x = 'age12m4759p9h5x8l4783xjnggdjeaw87wpsk95c224gzqjlnyyur9lswkepky';
const y = 'age1n22wzpkct6d0e0huus8c7w2jcc5l9g0m84n77s3qy64p9pvpleqqw6pfp0';
const z = 'age1g9gr3jk93lf9xzcad98chsp8u4505j24pdu5v54jwudw0xc3u3wsz7zm38';
const config = (...recipients: readonly string[]): string =>
  `creation_rules:\n  - path_regex: secrets/.*\n    age: ${recipients.join(',')}\n`;
const files = {
  'secrets/a.yaml': vector('format-yaml-age-x.yaml'),
  'secrets/b.env': vector('format-dotenv-age-x.env'),
  'elsewhere/c.yaml': vector('format-yaml-age-x.yaml'),
  'README.md': '# secrets\n',
};

const cases: readonly { name: string; before: Record<string, string>; after: Record<string, string>; expect: readonly string[] }[] = [
  {
    name: 'a recipient more in .sops.yaml alone, counted in files that the change does not touch',
    before: { ...files, '.sops.yaml': config(x) },
    after: { '.sops.yaml': config(x, y) },
    expect: [`.sops.yaml: updatekeys would let ${y} read 12 more values in 2 files`],
  },
  {
    name: 'another recipient in .sops.yaml alone',
    before: { ...files, '.sops.yaml': config(x) },
    after: { '.sops.yaml': config(y) },
    expect: [
      `.sops.yaml: updatekeys would let ${y} read 12 more values in 2 files, and leave 12 values in 2 files that ${x} has read, unchanged`,
    ],
  },
  {
    name: 'a nearer .sops.yaml counts, though it is not touched',
    before: { ...files, '.sops.yaml': 'creation_rules: []\n', 'secrets/.sops.yaml': `creation_rules:\n  - age: ${x}\n` },
    after: { '.sops.yaml': config(y) },
    expect: [],
  },
  {
    name: 'updatekeys with one more',
    before: { 'a.yaml': vector('pair-updatekeys-add-before.yaml') },
    after: { 'a.yaml': vector('pair-updatekeys-add-after.yaml') },
    expect: [`a.yaml: This lets ${z} read 3 more values`],
  },
  {
    name: 'updatekeys with one less',
    before: { 'a.yaml': vector('pair-updatekeys-remove-before.yaml') },
    after: { 'a.yaml': vector('pair-updatekeys-remove-after.yaml') },
    expect: [`a.yaml: Removing ${x} leaves 3 values that it has read, unchanged and under the same data key`],
  },
];

const rules = ['sops/rule-not-applied', 'sops/recipient-added', 'sops/recipient-removed-data-key-kept'];

suite('recipients', (test) => {
  for (const { name, before, after, expect } of cases) {
    test(name, async () => {
      const repository = TestRepository.create();
      repository.commit('base', before);
      repository.commit('change', after);
      const told = async (mode: readonly string[]): Promise<string[]> =>
        (await scanJson(mode, { cwd: repository.path })).report.findings
          .filter((one) => rules.includes(one.rule))
          .map((one) => `${one.location.path}: ${one.message}`);
      assert.equal(await told(['--range', 'HEAD~1..HEAD']), expect);
      repository.git('reset', '-q', '--soft', 'HEAD~1');
      assert.equal(await told(['--staged']), expect);
      repository.remove();
    });
  }
});

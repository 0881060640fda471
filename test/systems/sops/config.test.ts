import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { repoPath } from '../../../src/model/ids.ts';
import { root as rootPointer } from '../../../src/model/pointer.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { creationRuleFor, parseConfig, type SopsConfig } from '../../../src/systems/sops/config.ts';
import { nestedField } from '../../../src/systems/sops/field.ts';
import { sops } from '../../../src/systems/sops/index.ts';
import { type Named, sameRecipient, shortName } from '../../../src/systems/sops/recipients.ts';
import { suite } from '../../support/suite.ts';
import { fileOf, snapshotFile } from './vectors.ts';

const place = { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: rootPointer, inner: rootPointer };

function parse(text: string): SopsConfig {
  const [document] = fileOf('.sops.yaml', text).documents;
  assert.ok(document?.root);
  return parseConfig(nestedField(document.root, rootPointer, true), () => place);
}

suite('sops config', (test) => {
  const rules = parse(`
creation_rules:
  - path_regex: ^prod/.*\\.enc\\.yaml$
    age: age1a
  - path_regex: secrets/
    pgp: 'AB CD, EF'
  - kms: arn:aws:kms:eu-west-1:1:key/k+arn:aws:iam::1:role/r
    encrypted_suffix: _enc
`);
  const paths: readonly (readonly [string, string | null])[] = [
    ['prod/db.enc.yaml', 'age1a'],
    ['staging/prod/db.enc.yaml', 'arn:aws:kms:eu-west-1:1:key/k+arn:aws:iam::1:role/r'],
    ['a/secrets/x', 'ABCD'],
    ['anything', 'arn:aws:kms:eu-west-1:1:key/k+arn:aws:iam::1:role/r'],
  ];
  for (const [path, id] of paths)
    test(`the first rule that matches ${path} counts`, () => assert.is(creationRuleFor(rules, path)?.groups[0]?.[0]?.id ?? null, id));

  test('no rule matches, no rules at all, and a pattern that stops SOPS', () => {
    assert.is(creationRuleFor(parse('creation_rules:\n  - path_regex: ^x$\n    age: a\n'), 'y'), null);
    assert.is(parse('stores: {}\n').rules, null);
    assert.is(parse('creation_rules:\n').rules, null);
    assert.is(creationRuleFor(parse('creation_rules:\n  - path_regex: "(?!x)"\n    age: a\n  - age: b\n'), 'y'), null);
  });

  test('recipients of every kind, in both notations', () => {
    const flat = parse(`
creation_rules:
  - age: [age1a, "ssh-ed25519 AAAA me@here", age1yubikey1q]
    pgp: FBC7
    kms: "arn:aws:kms:a:1:key/x"
    aws_profile: prod
    gcp_kms: projects/p/locations/l/keyRings/r/cryptoKeys/k
    hckms: ["eu:uuid"]
    azure_keyvault: https://v.vault.azure.net/keys/k/1
    hc_vault_transit_uri: https://v:8200/v1/transit/keys/k
`);
    assert.equal(
      flat.rules?.[0]?.groups.map((group) => group.map(({ kind, id }) => `${kind} ${id}`)),
      [
        [
          'age age1a',
          'ssh ssh-ed25519 AAAA me@here',
          'age-plugin age1yubikey1q',
          'pgp FBC7',
          'aws-kms arn:aws:kms:a:1:key/x||prod',
          'gcp-kms projects/p/locations/l/keyRings/r/cryptoKeys/k',
          'huawei-kms eu:uuid',
          'azure-kv https://v.vault.azure.net/keys/k/1',
          'vault-transit https://v:8200/v1/transit/keys/k',
        ],
      ],
    );
    const groups = parse(`
creation_rules:
  - age: ignored
    shamir_threshold: 2
    key_groups:
      - merge:
          - pgp: [A]
        pgp: [B, A]
        kms:
          - arn: arn:aws:kms:a:1:key/x
            role: r
            context: { Env: prod, App: y }
      - azure_keyvault: [{ vaultUrl: https://v, key: k, version: "1" }]
        hc_vault: [https://v/v1/t/keys/k]
`);
    assert.equal(
      groups.rules?.[0]?.groups.map((group) => group.map(({ id }) => id)),
      [
        ['A', 'B', 'arn:aws:kms:a:1:key/x+r|App:y,Env:prod'],
        ['https://v/keys/k/1', 'https://v/v1/t/keys/k'],
      ],
    );
    assert.is(groups.rules?.[0]?.threshold, 2);
  });
});

suite('sops recipients', (test) => {
  const named = (kind: Named['kind'], id: string): Named => ({ kind, id });
  const same: readonly (readonly [Named, Named, boolean])[] = [
    [named('pgp', 'fbc7b9e2a4f9289ac0c1d4843d16cee4a27381b4'), named('pgp', 'FBC7 B9E2 A4F9 289A C0C1 D484 3D16 CEE4 A273 81B4'), true],
    [named('pgp', '3D16CEE4A27381B4'), named('pgp', 'FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4'), true],
    [named('pgp', '0x3D16CEE4A27381B4!'), named('pgp', '3d16cee4a27381b4'), true],
    [named('pgp', 'B4'), named('pgp', 'FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4'), false],
    [named('ssh', 'ssh-ed25519 AAAA me'), named('ssh', 'ssh-ed25519 AAAA'), true],
    [named('ssh', 'ssh-ed25519 AAAA'), named('ssh', 'ssh-rsa AAAA'), false],
    [named('azure-kv', 'https://v/keys/k/'), named('azure-kv', 'https://v/keys/k/1'), true],
    [named('azure-kv', 'https://v/keys/k/2'), named('azure-kv', 'https://v/keys/k/1'), false],
    [named('age', 'age1a'), named('age-plugin', 'age1a'), false],
  ];
  for (const [one, other, expect] of same) {
    test(`${one.id} and ${other.id}`, () => {
      assert.is(sameRecipient(one, other), expect);
      assert.is(sameRecipient(other, one), expect);
    });
  }

  test('a name fits a sentence', () => {
    assert.is(shortName(named('age', `age1pq1${'q'.repeat(1952)}`)).length, 25);
    assert.is(shortName(named('ssh', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBWKV me@here')), 'ssh-ed25519 …TE5AAAAIBWKV');
  });
});

suite('sops snapshot', (test) => {
  const read = (name: string): string => readFileSync(`test/vectors/sops/${name}`, 'utf8');
  const x = 'age12m4759p9h5x8l4783xjnggdjeaw87wpsk95c224gzqjlnyyur9lswkepky';
  const y = 'age1n22wzpkct6d0e0huus8c7w2jcc5l9g0m84n77s3qy64p9pvpleqqw6pfp0';
  const flux = 'encrypted_regex: ^(data|stringData)$';

  function judged(contents: Readonly<Record<string, string>>): string[] {
    const files = new Map(Object.entries(contents).map(([path, text]) => [repoPath(path), snapshotFile(path, text)]));
    const snapshot: Snapshot = {
      whole: false,
      file: (path) => files.get(path),
      files: () => files.values(),
    };
    const told: string[] = [];
    sops.snapshot?.(snapshot, {
      system: 'sops',
      observe: (at, { aspect, detail }) => told.push([at.path, aspect, detail?.['missing'], detail?.['surplus']].filter(Boolean).join(' ')),
    });
    return told.sort();
  }

  test('a file that has what its rule names', () => {
    assert.equal(judged({ '.sops.yaml': `creation_rules:\n  - age: ${x}\n    ${flux}\n`, 'a.yaml': read('selector-flux.yaml') }), []);
  });

  test('a file for others, and what the rule would change', () => {
    assert.equal(judged({ '.sops.yaml': `creation_rules:\n  - age: ${y}\n    ${flux}\n`, 'a/b.yaml': read('selector-flux.yaml') }), [
      '.sops.yaml rule-not-applied',
      `a/b.yaml recipients-unlike-rule ${y} ${x}`,
    ]);
  });

  test('paths are seen from the folder of the configuration', () => {
    const files = {
      'apps/.sops.yaml': `creation_rules:\n  - path_regex: ^prod/\n    age: ${y}\n    ${flux}\n`,
      'apps/prod/a.yaml': read('selector-flux.yaml'),
    };
    assert.ok(judged(files).some((one) => one.startsWith('apps/prod/a.yaml recipients-unlike-rule')));
    assert.equal(judged({ ...files, 'apps/.sops.yaml': files['apps/.sops.yaml'].replace('^prod/', '^apps/') }), []);
  });

  test('a rule without recipients says nothing of them', () => {
    assert.equal(judged({ '.sops.yaml': `creation_rules:\n  - ${flux}\n`, 'a.yaml': read('selector-flux.yaml') }), []);
  });

  test('the selector of a binary file does not count', () => {
    assert.equal(judged({ '.sops.yaml': `creation_rules:\n  - age: ${x}\n    ${flux}\n`, 'a.bin': read('format-binary-age-x.bin') }), []);
  });

  test('a copy shares its data key', () => {
    assert.equal(judged({ 'a.yaml': read('selector-flux.yaml'), 'b.yaml': read('selector-flux.yaml') }), ['b.yaml shared-data-key']);
  });
});

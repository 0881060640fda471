import * as assert from 'uvu/assert';
import { publicIdentity } from '../../src/incident/keys/identity.ts';
import { naming } from '../../src/incident/listed.ts';
import type { RecipientKind } from '../../src/model/recipient.ts';
import { suite } from '../support/suite.ts';

const arn = 'arn:aws:kms:eu-west-1:123456789012';
const vault = 'https://vault.example:8200/v1';
const azure = 'https://v.vault.azure.net/keys/k';
const version = '0123456789abcdef0123456789abcdef';
const gcp = 'projects/p/locations/global/keyRings/r';

suite('incident, metadata that names a key', (test) => {
  const table: readonly { name: string; leaked: string; kind: RecipientKind; id: string; expect: boolean }[] = [
    { name: 'AWS: the same key', leaked: `${arn}:key/k-1`, kind: 'aws-kms', id: `${arn}:key/k-1`, expect: true },
    { name: 'AWS: another key', leaked: `${arn}:key/k-1`, kind: 'aws-kms', id: `${arn}:key/k-2`, expect: false },
    {
      name: 'AWS: with role and context',
      leaked: `${arn}:key/k-1`,
      kind: 'aws-kms',
      id: `${arn}:key/k-1+arn:aws:iam::1:role/ci|a:b|`,
      expect: true,
    },
    { name: 'AWS: alias', leaked: `${arn}:alias/sops`, kind: 'aws-kms', id: `${arn}:alias/sops`, expect: true },
    {
      name: 'AWS: a role stands for what is unwrapped through it',
      leaked: 'arn:aws:iam::123456789012:role/ci',
      kind: 'aws-kms',
      id: `${arn}:key/k-1+arn:aws:iam::123456789012:role/ci`,
      expect: true,
    },
    {
      name: 'AWS: another role',
      leaked: 'arn:aws:iam::123456789012:role/ci',
      kind: 'aws-kms',
      id: `${arn}:key/k-1+arn:aws:iam::123456789012:role/cd`,
      expect: false,
    },
    {
      name: 'AWS: a multi-region key is one in every region',
      leaked: `${arn}:key/mrk-1`,
      kind: 'aws-kms',
      id: 'arn:aws:kms:us-east-1:123456789012:key/mrk-1',
      expect: true,
    },
    { name: 'GCP: the key', leaked: `${gcp}/cryptoKeys/k`, kind: 'gcp-kms', id: `${gcp}/cryptoKeys/k`, expect: true },
    {
      name: 'GCP: a version is of its key',
      leaked: `${gcp}/cryptoKeys/k/cryptoKeyVersions/3`,
      kind: 'gcp-kms',
      id: `${gcp}/cryptoKeys/k`,
      expect: true,
    },
    { name: 'GCP: a ring holds its keys', leaked: gcp, kind: 'gcp-kms', id: `${gcp}/cryptoKeys/k`, expect: true },
    { name: 'GCP: a ring with a longer name', leaked: gcp, kind: 'gcp-kms', id: `${gcp}2/cryptoKeys/k`, expect: false },
    { name: 'Azure: all versions', leaked: azure, kind: 'azure-kv', id: `${azure}/${version}`, expect: true },
    {
      name: 'Azure: one version',
      leaked: `${azure}/${version}`,
      kind: 'azure-kv',
      id: `${azure}/${version.replace('0', 'f')}`,
      expect: false,
    },
    {
      name: 'Vault: address, engine and key',
      leaked: `${vault}/sops/keys/first`,
      kind: 'vault-transit',
      id: `${vault}/sops/keys/first/`,
      expect: true,
    },
    {
      name: 'Vault: another engine',
      leaked: `${vault}/sops/keys/first`,
      kind: 'vault-transit',
      id: `${vault}/other/keys/first`,
      expect: false,
    },
    {
      name: 'Huawei',
      leaked: 'tr-west-1:abc12345-6789-4def-8123-456789abcdef',
      kind: 'huawei-kms',
      id: 'tr-west-1:abc12345-6789-4def-8123-456789abcdef',
      expect: true,
    },
    {
      name: 'PGP: the end of a fingerprint',
      leaked: 'E7163D13338D66EDFC7BED89E2BE693EBD1B79B1',
      kind: 'pgp',
      id: '0xE2BE693EBD1B79B1',
      expect: true,
    },
    {
      name: 'PGP: with an exclamation mark',
      leaked: 'E7163D13338D66EDFC7BED89E2BE693EBD1B79B1',
      kind: 'pgp',
      id: 'E7163D13338D66EDFC7BED89E2BE693EBD1B79B1!',
      expect: true,
    },
    {
      name: 'PGP: another',
      leaked: 'E7163D13338D66EDFC7BED89E2BE693EBD1B79B1',
      kind: 'pgp',
      id: '29ED91C5EE7C89019EBF751CFC7F7E4EDBD10BA7',
      expect: false,
    },
  ];
  for (const { name, leaked, kind, id, expect } of table) {
    test(`${name}: ${expect ? 'named' : 'not named'}`, () => {
      const key = publicIdentity(leaked, 'x');
      assert.ok(key);
      if (key === null) return;
      const recipient = { kind, id, group: 0, wrapped: '' };
      const block = { document: 0, recipients: [recipient], groups: 1, threshold: null, mac: null, lastModified: null };
      assert.is(naming(block, key) !== null, expect);
    });
  }
});

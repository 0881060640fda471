import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { armours } from '../../src/incident/keys/armour.ts';
import { publicIdentity } from '../../src/incident/keys/identity.ts';
import { readKeys } from '../../src/incident/keys/read.ts';
import { sshPrivateKey, sshPublicKey } from '../../src/incident/keys/ssh.ts';
import { mayHold } from '../../src/incident/markers.ts';
import { stanzas } from '../../src/incident/open/age.ts';
import { pgpKeys } from '../../src/incident/open/pgp.ts';
import { codeowners } from '../../src/incident/owners.ts';
import { readBlob } from '../../src/incident/read-blob.ts';
import { parseRepositories } from '../../src/incident/repositories-file.ts';
import { shellWord } from '../../src/incident/rotation-steps.ts';
import { parseHoldingsLine, parseOutcomeLine } from '../../src/incident/state.ts';
import { Failure } from '../../src/model/failure.ts';
import { decodeBech32, encodeBech32 } from '../../src/systems/key-material/bech32.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const files = (folder: string): Buffer[] =>
  readdirSync(join(vectors, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(vectors, folder, entry.name)));

/** A file with bytes changed, cut out, doubled: closer to what breaks parsers than random bytes. */
const mutated = (corpus: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      fc.constantFrom(...corpus),
      fc.array(fc.tuple(fc.nat(1 << 16), fc.constantFrom('set', 'cut', 'double'), fc.nat(255)), { maxLength: 6 }),
    )
    .map(([file, changes]) => {
      let bytes = Buffer.from(file.subarray(0, 20_000));
      for (const [at, how, value] of changes) {
        const place = at % Math.max(bytes.length, 1);
        if (how === 'set') bytes[place] = value;
        else if (how === 'cut') bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + value)]);
        else bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.max(0, place - value))]);
      }
      return bytes;
    });

async function withoutCrash(bytes: Uint8Array): Promise<void> {
  try {
    await readKeys({ source: 'fuzz', bytes }, async () => null);
  } catch (error) {
    assert.instance(error, Failure);
    assert.ok((error as Failure).message.length < 1000);
  }
}

suite('incident, hostile keys', (test) => {
  test('bytes of any kind are read as keys or refused in one sentence', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), withoutCrash), { numRuns: 200 });
    await fc.assert(fc.asyncProperty(mutated(files('key-material')), withoutCrash), { numRuns: 150 });
  });

  test('a bomb of armour, of base64 in base64 or of begin lines ends soon', () => {
    const nested = (text: string, times: number): string => (times === 0 ? text : nested(Buffer.from(text).toString('base64'), times - 1));
    const bombs = [
      '-----BEGIN PRIVATE KEY-----\n'.repeat(100_000),
      `-----BEGIN ${'A'.repeat(1_000_000)}`,
      nested('-----BEGIN PRIVATE KEY-----\n', 12),
      'AGE-SECRET-KEY-1'.repeat(100_000),
      `${'QUFBQUFBQUFBQUFB\n'.repeat(100_000)}`,
      'A'.repeat(5_000_000),
    ];
    for (const bomb of bombs) assert.ok(armours(bomb).length <= 10_000);
  });

  test('readers of headers throw or answer, whatever the bytes', async () => {
    const quiet = (read: () => unknown): void => {
      try {
        read();
      } catch (error) {
        assert.instance(error, Error);
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        quiet(() => sshPublicKey(buffer));
        quiet(() => sshPrivateKey(Buffer.concat([Buffer.from('openssh-key-v1\0'), buffer]), 'x'));
        assert.ok(stanzas(Buffer.concat([Buffer.from('age-encryption.org/v1\n'), buffer])).length <= 1000);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(mutated([readFileSync(join(vectors, 'key-material/pgp-q.gpg'))]), async (bytes) => {
        await pgpKeys(bytes, 'x').catch((error) => assert.instance(error, Error));
      }),
      { numRuns: 60 },
    );
  });

  test('a locked SSH key that asks for years of work is not unlocked', () => {
    const [block] = armours(readFileSync(join(vectors, 'key-material/id_ed25519_locked'), 'latin1'));
    assert.is(block?.kind, 'pem');
    if (block?.kind !== 'pem') return;
    const costly = Buffer.from(block.der);
    const at = costly.indexOf(Buffer.from('bcrypt')) + 6 + 4 + 4 + 16;
    costly.writeUInt32BE(0xffffffff, at);
    assert.is(sshPrivateKey(costly, 'correct-horse')?.kind, 'locked');
  });

  test('identities are taken by their form, and one mistyped letter is seen', () => {
    const recipient = encodeBech32('age', Buffer.alloc(32, 7));
    assert.ok(decodeBech32(recipient));
    assert.is(publicIdentity(recipient, 'x')?.key.kind, 'age');
    assert.is(publicIdentity(`${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`, 'x'), null);
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (text) => void publicIdentity(text, 'x')));
  });
});

suite('incident, public identities', (test) => {
  const table = [
    { name: 'AWS key', input: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab', expect: 'aws-kms' },
    { name: 'AWS alias', input: 'arn:aws-cn:kms:cn-north-1:123456789012:alias/sops', expect: 'aws-kms' },
    { name: 'AWS role', input: 'arn:aws:iam::123456789012:role/ci', expect: 'aws-kms' },
    { name: 'GCP key', input: 'projects/p/locations/global/keyRings/r/cryptoKeys/k', expect: 'gcp-kms' },
    { name: 'GCP ring', input: 'projects/p/locations/global/keyRings/r', expect: 'gcp-kms' },
    { name: 'Azure key', input: 'https://v.vault.azure.net/keys/k', expect: 'azure-kv' },
    { name: 'Azure version', input: 'https://v.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef', expect: 'azure-kv' },
    { name: 'Vault', input: 'https://vault.example:8200/v1/sops/keys/first', expect: 'vault-transit' },
    { name: 'Huawei', input: 'tr-west-1:abc12345-6789-4def-8123-456789abcdef', expect: 'huawei-kms' },
    { name: 'PGP fingerprint with blanks', input: 'E716 3D13 338D 66ED FC7B  ED89 E2BE 693E BD1B 79B1', expect: 'pgp' },
    { name: 'PGP long id', input: '0xE2BE693EBD1B79B1', expect: 'pgp' },
    { name: 'a word', input: 'password', expect: undefined },
    { name: 'a path', input: './keys/age.txt', expect: undefined },
  ];
  for (const { name, input, expect } of table)
    test(`${name}: ${expect ?? 'none'}`, () => assert.is(publicIdentity(input, 'x')?.key.kind, expect));
});

suite('incident, hostile repositories', (test) => {
  test('no blob crashes the reader', async () => {
    const corpus = [...files('sops'), ...files('sealed-secrets'), ...files('key-material')];
    await fc.assert(
      fc.asyncProperty(mutated(corpus), async (bytes) => {
        if (mayHold(bytes)) await readBlob(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('metadata of any shape is read or let be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), async (sops, data) => {
        const ciphertext = 'ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]';
        await readBlob(Buffer.from(JSON.stringify({ kind: 'Secret', apiVersion: 'v1', data, x: ciphertext, sops })));
        await readBlob(
          Buffer.from(
            JSON.stringify({
              x: ciphertext,
              sops: { mac: ciphertext, lastmodified: 'x', age: sops, key_groups: data, shamir_threshold: sops },
            }),
          ),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('lines of a state that somebody wrote are read or let be', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        parseHoldingsLine(line);
        parseOutcomeLine(line);
      }),
    );
  });

  test('names in commands stay one word for a shell', () => {
    for (const name of ["a'b", '$(id)', '`id`', 'a b', '-rf', 'x\ny', '', ';ls', 'plain-name.yaml']) {
      const word = shellWord(name);
      assert.match(word, /^(?:[\w./:@%+=-]+|(?:\.\/)?'(?:[^']|'\\'')*')$/);
      assert.not.match(word, /[\n\u001b]/);
    }
  });

  test('lists of repositories: lines, CSV, YAML, and what is none', () => {
    const locations = (text: string): readonly string[] => parseRepositories(Buffer.from(text), 'x').map(({ location }) => location);
    assert.equal(locations('# comment\n./a\nhttps://example.org/b.git\n'), ['./a', 'https://example.org/b.git']);
    assert.equal(locations('url,visibility\n"https://example.org/b,c.git",public\n'), ['https://example.org/b,c.git']);
    assert.equal(locations('- ./a\n- {path: ./b, owner: ops}\n'), ['./a', './b']);
    assert.equal(locations('repositories:\n  - ./a\n'), ['./a']);
    assert.throws(() => locations('# nothing\n'), /names no repository/);
  });

  test('owners: the last rule that matches, at any depth or anchored', () => {
    const owners = codeowners('* @all\n/apps/ @apps\nsecrets.yaml @security\n/apps/free.yaml\n# x\n[Section] @nobody\n');
    assert.equal(owners('README.md'), ['@all']);
    assert.equal(owners('apps/a/b.yaml'), ['@apps']);
    assert.equal(owners('deep/down/secrets.yaml'), ['@security']);
    assert.equal(owners('apps/free.yaml'), []);
  });
});

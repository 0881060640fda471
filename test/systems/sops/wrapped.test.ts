import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ageReaders, pgpReaders, readAge, sshTag } from '../../../src/systems/sops/wrapped.ts';
import { suite } from '../../support/suite.ts';

/** All armored blocks of a vector made by SOPS. */
function armors(file: string): readonly string[] {
  const text = readFileSync(`test/vectors/sops/${file}`, 'utf8');
  return (text.match(/-----BEGIN [\s\S]*?-----END [A-Z ]+-----/g) ?? []).map((armor) => armor.replace(/^ +/gm, '').replaceAll('\\n', '\n'));
}

const armor = (bytes: Uint8Array | string, label: string): string =>
  `-----BEGIN ${label}-----\n\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----`;

suite('sops wrapped keys', (test) => {
  test('an age file has one stanza for its recipient, and 64 bytes around a data key', () => {
    const [enc = ''] = armors('format-yaml-age-x.yaml');
    const file = readAge(enc);
    assert.equal(
      file?.stanzas.map(({ type }) => type),
      ['X25519'],
    );
    assert.is(file?.payload, 64);
  });

  test('a share is a byte longer', () => {
    for (const enc of armors('groups-two-of-three.yaml').filter((one) => one.includes('BEGIN AGE'))) assert.is(readAge(enc)?.payload, 65);
  });

  test('a post-quantum stanza and an SSH stanza are told by their types', () => {
    assert.is(readAge(armors('format-yaml-age-pq.yaml')[0] ?? '')?.stanzas[0]?.type, 'mlkem768x25519');
    const ssh = readAge(armors('format-yaml-ssh-ed25519.yaml')[0] ?? '')?.stanzas[0];
    assert.is(ssh?.type, 'ssh-ed25519');
    assert.is(ssh?.args[0], sshTag(readFileSync('test/vectors/keys/ssh-ed25519.pub', 'utf8')));
    const rsa = readAge(armors('format-yaml-ssh-rsa.yaml')[0] ?? '')?.stanzas[0];
    assert.is(rsa?.args[0], sshTag(readFileSync('test/vectors/keys/ssh-rsa.pub', 'utf8')));
  });

  test('a second stanza is a second reader; grease is none', () => {
    const file = readAge(armors('hidden-second-stanza.yaml')[0] ?? '');
    assert.ok(file);
    assert.is(ageReaders(file), 2);
    assert.is(
      ageReaders({
        stanzas: [
          { type: 'X25519', args: [] },
          { type: 'joint-grease', args: [] },
        ],
        payload: 64,
      }),
      1,
    );
  });

  test('a PGP message names the key its session key is for', () => {
    const [enc = ''] = armors('format-yaml-pgp-p.yaml');
    assert.is(pgpReaders(enc)?.length, 1);
    assert.match(pgpReaders(enc)?.[0] ?? '', /^[0-9A-F]{16}$/);
  });

  test('every session-key packet counts, and one for a passphrase too', () => {
    const session = (id: number): number[] => [0xc1, 11, 3, ...Array(8).fill(id), 1, 0];
    const old = [0x84, 11, 3, ...Array(8).fill(0), 1, 0];
    const password = [0xc3, 2, 4, 9];
    const body = [0xd2, 1, 0];
    assert.equal(pgpReaders(armor(Uint8Array.from([...session(0x11), ...old, ...password, ...body]), 'PGP MESSAGE')), [
      '1111111111111111',
      '0000000000000000',
      'password',
    ]);
  });

  test('bytes of any kind are read without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0xc1, 0x84, 0x85, 0x86, 0xc3, 0x8c), (bytes, first) => {
        pgpReaders(armor(Uint8Array.from([first, ...bytes]), 'PGP MESSAGE'));
        readAge(armor(Buffer.concat([Buffer.from('age-encryption.org/v1\n-> '), bytes]), 'AGE ENCRYPTED FILE'));
        readAge(armor(bytes, 'AGE ENCRYPTED FILE'));
      }),
      { numRuns: 1000 },
    );
    for (const text of ['', '-----BEGIN AGE ENCRYPTED FILE-----', '-----END AGE ENCRYPTED FILE----------BEGIN AGE ENCRYPTED FILE-----'])
      assert.is(readAge(text), null);
  });
});

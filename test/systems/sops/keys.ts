import { readFileSync } from 'node:fs';
import { armor, Decrypter } from 'age-encryption';
import * as openpgp from 'openpgp';
import type { Metadata } from '../../../src/systems/sops/metadata.ts';
import { combineShares } from '../../../src/systems/sops/shamir.ts';

/** The data key of a block, unwrapped with a set of private keys of the vectors; null: they do not suffice. */
export async function dataKey(metadata: Metadata, keys: readonly string[]): Promise<Uint8Array | null> {
  const groups = new Map<number, Uint8Array>();
  for (const { group, wrapped } of metadata.recipients) {
    for (const key of keys) {
      const opened = await unwrap(wrapped, key);
      if (opened !== null) groups.set(group, opened);
    }
  }
  const [first] = groups.values();
  if (metadata.groups === 1) return first ?? null;
  return combineShares([...groups.values()]);
}

/** What one wrapped key gives to one private key of `test/vectors/keys`; SSH keys are not tried. */
export async function unwrap(wrapped: string, key: string): Promise<Uint8Array | null> {
  try {
    if (key.startsWith('age') && wrapped.includes('BEGIN AGE')) {
      const identity = /AGE-SECRET-KEY-\S+/.exec(readFileSync(`test/vectors/keys/${key}.txt`, 'utf8'))?.[0] ?? '';
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      return await decrypter.decrypt(armor.decode(wrapped));
    }
    if (key.startsWith('pgp') && wrapped.includes('BEGIN PGP')) {
      const decryptionKeys = await pgpKey(key);
      const message = await openpgp.readMessage({ armoredMessage: wrapped });
      const { data } = await openpgp.decrypt({ message, decryptionKeys, format: 'binary' });
      return data;
    }
  } catch {
    return null;
  }
  return null;
}

async function pgpKey(name: string): Promise<openpgp.PrivateKey> {
  const key = await openpgp.readPrivateKey({ armoredKey: readFileSync(`test/vectors/keys/${name}.asc`, 'utf8') });
  return key.isDecrypted() ? key : openpgp.decryptKey({ privateKey: key, passphrase: 'correct-horse' });
}

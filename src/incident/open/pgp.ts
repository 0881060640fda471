import type { Key, PartialConfig, PrivateKey } from 'openpgp';

/** Opens PGP messages with one key, which stays inside. */
export interface PgpOpener {
  /** null: not for this key, or damaged. */
  open(message: Uint8Array): Promise<Uint8Array | null>;
}

interface PgpKey {
  /** Of the primary key and of the subkeys, in upper case. */
  readonly fingerprint: string;
  readonly subkeys: readonly string[];
  readonly algorithm: string;
  /** null: only the public half is there, or it is locked. */
  readonly opener: PgpOpener | null;
  readonly locked: boolean;
}

/** The keys in OpenPGP packets, as GnuPG and others write them. Throws on bytes that are none. */
export async function pgpKeys(packets: Uint8Array, passphrase: string | null): Promise<PgpKey[]> {
  const { readKeys } = await import('openpgp');
  const keys: PgpKey[] = [];
  for (const key of await readKeys({ binaryKeys: packets, config })) keys.push(await describe(key, passphrase));
  return keys;
}

/** Old and short keys still open what was encrypted to them, so nothing is refused here that GnuPG would take. */
const config: PartialConfig = {
  minRSABits: 512,
  rejectPublicKeyAlgorithms: new Set(),
  rejectCurves: new Set(),
  allowInsecureDecryptionWithSigningKeys: true,
  allowUnauthenticatedMessages: true,
  enableParsingV5Entities: true,
};

async function describe(key: Key, passphrase: string | null): Promise<PgpKey> {
  const unlocked = key.isPrivate() ? await unlock(key, passphrase) : null;
  const { algorithm, bits, curve } = key.getAlgorithmInfo() as { algorithm: string; bits?: number; curve?: string };
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    subkeys: key.getSubkeys().map((subkey) => subkey.getFingerprint().toUpperCase()),
    algorithm: [algorithm.startsWith('rsa') ? 'RSA' : algorithm, bits ?? curve ?? ''].join(' ').trim(),
    opener: unlocked === null ? null : opener(unlocked),
    locked: key.isPrivate() && unlocked === null,
  };
}

async function unlock(key: PrivateKey, passphrase: string | null): Promise<PrivateKey | null> {
  if (key.isDecrypted()) return key;
  if (passphrase === null) return null;
  const { decryptKey } = await import('openpgp');
  return decryptKey({ privateKey: key, passphrase, config }).catch(() => null);
}

function opener(key: PrivateKey): PgpOpener {
  const mine = new Set(key.getKeyIDs().map((id) => id.toHex()));
  return {
    open: async (message) => {
      const { decrypt, readMessage } = await import('openpgp');
      try {
        const read = await readMessage({ binaryMessage: message, config });
        const ids = read.getEncryptionKeyIDs();
        // Key id 0 hides the recipient: everyone has to try.
        if (!ids.some((id) => mine.has(id.toHex()) || /^0+$/.test(id.toHex()))) return null;
        const { data } = await decrypt({ message: read, decryptionKeys: key, format: 'binary', config });
        return data as Uint8Array;
      } catch {
        return null;
      }
    },
  };
}

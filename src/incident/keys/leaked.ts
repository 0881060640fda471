import type { KeyObject } from 'node:crypto';
import type { CompromisedKey } from '../../model/compromise.ts';
import type { AgeOpener } from '../open/age.ts';
import type { PgpOpener } from '../open/pgp.ts';
import type { RsaNumbers } from './rsa.ts';

/**
 * A leaked key as the sweep uses it: what may be told of it (`key`), and what it can do. Private material lives in the openers and in
 * KeyObjects, none of which prints; a LeakedKey never reaches a report or the state.
 */
export interface LeakedKey {
  readonly key: CompromisedKey;
  /** Modulus and size, where it is RSA. */
  readonly rsa: RsaNumbers | null;
  /** Opens RSA blocks: Sealed Secrets, and keys wrapped by Azure for an exported key. */
  readonly rsaPrivate: KeyObject | null;
  readonly age: readonly AgeOpener[];
  readonly pgp: PgpOpener | null;
  /** Fingerprints of a PGP key and its subkeys, upper case. */
  readonly pgpFingerprints: readonly string[];
  /** The tag that SSH stanzas name it by. */
  readonly sshTag: string | null;
}

type Described = Partial<CompromisedKey> & Pick<CompromisedKey, 'kind' | 'fingerprint' | 'source'>;

/** Fills in what most keys lack. */
export function leakedKey(known: Described, can: Partial<Omit<LeakedKey, 'key'>> = {}): LeakedKey {
  const { rsa = null, rsaPrivate = null, age = [], pgp = null, pgpFingerprints = [], sshTag = null } = can;
  const key: CompromisedKey = {
    id: `${known.kind}:${known.fingerprint}`,
    algorithm: '',
    private: rsaPrivate !== null || age.length > 0 || pgp !== null,
    notBefore: null,
    notAfter: null,
    controllerMade: false,
    recipients: [],
    note: null,
    ...known,
  };
  return { key, rsa, rsaPrivate, age, pgp, pgpFingerprints, sshTag };
}

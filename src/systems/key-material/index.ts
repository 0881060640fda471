import type { Place, SourceText } from '../../model/document.ts';
import type { Candidate, Emit, File, System } from '../system.ts';
import { firstLine, textPlace } from '../text-place.ts';
import { binaryKey } from './binary.ts';
import { findKeyMaterial, type KeyMaterial } from './find.ts';
import { remedy } from './remedy.ts';
import { emitSealingKeys } from './sealing.ts';

/** Private keys in any file: armour, identities of age, keyrings, DER. */
export const keyMaterial: System = {
  id: 'key-material',
  title: 'Private keys',
  aspects: {
    'private-key': 'a private key of TLS, a signature or a certificate authority',
    'ssh-private-key': 'a private key of SSH',
    'pgp-private-key': 'a private key of OpenPGP',
    'age-identity': 'an identity of age',
    'sealing-key': 'a private key of Sealed Secrets: opens everything that was sealed with it',
    'locked-private-key': 'a private key behind a passphrase',
    'cut-private-key': 'the beginning of a private key, without its end',
    'opens-values': 'files of the repository are encrypted to a key that is, or was, in it in clear',
    'passphrase-file': 'a file of age that a passphrase opens',
  },
  remedy,
  text,
  binary(bytes, _file, emit) {
    const key = binaryKey(bytes);
    if (key !== null) emit.value(asCandidate(key, firstLine));
  },
};

function text(source: SourceText, file: File, emit: Emit): void {
  for (const key of findKeyMaterial(source.text)) {
    const place = textPlace(source, key.start, key.end);
    if (key.kind !== 'passphrase-file') emit.value(asCandidate(key, place));
    else emit.observe({ subject: 'document', aspect: 'passphrase-file', place, resource: null, keyPath: '' });
  }
  emitSealingKeys(source, file, emit);
}

function asCandidate(key: Omit<KeyMaterial, 'start' | 'end'>, place: Place): Candidate {
  return {
    aspect: aspectOf(key),
    container: 'key-material',
    text: key.text,
    place,
    resource: null,
    key: null,
    keyPath: '',
    protection: 'plain',
    detail: { what: key.what, algorithm: key.algorithm, ...(key.fingerprint !== null && { fingerprint: key.fingerprint }) },
  };
}

function aspectOf({ kind, locked, cut }: Omit<KeyMaterial, 'start' | 'end'>): string {
  if (cut) return 'cut-private-key';
  if (locked) return 'locked-private-key';
  switch (kind) {
    case 'ssh':
      return 'ssh-private-key';
    case 'pgp':
      return 'pgp-private-key';
    case 'age':
      return 'age-identity';
    case 'private':
    case 'passphrase-file':
      return 'private-key';
  }
}

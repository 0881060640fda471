import type { Mapping } from '../../model/tree.ts';
import { hasKey } from '../core/secret.ts';

/** Keys by which kustomize-controller recognises what it decrypts with, in the Secret that `decryption.secretRef` names. */
const names = /\.agekey$|^(?:age|identity)\.txt$|^sops\.(?:aws-kms|azure-kv|gcp-kms|vault-token)$|^(?:sops|age)-?key(?:\.txt)?$/;

export const isDecryptionKey = (secret: Mapping): boolean => hasKey(secret, (key) => names.test(key));

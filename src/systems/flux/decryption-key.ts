import { get, type Mapping } from '../../model/tree.ts';

/** Keys by which kustomize-controller recognises what it decrypts with, in the Secret that `decryption.secretRef` names. */
const names = /\.agekey$|^(?:age|identity)\.txt$|^sops\.(?:aws-kms|azure-kv|gcp-kms|vault-token)$|^(?:sops|age)-?key(?:\.txt)?$/;

export function isDecryptionKey(secret: Mapping): boolean {
  return ['data', 'stringData'].some((member) => {
    const data = get(secret, member);
    return data?.kind === 'mapping' && data.entries.some((entry) => names.test(entry.key.text));
  });
}

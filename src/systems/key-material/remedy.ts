import type { Remedy } from '../system.ts';

/** A key is replaced before what it protects: whoever has the old one reads what is encrypted with it meanwhile. */
export const remedy: Remedy = {
  rotate: 'the key, and everything it opens, signs in to or signs: it counts as known from the first commit that holds it',
  steps: [
    { text: 'Make a new key, and put its public half wherever the old one is trusted or encrypted to.' },
    {
      text: 'An age identity or a PGP key of SOPS: replace the recipient, make a new data key, and change every value that was ever encrypted to it.',
      command: 'sops rotate --in-place --add-age NEW_RECIPIENT --rm-age OLD_RECIPIENT FILE',
    },
    {
      text: 'A sealing key of Sealed Secrets: have the controller make a new one first, then change and seal every value again.',
      command: 'kubectl --namespace kube-system set env deployment/sealed-secrets-controller SEALED_SECRETS_KEY_CUTOFF_TIME="$(date -R)"',
    },
    { text: 'A TLS key: have a new certificate issued for a new key, and the old one revoked.' },
    {
      text: 'An SSH key: remove its public half from authorized_keys and from every account and repository that takes it.',
      command: 'ssh-keygen -lf KEY',
    },
    { text: 'A PGP key that signs: publish its revocation.', command: 'gpg --generate-revocation FINGERPRINT' },
    { text: 'A passphrase only buys time: replace a locked key too. Rewriting history takes nothing back from clones and forks.' },
  ],
};

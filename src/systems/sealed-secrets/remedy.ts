import type { Remedy } from '../system.ts';

/**
 * The order of upstream's README, "Sealing key renewal" and "User secret rotation": a new key first, else the new values are
 * sealed with the leaked one. Flags are those of kubeseal and the controller 0.36 to 0.40.
 */
export const remedy: Remedy = {
  rotate: 'the sealing key, and every credential that was ever sealed with it: ciphertext in history is readable now',
  steps: [
    {
      text: 'Make a new sealing key first: set the cutoff to now, which restarts the controller (the chart of Helm names it after its release).',
      command: 'kubectl --namespace kube-system set env deployment/sealed-secrets-controller SEALED_SECRETS_KEY_CUTOFF_TIME="$(date -R)"',
    },
    {
      text: 'Fetch the new certificate, and replace every copy of the old one (in repositories, pipelines, on machines): a copied certificate goes on sealing with the leaked key.',
      command: 'kubeseal --controller-namespace kube-system --fetch-cert > sealing-cert.pem',
    },
    { text: 'Change each credential where it is issued. Sealing the old value again protects nothing: it was readable.' },
    {
      text: 'Seal the new value, a file without a line end, for the same namespace, name and scope, and put what is printed in the place of the old ciphertext. (--merge-into drops comments and every document but the first.)',
      command: 'kubeseal --raw --cert sealing-cert.pem --scope {scope} --namespace {namespace} --name {name} --from-file=NEW_VALUE',
    },
    {
      text: 'When every value is new, take the old key from the controller: remove its label or delete its Secret, and restart. Until then it goes on unsealing.',
      command:
        'kubectl --namespace kube-system delete secret OLD_SEALING_KEY && kubectl --namespace kube-system rollout restart deployment/sealed-secrets-controller',
    },
    {
      text: 'Look at the access logs of each credential since the key leaked, or, if nobody knows when, since the first commit that held a value sealed with it.',
    },
  ],
};

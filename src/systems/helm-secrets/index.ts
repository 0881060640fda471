import type { Snapshot } from '../../model/snapshot.ts';
import { isCovered, tellClear } from '../clear-values.ts';
import type { SnapshotEmit, System } from '../system.ts';

/** helm-secrets: values files that SOPS encrypts, and the decrypted copies that it leaves beside them while it works. */
export const helmSecrets: System = {
  id: 'helm-secrets',
  title: 'helm-secrets',
  aspects: { 'decrypted-copy': 'a value in clear in a file that was written by decrypting another' },
  remedy: {
    rotate: 'every value in the decrypted copy: each of them is in history now',
    steps: [
      { text: 'Change the credentials where they are issued.' },
      { text: 'Write the new values into the encrypted file.', command: 'helm secrets edit secrets.yaml' },
      {
        text: 'Take the copy out of Git, and keep such files out.',
        command: "git rm --cached secrets.yaml.dec && echo '*.dec' >> .gitignore",
      },
      { text: 'Upgrade without a copy on disk.', command: 'helm secrets upgrade {name} CHART -f secrets.yaml' },
    ],
  },
  snapshot: judgeCopies,
};

/** `secrets.yaml.dec` of helm-secrets, `secrets.dec.yaml` and `secrets.decrypted.yaml` of people. */
const copy = /\.dec$|[._-](?:dec|decrypted)\.(?:ya?ml|json|env)$/;

function judgeCopies(snapshot: Snapshot, emit: SnapshotEmit): void {
  for (const file of snapshot.files())
    if (copy.test(file.path) && !isCovered(file)) tellClear(file, { aspect: 'decrypted-copy', detail: {} }, emit);
}

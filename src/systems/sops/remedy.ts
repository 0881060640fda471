import type { Remedy } from '../system.ts';

/** Upstream's order after a compromise (its docs, "key management"); each command was run with sops 3.13.3. */
export const remedy: Remedy = {
  rotate:
    'every value that the leaked key could ever open, in any version of the file: encrypting again to other recipients takes nothing back',
  steps: [
    { text: 'Take the leaked recipient out of .sops.yaml, and put its successor in.' },
    {
      text: 'Wrap the data key for the recipients that are left. The old key and the new one have to be at hand: one unwraps, the other rotates.',
      command: 'sops updatekeys --yes {path}',
    },
    {
      text: 'Make a new data key: the old one was readable to the leaked key, and updatekeys keeps it.',
      command: 'sops rotate --in-place {path}',
    },
    { text: 'Commit both in one change, so that no version lies between that the leaked key opens.' },
    { text: 'Only then change each credential where it is issued, and set the new value.', command: 'sops edit {path}' },
    { text: 'Look for the same data key in copies of the file, other branches and other repositories, and do the same there.' },
  ],
};

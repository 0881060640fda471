import { child, root } from '../../model/pointer.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { System } from '../system.ts';

/** Files of environment variables: `.env` and its kin. Docker, kustomize, direnv and most frameworks read them. */
export const dotenv: System = {
  id: 'dotenv',
  title: 'dotenv files',
  aspects: { variable: 'a variable of a file of environment variables' },
  remedy: {
    rotate: 'every credential that stands in the file',
    steps: [
      { text: 'Change the credentials where they are issued.' },
      { text: 'Take the file out of Git and keep it on disk.', command: 'git rm --cached .env && echo .env >> .gitignore' },
      { text: 'Or encrypt it.', command: 'sops encrypt --input-type dotenv --output-type dotenv .env > .env.enc' },
      {
        text: 'Commit an example without values, so that others know which variables there are.',
        command: "sed 's/=.*/=/' .env > .env.example",
      },
    ],
  },
  document(document, _file, emit) {
    if (document.format !== 'dotenv' || document.root?.kind !== 'mapping') return false;
    const as: WalkAs = { aspect: 'variable', container: 'dotenv', resource: null, document };
    const neighbours = document.root.entries.map((entry) => entry.key.text);
    for (const entry of document.root.entries) {
      if (entry.value.kind !== 'scalar') continue;
      const key = entry.key.text;
      emit.value(candidate(entry.value, child(root, key), key, key, neighbours, as));
    }
    return true;
  },
};

import { judgeNamedFiles } from '../named-file.ts';
import type { System } from '../system.ts';
import { textPlace } from '../text-place.ts';

/** vals: references such as `ref+vault://...`. Some name files of the repository, and what those hold decides. */
export const vals: System = {
  id: 'vals',
  title: 'vals',
  aspects: {
    'encrypted-file': 'a file that ref+sops decrypts: must be ciphertext',
    'plain-file': 'a file that a reference takes a value from as it is',
    'file-clear': 'a value in clear in a file that a reference names',
  },
  remedy: {
    rotate: 'the value that the reference leads to, or that stands in it',
    steps: [
      { text: 'Change the credential where it is issued, and store it in the backend.' },
      { text: 'A file of the repository: encrypt it, and name it with ref+sops.', command: 'sops encrypt --in-place FILE' },
      { text: 'ref+echo, fallback and credentials in the query are plaintext: take them out, and log in by environment.' },
      { text: 'See that every reference resolves.', command: 'vals eval -f FILE > /dev/null' },
    ],
  },
  text(source, _file, emit) {
    if (!source.text.includes('ref+')) return;
    for (const match of source.text.matchAll(/ref\+(sops|file|tfstate):\/\/([^\s+"',#?]{1,500})/g)) {
      const [whole, backend, path = ''] = match;
      emit.link({
        aspect: backend === 'sops' ? 'encrypted-file' : 'plain-file',
        path,
        object: null,
        place: textPlace(source, match.index, match.index + whole.length),
        resource: null,
        keyPath: '',
        detail: { backend: backend ?? '' },
      });
    }
  },
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'file-clear', emit),
};

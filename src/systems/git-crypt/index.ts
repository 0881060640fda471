import type { System } from '../system.ts';
import { firstLine } from '../text-place.ts';
import { readAttributes } from './attributes.ts';
import { judgePromises, type Note } from './promises.ts';

/** git-crypt and transcrypt: filters of Git that encrypt on the way into the repository, where `.gitattributes` says so. */
export const gitCrypt: System = {
  id: 'git-crypt',
  title: 'git-crypt and transcrypt',
  aspects: {
    clear: 'a file that .gitattributes promises to be encrypted, in clear',
    'clear-harmless': 'such a file, in which nothing secret was found',
    'key-file': 'the key that git-crypt encrypts with',
  },
  remedy: {
    rotate: 'every value in files that are, or were to be, encrypted: git-crypt knows no rotation, its key opens all of history',
    steps: [
      { text: 'Change the credentials in the file where they are issued.' },
      {
        text: 'A file that was added before its attribute, or without the filter: encrypt it now.',
        command: 'git-crypt status -f && git commit',
      },
      {
        text: 'See that the filter is at work on every machine.',
        command: 'git-crypt unlock && git config filter.git-crypt.required true',
      },
      {
        text: 'The key leaked: there is no way to replace it in place. Begin again with a new key.',
        command: 'git-crypt lock --all && rm -rf .git/git-crypt && git-crypt init',
      },
      { text: 'transcrypt: encrypt with a new password.', command: 'transcrypt --rekey' },
    ],
  },
  text(source, file, emit) {
    const { text } = source;
    // What transcrypt (and `openssl enc -a`) writes: base64 of `Salted__`.
    if (text.startsWith('U2FsdGVkX1')) emit.note({ kind: 'transcrypt' } satisfies Note);
    // The name of the file is not known here: whether it is .gitattributes is asked when files are judged side by side.
    if (file.profile.format !== 'text' || !/(?:^|\s)(?:filter=|[-!]filter\b)/.test(text)) return;
    const lines = readAttributes(text);
    if (lines.length > 0) emit.note({ kind: 'attributes', lines } satisfies Note);
  },
  binary(bytes, _file, emit) {
    if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString('latin1') !== '\0GITCRYPTKEY') return;
    emit.observe({ subject: 'document', aspect: 'key-file', place: firstLine, resource: null, keyPath: '' });
  },
  snapshot: judgePromises,
};

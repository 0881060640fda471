import type { Document } from '../../model/document.ts';
import { steps } from '../../model/pointer.ts';
import { textAt } from '../../model/tree.ts';
import { textOf } from '../document-text.ts';
import type { System } from '../system.ts';

const id = 'kubesec';

/** kubesec (shyiko): a Secret whose values are encrypted one by one; comments at its end hold version, keys and checksum. */
export const kubesec: System = {
  id,
  title: 'kubesec',
  aspects: { 'not-encrypted': 'a value in clear, in a Secret that kubesec has encrypted' },
  remedy: {
    rotate: 'the value; after a key, every value that was encrypted to it',
    steps: [
      { text: 'Change the credential where it is issued.' },
      { text: 'Write the new value through the tool, which encrypts it.', command: 'kubesec edit -i {name}.yaml' },
      {
        text: 'Key: encrypt to another one, and without the old.',
        command: 'kubesec encrypt -i --key=+pgp:NEW --key=-pgp:OLD {name}.yaml',
      },
    ],
  },
  envelope(document) {
    if (!isSealed(document)) return null;
    return {
      system: id,
      metadata: [],
      protect: (pointer, node) => {
        const [member, key, ...rest] = steps(pointer);
        if ((member !== 'data' && member !== 'stringData') || key === undefined || rest.length > 0 || node.text.trim() === '') return null;
        return isCiphertext(node.text) ? { protection: 'encrypted', damage: null } : null;
      },
    };
  },
};

function isSealed(document: Document): boolean {
  if (document.within !== null || textAt(document.root, 'kind') !== 'Secret' || !textOf(document).includes('kubesec:')) return false;
  return document.comments.some((comment) => /^kubesec:v:\d/.test(comment.text));
}

/** Ciphertext, nonce of 12 bytes and tag of 16, each in base64, joined by dots (`crypto/aes/cipher.go` upstream). */
const isCiphertext = (text: string): boolean => /^[A-Za-z0-9+/]+={0,2}\.[A-Za-z0-9+/]{16}\.[A-Za-z0-9+/]{22}==$/.test(text.trim());
